"""The map as values: palette, symbols, layers and view arithmetic. The only user of pydeck."""
