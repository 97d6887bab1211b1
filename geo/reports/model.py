"""A report of an error about a place, as a value that was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from geo import i18n
from geo.errors import ReportError
from geo.model import Datum

# Characters of the texts of a report.
LIMITS = {"right": 2_000, "source": 500, "contact": 200}
# Declarations that a person can make of coordinates; the first is the default.
DATUMS = (Datum.WGS84, Datum.CGCS2000, Datum.GCJ02, Datum.BD09, Datum.UNKNOWN)


class ReportField(StrEnum):
    """What is wrong about a place."""

    POSITION = "position"
    NAME = "name"
    REGION = "region"
    CLAUSE = "clause"
    SECTOR = "sector"
    EVIDENCE = "evidence"
    OTHER = "other"


@dataclass(frozen=True)
class ErrorReport:
    """What a visitor says is wrong, and what is right.

    `lon`/`lat` are degrees in `datum`, both or neither. `number` and `sent` (ISO 8601, UTC) are
    those of a kept report: 0 and empty before it is sent.
    """

    place: str
    name_zh: str
    name_en: str
    build: str
    field: ReportField
    right: str
    lon: float | None = None
    lat: float | None = None
    datum: Datum = Datum.NONE
    source: str = ""
    contact: str = ""
    number: int = 0
    sent: str = ""
    done: bool = False


def make_report(
    place: Mapping[str, object],
    build: str,
    field: ReportField,
    texts: Mapping[str, str],
    lon: float | None,
    lat: float | None,
    datum: Datum,
) -> ErrorReport:
    """The report on a place of the catalog; `texts` has `right`, `source` and `contact`.

    Raises:
        ReportError: it says nothing, a text is too long, or the position is none.
    """
    cleaned = {name: _clean(texts.get(name, "")) for name in LIMITS}
    if not cleaned["right"]:
        raise report_error("empty")
    for name, most in LIMITS.items():
        if len(cleaned[name]) > most:
            raise report_error("too_long", most=most)
    if (lon is None) is not (lat is None):
        raise report_error("half_position")
    if lon is not None and lat is not None and not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise report_error("bad_position")
    return ErrorReport(
        place=str(place["id"]),
        name_zh=str(place["name_zh"]),
        name_en=str(place["name_en"]),
        build=build,
        field=field,
        lon=lon,
        lat=lat,
        datum=datum if lon is not None else Datum.NONE,
        right=cleaned["right"],
        source=cleaned["source"],
        contact=cleaned["contact"],
    )


def report_error(key: str, **values: object) -> ReportError:
    """The error whose text is `report_error.<key>`."""
    return ReportError(key, values, i18n.text("en", f"report_error.{key}", **values))


def _clean(text: str) -> str:
    """The text without characters that cannot be seen, but for ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(filter(str.isprintable, line)).rstrip() for line in lines).strip()
