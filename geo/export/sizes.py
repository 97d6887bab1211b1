"""Sizes of symbols and texts on an A4 sheet, in millimetres."""

SYMBOL, STATION = 4.4, 1.7
TITLE, LEAD, NAME, TOWN, SMALL = 5.4, 3.0, 2.35, 2.5, 2.25
LEADING = 1.42
