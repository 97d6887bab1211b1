"""The command line: what all commands share. The commands themselves are in `geo.__main__`."""
