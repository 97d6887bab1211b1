"""Where the layer of an indicator stands in the ground, and what fills it."""

import pytest

from geo.mapping.base import base_layers
from geo.mapping.choropleth_layer import LAYER, filled_areas, with_choropleth

PREFECTURES = [{"adcode": "510100", "bbox": [103, 30, 105, 31.5]}]
COUNTIES = {"510100": ["510104", "510105"]}


def ground(theme="light", **more):
    return with_choropleth(base_layers("/x", PREFECTURES, theme, **more), COUNTIES, theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_above_the_land_of_the_far_view_and_below_all_lines(theme):
    names = [layer["id"] for layer in ground(theme)]
    at = names.index(LAYER)
    assert names[at - 1] == "base-far-province"
    lines = ("far-prefectures", "far-province-border", "near-counties-510100", "lakes")
    assert all(names.index(f"base-{line}") > at for line in lines)
    assert ground(theme)[at]["zoomRange"] == [0, 7.6]


def test_an_approved_map_has_no_near_view_of_its_own():
    made = ground(approved=True)
    at = [layer["id"] for layer in made].index(LAYER)
    assert made[at - 1]["id"] == "base-approved"
    assert "zoomRange" not in made[at]


def test_the_near_view_knows_its_counties_and_borders_know_their_other_colour():
    layers = {layer["id"]: layer for layer in ground()}
    assert layers["base-near-counties-510100"]["codes"] == ["510104", "510105"]
    assert layers["base-far-prefectures"]["over"] == [120, 130, 142]
    assert layers["base-near-prefecture-510100"]["over"] == [120, 130, 142]
    assert "over" not in layers["base-far-rivers"]


def test_regions_have_the_colour_of_their_class():
    features = [
        {"type": "Feature", "properties": {"adcode": code}, "geometry": {"of": code}}
        for code in ("510100", "510300", "510400")
    ]
    made = filled_areas(features, {"510100": "#dceaf7", "510300": None})
    assert [(one["geometry"]["of"], one["properties"]["fill"]) for one in made] == [
        ("510100", [220, 234, 247])
    ]
