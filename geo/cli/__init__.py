"""The command line: its commands, and the options, inputs and outputs that they share."""
