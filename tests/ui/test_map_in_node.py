"""What the browser makes of the published files, against what the catalog and Python make."""

from __future__ import annotations

import json
import random
import subprocess
from typing import Any

import pytest
import shapely

from geo import settings
from geo.mapping.features import map_features
from geo.mapping.layers import place_layers
from geo.mapping.resolve import ShownPlaces, counted, resolved
from geo.mapping.view import SICHUAN
from geo.model import Relation
from geo.query.filters import Filter
from geo.ui.widgets.live_map import shown_bits
from geo.ui.widgets.map_files import map_files
from tests.programs import needs

MAP = settings.ROOT / "geo" / "ui" / "assets" / "map"
BOXES = 60
RUN = """
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const { inView } = await import(`${given.map}/below.js`);
const { rowsOf } = await import(`${given.map}/catalogue.js`);
const { legendItems } = await import(`${given.map}/legend.js`);
const { resolved } = await import(`${given.map}/references.js`);
const { common, shown, geometry, near } = given;
const rows = rowsOf(common.places, shown, given.lang);
const about = { rows, near, symbols: common.symbols, notes: common.notes[given.lang],
                selected: given.selected, regions: [], shapes: [] };
process.stdout.write(JSON.stringify({
  views: given.boxes.map((box) => inView(rows, geometry, box).map(({ id }) => id)),
  layers: given.layers.map((layer) => resolved(layer, about)),
  legend: legendItems(common.legend, common.symbols, rows, given.lang),
}));
"""


def boxes() -> list[tuple[float, float, float, float]]:
    """Boxes of all sizes in and around the province, the same in every run."""
    choose = random.Random(12)
    west, south, east, north = SICHUAN
    found = []
    for _ in range(BOXES):
        size = 10 ** choose.uniform(-3, 0.8)
        lon, lat = choose.uniform(west, east), choose.uniform(south, north)
        found.append((lon, lat, lon + size, lat + size * choose.uniform(0.3, 1)))
    return found


@pytest.fixture(scope="module")
def files(catalog) -> dict[str, Any]:
    return map_files(catalog)


def in_node(files, catalog, rows, lang="zh", selected=None, of=()) -> dict[str, Any]:
    """What the modules give for these rows of a filter."""
    given = {
        "map": str(MAP),
        "common": files["places"],
        "near": files["near"],
        "lang": lang,
        "geometry": files["geometry"],
        "shown": shown_bits(catalog, rows),
        "selected": selected,
        "layers": files["layers-dark"],
        "boxes": list(of),
    }
    done = subprocess.run(
        [needs("node"), "--input-type=module", "-e", RUN],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=settings.ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("chosen", [{}, {"sector": "water"}, {"task": "10"}], ids=str)
def test_the_browser_counts_the_places_that_the_catalog_counts(files, catalog, chosen):
    rows = catalog.places(catalog.filter(**chosen, inferred=True)).to_pylist()
    tried = [*boxes(), SICHUAN]
    views = in_node(files, catalog, rows, of=tried)["views"]
    ids = [row["id"] for row in rows]
    assert [set(view) for view in views] == [catalog.spatial.in_view(ids, box) for box in tried]
    assert any(views)
    assert not all(views)


def test_the_browser_counts_lines_that_only_pass_through(files, catalog):
    """Boxes that hold no vertex of the line or area that lies in them."""
    rows = catalog.places(Filter(inferred=True)).to_pylist()
    tried = []
    for place in ("min-river", "sichuan-tibet-railway", "yibin-tea", "tingzikou-irrigation"):
        shape = catalog.spatial.shape(place)
        lines = shapely.get_parts(shape.boundary if shape.area else shape)
        for line in lines[:3]:
            middle = line.interpolate(0.5, normalized=True)
            tried.append(tuple(middle.buffer(0.0004).bounds))
    views = in_node(files, catalog, rows, of=tried)["views"]
    ids = [row["id"] for row in rows]
    assert [set(view) for view in views] == [catalog.spatial.in_view(ids, box) for box in tried]
    assert all(views)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_browser_draws_what_python_draws(files, catalog, lang):
    """The same layers as for Streamlit's own chart, whose tests look at them in detail."""
    every = catalog.places(Filter(inferred=True)).to_pylist()
    rows = [row for number, row in enumerate(every) if number % 5]
    stations = [row for row in rows if row["relation"] == Relation.DERIVED]
    stations[0]["relation"] = Relation.APPLICABLE  # then it is drawn with its sector's symbol
    shown = ShownPlaces(map_features(rows), lang, "dujiangyan")
    found = in_node(files, catalog, rows, lang, "dujiangyan")
    drawn = {layer["id"]: layer["data"] for layer in found["layers"]}
    made = resolved(place_layers(map_features(every), "dark"), shown)
    assert len(made) == 9
    for layer in made:
        assert drawn[layer["id"]] == json.loads(json.dumps(layer["data"])), layer["id"]
    assert found["legend"] == counted(files["places"]["legend"], shown)
