"""Sources → artefacts. Imported by the command line only."""
