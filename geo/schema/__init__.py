"""Every column of a place, of the exports and of a located list, declared once.

A column is an annotation of a row (`PlaceRow`, `LabelColumns`, …): its type is what mypy checks,
its `Column` says how it is called, what it means and where it appears. Everything else is derived:
the Arrow table, the frame, the exports, the API's JSON schema and `docs/data-dictionary.md`.
"""
