"""The options of `shutu export` about the sheet: paper, extent, and the texts on it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from geo.errors import OptionError
from geo.export.page_setup import (
    MOST,
    NAMES,
    PAPERS,
    TEXTS,
    YES,
    PageSetup,
    read_page_setup,
    saved_page_setup,
)
from geo.export.registry import DRAWN, TITLED

if TYPE_CHECKING:
    from geo.shortlist.model import Shortlist


def add_page_options(parser: argparse.ArgumentParser) -> None:
    """Declare them."""
    drawn = f"of {', '.join(DRAWN)}"
    parser.add_argument("--paper", help=f"{' or '.join(PAPERS)}, {drawn}")
    parser.add_argument(
        "--upright", action="store_const", const=YES[1], help=f"the sheet stands upright, {drawn}"
    )
    parser.add_argument(
        "--extent",
        metavar="WHAT",
        help=f"what the map shows: province, places or W,S,E,N in degrees, {drawn}",
    )
    for name in TEXTS:
        parser.add_argument(
            f"--{name}",
            metavar="TEXT",
            help=f"on the sheet, at most {MOST[name]} characters, of {', '.join(TITLED)}",
        )


def page_options(options: argparse.Namespace, form: str) -> dict[str, str]:
    """What was given of them, valid for a format.

    Raises:
        OptionError: one is empty, or has no effect on the format.
        PageSetupError: paper or extent is none, or a text is too long.
    """
    given = {name: getattr(options, name) for name in NAMES}
    given = {name: value for name, value in given.items() if value is not None}
    for name, value in given.items():
        if not value.strip():
            raise OptionError(f"--{name} is empty; leave it out or write something; nothing done")
        if form not in (TITLED if name in TEXTS else DRAWN) and name != "paper":
            raise OptionError(
                f"--{name} has no effect on {form}; leave it out; nothing was written"
            )
    if "paper" in given:
        given["paper"] = given["paper"].strip().lower()
    read_page_setup(given)
    return given


def page_of(layout: Mapping[str, str], shortlist: Shortlist | None) -> PageSetup:
    """The setup of options; what they leave out is as a saved list says."""
    saved = saved_page_setup(dict(shortlist.layout)).parameters if shortlist else {}
    return read_page_setup({**saved, **layout})
