"""The codes of Shutu: closed lists used in tables, SQL, URLs and exports.

Codes are stable ids; labels come from the locale files (`geo/i18n`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees
TileCell = tuple[int, int, int]  # zoom, column and row, from the north
RegionLevel = Literal["prefectures", "counties"]


class Kind(StrEnum):
    """What a place is."""

    RIVER = "river"
    GAS_FIELD = "gas_field"
    OIL_FIELD = "oil_field"
    FARM_BASE = "farm_base"
    SCENIC_AREA = "scenic_area"
    HERITAGE_SITE = "heritage_site"
    INTANGIBLE_HERITAGE = "intangible_heritage"
    AIRPORT = "airport"
    RAILWAY = "railway"
    EXPRESSWAY = "expressway"
    METRO = "metro"
    LOGISTICS_PARK = "logistics_park"
    PORT = "port"
    IRRIGATION = "irrigation"
    WATER_TRANSFER = "water_transfer"
    RESERVOIR = "reservoir"
    LANDMARK = "landmark"
    COMMUNITY = "community"
    VENUE = "venue"
    VILLAGE = "village"
    STOCKADE = "stockade"
    INNOVATION_CENTRE = "innovation_centre"
    LABORATORY = "laboratory"
    COMPUTE_HUB = "compute_hub"
    QUANTUM_LINE = "quantum_line"
    HYDROPOWER_STATION = "hydropower_station"


class Precision(StrEnum):
    """How well a location is known. The limits are radii in metres, see `LIMIT_M`."""

    EXACT = "exact"
    SITE = "site"
    LOCALITY = "locality"
    AREA = "area"
    LINE = "line"
    UNLOCATED = "unlocated"


LIMIT_M = {Precision.EXACT: 200, Precision.SITE: 1_000, Precision.LOCALITY: 5_000}


class GeometryType(StrEnum):
    """The geometry type of a place."""

    POINT = "point"
    LINE = "line"
    AREA = "area"
    NONE = "none"


class Relation(StrEnum):
    """How a task relates to a place, strongest first.

    `named`: the plan's text names the place under the task. `derived`: the place follows from a
    name in the text (a station on a named river). `applicable`: a scenario group of the task
    applies to the place's sector; this is an inference of Shutu, not stated in the plan.
    """

    NAMED = "named"
    DERIVED = "derived"
    APPLICABLE = "applicable"


class Basis(StrEnum):
    """Why a scenario group applies to a sector."""

    SAME_SECTOR = "same_sector"
    NAMES_WORK = "names_work"


class Confidence(StrEnum):
    """How sure the editors are that the place is the one the plan means."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class AreaRule(StrEnum):
    """When a place counts as inside an area; a point always does by its position.

    `share`: at least a tenth of its line or polygon lies inside; `point`: its symbol on the map
    does; `touch`: any part of it does.
    """

    SHARE = "share"
    POINT = "point"
    TOUCH = "touch"


class Datum(StrEnum):
    """The geodetic datum in which a source gives its coordinates."""

    WGS84 = "WGS84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"
    UNKNOWN = "unknown"
    NONE = "none"


class Role(StrEnum):
    """What a source is cited for."""

    POSITION = "position"
    CHECK = "check"
    IDENTITY = "identity"


class FoundBy(StrEnum):
    """How the editors came to see a source; not what a reader cites.

    `page`: the cited address itself; `reprint` and `mirror`: another page that carries it;
    `repository` and `package`: a file that holds a copy; `code_index`: a file of a public index of
    code that names no repository; `page_index`: a search over stored pages without addresses;
    `project`: derived in this project; `report`: a reader reported it.
    """

    PAGE = "page"
    REPRINT = "reprint"
    MIRROR = "mirror"
    REPOSITORY = "repository"
    PACKAGE = "package"
    CODE_INDEX = "code_index"
    PAGE_INDEX = "page_index"
    PROJECT = "project"
    REPORT = "report"


class Licence(StrEnum):
    """The licence of a source as it declares it; `facts_only`: it declares none, and nothing but
    facts was taken.
    """

    FACTS_ONLY = "facts_only"
    CC_BY_4 = "cc_by_4"
    CC_BY_SA = "cc_by_sa"
    CC_BY_SA_4 = "cc_by_sa_4"
    ODBL = "odbl"
    MIT = "mit"
    LGPL_3 = "lgpl_3"
    PUBLIC_DOMAIN = "public_domain"
    UNSTATED = "unstated"


class SiteStatus(StrEnum):
    """State of a hydropower station."""

    OPERATING = "operating"
    CONSTRUCTION = "construction"
