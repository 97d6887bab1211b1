"""Read a user's list: CSV, XLSX, GeoJSON, or pasted text. All input is untrusted."""

from geo.ingest.files import FORMATS, read_list, read_pasted, read_path, sheet_names
from geo.ingest.table import COMMAND_LIMITS, PAGE_LIMITS, Grid, Table, TableLimits

__all__ = [
    "COMMAND_LIMITS",
    "FORMATS",
    "PAGE_LIMITS",
    "Grid",
    "Table",
    "TableLimits",
    "read_list",
    "read_pasted",
    "read_path",
    "sheet_names",
]
