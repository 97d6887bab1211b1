"""A page of places as JSON and GeoJSON, with what must go with them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.catalog import Catalog
from geo.export.export_dataset import ExportDataset
from geo.export.fields import records
from geo.export.geojson import write_geojson
from geo.export.labels import licences
from geo.export.make_dataset import make_dataset
from geo.json_document import Json
from geo.query.permalink import ViewState
from geo.schema.rows import in_language
from geo.web.requests import BoundingBox, Parameter, read_number

LIMITS = (1, 10_000)
OFFSETS = (0, 1_000_000)
OFFSET = Parameter(
    "offset",
    "So many places are passed over, in the order of their names.",
    {"type": "integer", "minimum": OFFSETS[0], "maximum": OFFSETS[1], "default": 0},
)


def limit_parameter(default: int) -> Parameter:
    """The parameter that says how many places at most are wanted."""
    return Parameter(
        "limit",
        "At most so many places.",
        {"type": "integer", "minimum": LIMITS[0], "maximum": LIMITS[1], "default": default},
    )


@dataclass(frozen=True)
class ResultPage:
    """Ids of some of the places that match, in the order of their names; all are `matched`."""

    ids: tuple[str, ...]
    matched: int
    limit: int
    offset: int

    @property
    def next(self) -> int | None:
        """Where the next page begins, None on the last one."""
        end = self.offset + len(self.ids)
        return end if self.ids and end < self.matched else None


def read_page(
    given: Mapping[str, str],
    catalog: Catalog,
    state: ViewState,
    default: int,
    *,
    box: BoundingBox | None = None,
    cut: bool = False,
) -> ResultPage:
    """The page that `limit` and `offset` mean of what a state shows, and a `box` touches.

    With `cut` a limit above the largest one is taken for that.

    Raises:
        RequestError: limit or offset is invalid.
    """
    limit = read_number(given, "limit", default, LIMITS, cut=cut)
    offset = read_number(given, "offset", 0, OFFSETS)
    ids = catalog.places(state.filter)["id"].to_pylist()
    if box is not None:
        touched = set().union(*(catalog.spatial.in_view(ids, part) for part in _parts(box)))
        ids = [place for place in ids if place in touched]
    return ResultPage(tuple(ids[offset : offset + limit]), len(ids), limit, offset)


def _parts(box: BoundingBox) -> list[BoundingBox]:
    """One box, or the two of one that crosses the meridian of 180°."""
    west, south, east, north = box
    return [box] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]


def dataset_of(catalog: Catalog, state: ViewState, ids: Sequence[str]) -> ExportDataset:
    """Some places of a state, with their labels."""
    return make_dataset(
        catalog, state.filter, date=date.today().isoformat(), lang=state.lang, ids=ids
    )


def about(catalog: Catalog, state: ViewState) -> Json:
    """The metadata of exported data: build, filter in words, licences, origin."""
    manifest = catalog.database.manifest
    return {
        "build": catalog.database.build_id,
        "sentence": catalog.descriptions.sentence(state.filter, state.lang),
        "attribution": in_language(manifest["document"], "title", state.lang),
        "licences": licences(manifest["geometry_origins"], state.lang),
    }


def features(dataset: ExportDataset, **members: object) -> Json:
    """A GeoJSON FeatureCollection (RFC 7946) with further members."""
    collection: Json = json.loads(write_geojson(dataset.places, **members))
    return collection


def rows(dataset: ExportDataset) -> list[Json]:
    """The places without their geometry; lists stay lists, what is missing is None."""
    return records(dataset.places.drop(columns="geometry"))
