"""What the browser gets once: columns and shapes, against the rows that they are made of."""

from __future__ import annotations

import base64
import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.mapping import layers
from geo.mapping.features import map_features
from geo.mapping.map_data import bits_of, legend, near_shapes, place_columns, true_shapes
from geo.mapping.paths import lines_of
from geo.mapping.resolve import ShownPlaces, counted, resolved
from geo.mapping.styles import style_key
from geo.mapping.symbols import symbols_for
from geo.model import Precision
from geo.query.filters import Filter


@pytest.fixture(scope="module")
def rows(catalog):
    return catalog.places(Filter(inferred=True)).to_pylist()


def test_columns_say_of_every_place_what_its_row_says(rows):
    columns = place_columns(map_features(rows))
    assert len(columns["id"]) == len(rows) > 100
    for at, row in enumerate(rows):
        one = {name: column[at] for name, column in columns.items() if name != "name"}
        assert (columns["name"]["zh"][at], columns["name"]["en"][at]) == (
            row["name_zh"],
            row["name_en"],
        )
        assert one == {
            "id": row["id"],
            "lon": row["lon"],
            "lat": row["lat"],
            "sectors": row["sectors"],
            "precision": row["precision"],
            "uncertainty": row["uncertainty_m"],
            "look": f"{row['sectors'][0]}-{row['precision']}",
            "far": json.loads(row["display_shape_far"]) if row["display_shape_far"] else None,
        }


def test_every_place_has_its_symbol_and_own_places_one_without_a_sector(rows):
    features = map_features(rows)
    symbols = symbols_for(features)
    assert {style_key(row).look for row in rows} <= symbols.keys()
    for precision in Precision:
        assert style_key({"sectors": ["own"], "precision": precision}).look in symbols
        assert style_key({"sectors": [], "precision": precision}).look == f"other-{precision}"
    icons = resolved(layers.place_layers(features), ShownPlaces(features, "zh"))
    for icon in next(layer for layer in icons if layer["id"] == "places-icons")["data"]:
        assert symbols[icon["icon"]["id"]]["icon"] == icon["icon"]


def test_the_near_view_has_the_display_shape_of_every_line_and_area(rows):
    spread_out = {row["id"]: row["display_shape"] for row in rows if row["display_shape"]}
    assert near_shapes(map_features(rows)) == {
        place: json.loads(text) for place, text in spread_out.items()
    }


def test_what_decides_about_the_view_is_the_true_geometry_within_a_metre(catalog, rows):
    published = true_shapes({row["id"]: catalog.spatial.shape(row["id"]) for row in rows})
    for row in rows:
        shape = catalog.spatial.shape(row["id"])
        if shape is None:
            assert row["id"] not in published
            continue
        made = published[row["id"]]
        lines = shape.boundary if made["kind"] == "area" else shape
        if made["kind"] == "point":
            assert [value / made["steps"] for value in made["paths"][0]] == pytest.approx(
                [shape.x, shape.y], abs=1e-5
            )
        else:
            drawn = shapely.geometry.shape(lines_of(made))
            assert drawn.length == pytest.approx(lines.length, rel=0.01)
            assert drawn.bounds == pytest.approx(lines.bounds, abs=1e-5)


@given(st.lists(st.booleans(), max_size=70))
def test_bits_name_places_by_their_position(chosen):
    order = [f"p{number}" for number in range(len(chosen))]
    text = bits_of(order, {name for name, wanted in zip(order, chosen, strict=True) if wanted})
    bytes_ = base64.b64decode(text)
    bits = [bool(bytes_[at // 8] & (128 >> at % 8)) for at in range(len(chosen))]
    assert bits == chosen
    assert len(text) <= len(chosen) / 6 + 4


def test_a_legend_counts_what_is_on_the_map_only(catalog):
    names = {
        term.code: {"zh": term.zh, "en": term.en} for term in catalog.codelists.terms("sectors")
    }
    rows = catalog.places(catalog.filter(sector="energy", inferred=True)).to_pylist()
    items = {
        item["text"]: item["count"]
        for item in counted(legend(names), ShownPlaces(map_features(rows), "en"))
    }
    placed = [row for row in rows if row["lon"] is not None and row["relation"] != "derived"]
    assert items["Energy"] == len(placed)
    assert items["Derived station"] == sum(row["relation"] == "derived" for row in rows)
    frames = [str(precision) for precision in Precision]
    by_frame = {item["text"]["en"]: item["code"] for item in legend(names)["precisions"]}
    counts = {code: items.get(text, 0) for text, code in by_frame.items()}
    assert counts == {
        code: sum(row["precision"] == code for row in placed) for code in frames if code in counts
    }
