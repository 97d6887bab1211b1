"""Write a filter result: `registry.FORMATS` are the export formats, `listings.WRITERS`
the plain listings of `python -m geo sites`.

Nothing is imported here: the command line knows the formats without loading their libraries.
"""
