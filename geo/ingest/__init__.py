"""Read a user's list: CSV, XLSX, GeoJSON, or pasted text. All input is untrusted."""

from geo.ingest.files import FORMATS, read_list, read_pasted, read_path, sheet_names
from geo.ingest.header_detection import (
    guess_layout,
    header_choices,
    header_code,
    layout_with,
    read_header,
)
from geo.ingest.layout import NO_HEADER, Header, Layout, LeftOut, LeftOutKind
from geo.ingest.table import COMMAND_LIMITS, PAGE_LIMITS, Grid, Table, TableLimits

__all__ = [
    "COMMAND_LIMITS",
    "FORMATS",
    "NO_HEADER",
    "PAGE_LIMITS",
    "Grid",
    "Header",
    "Layout",
    "LeftOut",
    "LeftOutKind",
    "Table",
    "TableLimits",
    "guess_layout",
    "header_choices",
    "header_code",
    "layout_with",
    "read_header",
    "read_list",
    "read_pasted",
    "read_path",
    "sheet_names",
]
