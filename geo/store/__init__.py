"""The only room that talks to DuckDB at run time."""
