"""An approved base map is taken whole or refused with a reason; ours is never passed off as it."""

import json

import pytest

from geo.errors import BoundaryError
from geo.mapping import base
from geo.mapping.approved import NAME, read_approved

APPROVAL = "审图号:GS(2024)0000号"
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[100, 28], [106, 28], [106, 32], [100, 32], [100, 28]]],
}


def written(tmp_path, content):
    path = tmp_path / "map.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "wrap",
    [
        lambda shape: shape,
        lambda shape: {"type": "Feature", "properties": {}, "geometry": shape},
        lambda shape: {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {}, "geometry": shape},
                {"type": "Feature", "properties": {}, "geometry": None},
            ],
        },
    ],
)
def test_every_form_of_geojson_is_taken(tmp_path, wrap):
    path = written(tmp_path, wrap(SQUARE))
    taken = read_approved(path, APPROVAL)
    assert taken.approval == APPROVAL
    assert json.loads(taken.geojson) == wrap(SQUARE)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        {"type": "FeatureCollection"},
        {"type": "FeatureCollection", "features": []},
        {"type": "Point", "coordinates": [104, 30]},
        {"type": "Polygon", "coordinates": [[[11e6, 3e6], [12e6, 3e6], [12e6, 4e6], [11e6, 3e6]]]},
        {"type": "Polygon", "coordinates": "x"},
    ],
)
def test_anything_else_is_refused(tmp_path, content):
    with pytest.raises(BoundaryError):
        read_approved(written(tmp_path, content), APPROVAL)


def test_an_approval_text_is_needed_and_the_file_must_be_there(tmp_path):
    with pytest.raises(BoundaryError, match="SHUTU_BOUNDARY_APPROVAL"):
        read_approved(written(tmp_path, SQUARE), "")
    with pytest.raises(BoundaryError, match="cannot be read"):
        read_approved(tmp_path / "nowhere.geojson", APPROVAL)


def test_with_it_none_of_our_borders_are_drawn(catalog):
    drawn = base.base_layers("/x", catalog.regions.prefectures, "light", approved=True)
    assert [layer["data"].removeprefix("/x/") for layer in drawn] == [
        NAME,
        "base-lakes.json",
        "base-far-rivers.json",
        "base-near-rivers.json",
        "base-seats.json",
    ]
