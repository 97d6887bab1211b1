"""Sources → artefacts. Not imported by the pages."""
