"""Options: every error is one line, and the help explains the exit codes."""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, NoReturn

from geo import settings
from geo.cli.exit_codes import EXIT_BAD_INPUT, EXIT_CODES
from geo.ports import PORTS

MOST_CHARACTERS = 600  # of a message; the middle, which is user input, is cut


def one_line(message: str) -> str:
    """A message as one printable line of limited length, whatever was typed."""
    plain = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in message.strip())
    if len(plain) <= MOST_CHARACTERS:
        return plain
    return f"{plain[: MOST_CHARACTERS // 2]} … {plain[-MOST_CHARACTERS // 2 :]}"


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line on standard error, with exit code 2."""

    def __init__(self, **options: Any) -> None:
        """Options are never abbreviated: a later version may have two that begin alike."""
        layout = argparse.RawDescriptionHelpFormatter
        super().__init__(
            **{"allow_abbrev": False, "formatter_class": layout, "epilog": EXIT_CODES, **options}
        )

    def error(self, message: str) -> NoReturn:
        """Report what is wrong and where the options are listed."""
        self.exit(
            EXIT_BAD_INPUT, f"error: {one_line(message)}; `{self.prog} --help` lists the options\n"
        )


class ShowVersion(argparse.Action):
    """Print the version of the program and the build that it uses."""

    def __init__(self, option_strings: Sequence[str], dest: str, **options: Any) -> None:
        """An option without a value."""
        super().__init__(option_strings, dest, nargs=0, help="print version and build", **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print and exit."""
        print(f"shutu {program_version()}, {build_name()}")
        parser.exit(0)


def program_version() -> str:
    """The version of the installed package, or that of the checkout."""
    if settings.INSTALLED:
        return version("shutu")
    project = settings.ROOT / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def build_name() -> str:
    """The id of the build that the commands read, or how to create one."""
    try:
        manifest = json.loads((settings.built_dir() / "manifest.json").read_text(encoding="utf-8"))
        return f"build {manifest['build_id']}"
    except (OSError, ValueError, KeyError, TypeError):
        return f"no build; `{settings.COMMAND} build` makes one"


def port(text: str) -> int:
    """A valid port number for a server.

    Raises:
        ArgumentTypeError: it is not a number, or out of range.
    """
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if number not in PORTS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a port; give a number from {PORTS[0]} to {PORTS[-1]}"
        )
    return number


def numbers(given: str) -> list[int]:
    """An option's value that is a list of whole numbers: `3,5`."""
    parts = given.split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise argparse.ArgumentTypeError(f"{given!r} is no list of numbers like 3,5")
    return [int(part) for part in parts]
