"""Cells of people's tables: numbers and dates as they are written, and the types of columns."""
