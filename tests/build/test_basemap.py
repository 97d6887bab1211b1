"""The ground of the far view: whole, light, and each line once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

LINES = ("far-prefectures", "far-province-border", "far-rivers", "neighbour-borders")


def parts(built: Path, name: str) -> list[frozenset[tuple[float, float]]]:
    """The straight parts of a file, whichever way each is written."""
    items = json.loads((built / f"base-{name}.json").read_text())
    return [frozenset((tuple(item["from"]), tuple(item["to"]))) for item in items]


def shapes(built: Path, name: str) -> list[shapely.Geometry]:
    content = json.loads((built / f"base-{name}.json").read_text())
    return [shapely.from_geojson(json.dumps(item["geometry"])) for item in content["features"]]


@pytest.mark.parametrize("name", LINES)
def test_no_part_is_drawn_twice_or_has_no_length(built, name):
    found = parts(built, name)
    assert len(found) > 500
    assert all(len(part) == 2 for part in found)
    assert len(set(found)) == len(found)


def test_borders_that_two_layers_could_draw_are_drawn_by_one(built):
    province, prefectures, neighbours = (
        set(parts(built, name)) for name in ("far-province-border", "far-prefectures", LINES[-1])
    )
    assert not province & prefectures
    ours = shapely.MultiLineString([tuple(part) for part in province]).buffer(0.05)
    beside = [part for part in neighbours if ours.covers(shapely.LineString(tuple(part)))]
    assert len(beside) < 0.05 * len(neighbours)  # only where theirs meet ours


def test_the_border_goes_around_what_is_filled(built):
    (land,) = shapes(built, "far-province")
    border = shapely.MultiLineString([tuple(part) for part in parts(built, LINES[1])])
    assert border.length == pytest.approx(land.boundary.length, rel=1e-6)
    assert shapely.hausdorff_distance(border, land.boundary) < 1e-4


def test_prefectures_of_the_far_view_part_the_land_into_as_many_pieces(built, catalog):
    lines = [tuple(part) for name in LINES[:2] for part in parts(built, name)]
    pieces = shapely.polygonize([shapely.union_all(shapely.linestrings(lines))])
    large = [piece for piece in pieces.geoms if piece.area > 0.05]  # degrees: no islands
    assert len(large) == len(catalog.regions.prefectures)


def test_lakes_and_seats_are_in_the_province_or_near_it(built):
    (land,) = shapes(built, "far-province")
    seats = json.loads((built / "base-seats.json").read_text())
    assert all(land.distance(shapely.Point(seat["position"])) < 0.02 for seat in seats)
    lakes = shapes(built, "lakes")
    assert len(lakes) > 30
    assert all(land.distance(lake) < 0.25 for lake in lakes)  # degrees
    assert (built / "base-lakes.json").stat().st_size < 200_000
