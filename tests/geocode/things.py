"""Small made-up answers for tests that need no data."""

from geo.geocode.model import Ambiguous, Candidate, Resolved, UnitLevel, Unresolved
from geo.model import Precision

# As the README lists them.
COLUMNS = (
    "status",
    "prefecture",
    "county",
    "adcode",
    "town",
    "village",
    "lon",
    "lat",
    "datum",
    "precision",
    "uncertainty_m",
    "score",
    "method",
    "candidates",
)


def candidate(name="三河村", adcode="513431", lon=102.8, lat=28.0, score=0.9, **more) -> Candidate:
    given = {
        "kind": UnitLevel.VILLAGE,
        "id": f"{adcode}-{name}",
        "name_zh": name,
        "adcode": adcode,
        "prefecture": "凉山彝族自治州",
        "county": "昭觉县",
        "town": "三岔河镇",
        "village": name,
        "lon": lon,
        "lat": lat,
        "precision": Precision.AREA,
        "uncertainty_m": 30_000,
        "score": score,
        "reasons": (),
        "span": (0, len(name)),
    } | more
    return Candidate(**given)


def resolved(query="三河村", **more):
    return Resolved(query, (candidate(**more),))


def ambiguous(query="永丰村"):
    two = (candidate("永丰村", "510184", 103.7, 30.6), candidate("永丰村", "511902", 106.7, 31.8))
    return Ambiguous(query, two)


def unresolved(query="云上体验馆"):
    return Unresolved(query)
