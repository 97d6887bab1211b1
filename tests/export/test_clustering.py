"""Thousands of places in one spot: discs with their number, in little memory."""

import tracemalloc
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.crowded_export import SHAPES
from geo.export.clustering import CLUSTER_SYMBOL, MOST_TOGETHER, GatheredSymbol, gathered
from geo.export.layout import clusters
from geo.export.make_dataset import make_dataset
from geo.export.projection import window
from geo.export.registry import FORMATS
from geo.query.filters import Filter
from geo.shortlist.model import OwnPlace, Shortlist, own_item
from tests.export.conftest import run

SVG = "{http://www.w3.org/2000/svg}"
NEAR = st.integers(0, 12).map(float)


def placed(points):
    return [GatheredSymbol(at, (f"p{number}",)) for number, at in enumerate(points)]


@given(st.lists(st.tuples(NEAR, NEAR), max_size=30), st.sampled_from([0.5, 2.0, 5.0]))
@settings(max_examples=80)
def test_groups_are_those_of_a_plain_search(points, reach):
    free, expected = list(range(len(points))), []
    while free:
        first = free[0]
        x, y = points[first]
        group = [i for i in free if np.hypot(points[i][0] - x, points[i][1] - y) <= reach]
        expected.append(group)
        free = [i for i in free if i not in group]
    assert clusters(points, reach) == expected


@pytest.mark.parametrize("shape", SHAPES)
def test_no_place_is_lost_and_a_sheet_has_room(shape):
    points = [((lon - 97) * 20, (lat - 26) * 20) for lon, lat in SHAPES[shape](5000)]
    found = gathered(placed(points), 4.4)
    assert sorted(name for one in found for name in one.places) == sorted(
        f"p{number}" for number in range(5000)
    )
    assert len(found) < 2 * CLUSTER_SYMBOL


def test_few_symbols_stay_as_they_are():
    points = [(10.0, 10.0)] * MOST_TOGETHER + [(30.0 + n, 50.0) for n in range(20)]
    assert gathered(placed(points), 4.4) == placed(points)
    assert len(gathered(placed([(10.0, 10.0), *points]), 4.4)) == 21


def test_the_densest_window_of_many_takes_little_memory():
    points = list(shapely.points(np.random.default_rng(1).uniform(0, 9e5, (5000, 2))))
    tracemalloc.start()
    bounds, held = window(points, 80_000, 1.0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60e6
    west, south, east, north = bounds
    inside = [p for p in points if west < p.x < east and south < p.y < north]
    assert held == len(inside)


def test_a_picture_has_a_disc_with_the_number_and_the_names(catalog):
    items = tuple(own_item(OwnPlace(f"项目{n}", 104.06, 30.66, "site", 500)) for n in range(1200))
    listed = Shortlist(items=items)
    dataset = make_dataset(catalog, Filter(inferred=True), date="2026-11-28", shortlist=listed)
    root = ElementTree.fromstring(FORMATS["svg"].write(dataset))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert any(text.startswith("1200：项目0、") for text in titles)
    assert any("深色圆点" in text for text in titles)
    assert "项目1199" in root.find(f"{SVG}desc").text
    assert len(list(root.iter(f"{SVG}use"))) < 20


def test_a_long_list_of_the_brief_names_every_place(catalog, tmp_path):
    items = [own_item(OwnPlace(f"甲{n}", 104.06, 30.66, "site", 500)) for n in range(1001)]
    items += [own_item(OwnPlace(f"乙{n}")) for n in range(1001)]
    listed = Shortlist(items=tuple(items))
    dataset = make_dataset(catalog, Filter(inferred=True), date="2026-11-28", shortlist=listed)
    path = tmp_path / "long.pdf"
    path.write_bytes(FORMATS["pdf"].write(dataset))
    text = "".join(run("pdftotext", "-raw", path, "-").split())
    missing = [item.own.name for item in items if item.own.name not in text]
    assert missing == []
    assert "104.060,30.660" in text  # ±500 m
