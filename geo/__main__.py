"""Runs a command, `shutu …` or in a checkout `python -m geo …`, and ends with its exit code."""

from __future__ import annotations

import io
import os
import sys

from geo.cli.arguments import make_parser
from geo.cli.exit_codes import EXIT_BAD_INPUT, EXIT_STOPPED
from geo.cli.parser import one_line
from geo.errors import ShutuError


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 success, 1 differences found, 2 bad input."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Print Chinese on any terminal, also on Windows; unprintable characters are escaped.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except ShutuError as error:
        print("error:", one_line(" ".join(str(error).splitlines())), file=sys.stderr)
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:
        print("stopped; nothing was written", file=sys.stderr)
        return EXIT_STOPPED
    except BrokenPipeError:  # the reader, e.g. `head`, has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush at the end
        return 0
    except OSError as error:  # e.g. standard output goes to a full disk
        print(f"error: standard output cannot be written: {error.strerror}", file=sys.stderr)
        return EXIT_BAD_INPUT
    return code


def _run(arguments: list[str] | None) -> int:
    parser = make_parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as end:  # after --help, --version, or a mistake
        return int(end.code or 0)
    if options.run is None:
        parser.print_help()
        print("error: no command was given; the help lists them", file=sys.stderr)
        return EXIT_BAD_INPUT
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
