"""The options that select places, for `sites` and `export`."""

from __future__ import annotations

import argparse
from typing import Any

from geo.cli.inputs import input_file
from geo.errors import OptionError
from geo.model import AreaRule, Datum, Relation
from geo.query.area_input import AREA_DATUMS


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Declare them."""
    for name in ("sector", "task", "theme", "region", "kind", "precision"):
        parser.add_argument(
            f"--{name}",
            action="append",
            metavar="VALUE",
            help="code or label, Chinese or English; may be repeated",
        )
    parser.add_argument("--relation", action="append", metavar="|".join(Relation))
    parser.add_argument(
        "--near",
        metavar="WHERE",
        help="PLACE,KM or LON,LAT,KM: within so many kilometres of a place "
        "(name or id) or of a point in degrees, WGS84",
    )
    parser.add_argument(
        "--inferred",
        action="store_true",
        help="count derived stations and applicable places, too",
    )
    # What is the default now; scripts of before 2026-11-29 say it.
    parser.add_argument(
        "--no-stations",
        dest="inferred",
        action="store_false",
        default=False,
        help=argparse.SUPPRESS,
    )
    parser.add_argument(
        "--area", type=input_file, metavar="FILE", help="inside the polygons of a file"
    )
    parser.add_argument(
        "--area-rule",
        default=AreaRule.SHARE.value,
        metavar="RULE",
        help="which lines and areas count as inside: share (at least 10 %% of them are; the "
        "default), point (the symbol on the map is) or touch (any part is)",
    )
    parser.add_argument(
        "--area-datum",
        default=Datum.WGS84.value,
        metavar="DATUM",
        help=f"the datum of the file's degrees: {', '.join(AREA_DATUMS)}",
    )


def filters(options: argparse.Namespace) -> dict[str, Any]:
    """What was given, as `Catalog.filter` and `geo.sites` take it.

    Raises:
        OptionError: `--near` is empty.
    """
    if options.near is not None and not options.near.strip():
        raise OptionError("--near is empty; write PLACE,KM or LON,LAT,KM; nothing was written")
    names = (
        "sector",
        "task",
        "theme",
        "region",
        "kind",
        "precision",
        "relation",
        "near",
        "inferred",
    )
    return {name: getattr(options, name) for name in names}


def area_options(options: argparse.Namespace) -> dict[str, Any]:
    """The file of areas and how to read it, as `geo.sites` takes them."""
    return {name: getattr(options, name) for name in ("area", "area_rule", "area_datum")}
