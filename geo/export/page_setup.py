"""How the sheet of an export is laid out, and the texts that people put on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from math import isfinite

from geo import i18n
from geo.errors import PageSetupError
from geo.model import Bounds

PAPER_MM = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}  # across: width, height
PAPERS = tuple(PAPER_MM)
PLACES, PROVINCE = "places", "province"
TEXTS = ("title", "subtitle", "office", "author")
MOST = {"title": 120, "subtitle": 200, "office": 100, "author": 100}  # characters
NAMES = ("paper", "upright", "extent", *TEXTS)
YES = ("0", "1")
# Our base map ends with the neighbours of the province, and so do maps on it.
GROUND: Bounds = (90.0, 20.0, 116.0, 40.0)
SICHUAN: Bounds = (97.3, 26.0, 108.6, 34.4)
LEAST_DEGREES = 0.05
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class PageSetup:
    """Paper (`a4`, `a3`), `upright` or across, the ground shown, and the texts of the head.

    `extent` is `places` (what lies around them), `province`, `west,south,east,north` in degrees
    (WGS84), or empty: around the places unless they fill the province. A text that is empty is left
    to the export: the title is then the name of the list, or that of the plan.
    """

    paper: str = PAPERS[0]
    upright: bool = False
    extent: str = ""
    title: str = ""
    subtitle: str = ""
    office: str = ""
    author: str = ""

    def __post_init__(self) -> None:
        """Bring every text into one line.

        Raises:
            PageSetupError: a value is unknown, a text too long.
        """
        if self.paper not in PAPERS:
            raise page_setup_error("paper", value=_shown(self.paper), known=", ".join(PAPERS))
        for name in TEXTS:
            text = SPACES.sub(" ", getattr(self, name)).strip()
            if len(text) > MOST[name]:
                raise page_setup_error("too_long", name=name, most=MOST[name])
            object.__setattr__(self, name, text)
        object.__setattr__(self, "extent", self.extent.replace(" ", "").replace("，", ","))
        if self.extent not in ("", PLACES, PROVINCE):
            _read_bounds(self.extent)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        width, height = PAPER_MM[self.paper]
        return (height, width) if self.upright else (width, height)

    @property
    def bounds(self) -> Bounds | None:
        """The extent in degrees, where it was given so."""
        return None if self.extent in ("", PLACES, PROVINCE) else _read_bounds(self.extent)

    @property
    def parameters(self) -> dict[str, str]:
        """What differs from the usual, as addresses and saved lists have it."""
        given = {**asdict(self), "upright": "1" if self.upright else ""}
        given["paper"] = "" if self.paper == PAPERS[0] else self.paper
        return {name: given[name] for name in NAMES if given[name]}


def read_page_setup(given: Mapping[str, str]) -> PageSetup:
    """The setup of parameters by their names; others are not looked at.

    Raises:
        PageSetupError: a value is unknown, a text too long.
    """
    values = {name: given[name] for name in NAMES if name in given}
    upright = values.pop("upright", YES[0])
    if upright not in YES:
        raise page_setup_error("upright", value=_shown(upright), known=", ".join(YES))
    return PageSetup(upright=upright == YES[1], **values)


def saved_page_setup(given: Mapping[str, str]) -> PageSetup:
    """The same of a saved list: what a newer or edited file has and we do not know is left out."""
    setup = PageSetup()
    for name in NAMES:
        with suppress(PageSetupError):
            known = {**setup.parameters, **({name: given[name]} if name in given else {})}
            setup = read_page_setup(known)
    return setup


def _read_bounds(text: str) -> Bounds:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 4 and all(map(isfinite, numbers)):
        west, south, east, north = numbers
        wide = east - west >= LEAST_DEGREES and north - south >= LEAST_DEGREES
        inside = west >= GROUND[0] and south >= GROUND[1] and east <= GROUND[2]
        meets = west < SICHUAN[2] and east > SICHUAN[0] and south < SICHUAN[3]
        if wide and inside and meets and north <= GROUND[3] and north > SICHUAN[1]:
            return west, south, east, north
    raise page_setup_error("extent", value=_shown(text))


def page_setup_error(key: str, **values: object) -> PageSetupError:
    """The error with the text `page_setup_error.<key>`."""
    return PageSetupError(key, values, i18n.text("en", f"page_setup_error.{key}", **values))


def _shown(value: str) -> str:
    plain = "".join(char if char.isprintable() else "?" for char in value)
    return plain if len(plain) <= 60 else f"{plain[:60]}…"
