"""The only package that uses DuckDB at run time."""
