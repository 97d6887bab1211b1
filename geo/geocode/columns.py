"""The columns that a located list gains, the same on the page and on the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from geo.geocode.model import Answer, Candidate, Status
from geo.geocode.reading.table import unique
from geo.model import Datum

COLUMNS = ("status", "prefecture", "county", "adcode", "town", "village", "lon", "lat", "datum",
           "precision", "uncertainty_m", "score", "method", "candidates")  # fmt: skip
DECIMALS = 6


def result_cells(
    status: Status, place: Candidate | None, outcome: Answer, method: str
) -> dict[str, Any]:
    """The cells of one row by `COLUMNS`; what is not known is None. Degrees are WGS84."""
    cells: dict[str, Any] = dict.fromkeys(COLUMNS)
    cells |= {"status": str(status), "method": method, "candidates": candidates_json(outcome)}
    if place is None:
        return cells
    for name in ("prefecture", "county", "adcode", "town", "village"):
        cells[name] = getattr(place, name) or None
    if place.lon is not None and place.lat is not None:
        cells |= {"lon": round(place.lon, DECIMALS), "lat": round(place.lat, DECIMALS)}
        cells["datum"] = str(Datum.WGS84)
    cells |= {"precision": str(place.precision), "uncertainty_m": place.uncertainty_m}
    cells["score"] = round(place.score, 3)
    return cells


def candidates_json(outcome: Answer) -> str:
    """All candidates of a row as JSON: name, adcode, score."""
    found = [
        {"name": one.label, "adcode": one.adcode, "score": round(one.score, 3)}
        for one in outcome.candidates
    ]
    return json.dumps(found, ensure_ascii=False)


def result_names(taken: Sequence[str]) -> dict[str, str]:
    """Our columns → their names beside the person's own: `status (2)` where there is a `status`."""
    all_names = unique([*taken, *COLUMNS])
    return dict(zip(COLUMNS, all_names[len(taken) :], strict=True))
