"""What maps draw of a choropleth: the browser's, Streamlit's own, and the legend in HTML."""

import json

import pytest

from geo.choropleth.classes import ClassMethod
from geo.choropleth.model import Choropleth, ChoroplethStyle, InBoth, as_typed
from geo.mapping.resolve import ShownPlaces, resolved
from geo.ui.widgets.choropleth_scene import class_legend, plain_areas, scene_of
from geo.ui.widgets.map_files import theme_layers
from tests.ui.apptest import opened


@pytest.fixture
def rates(catalog):
    """Three prefectures with numbers, in three classes of equal width."""
    codes = [row["adcode"] for row in catalog.regions.prefectures]
    return Choropleth(
        as_typed("<b>Rate</b>"),
        "prefectures",
        {codes[0]: 0.0, codes[1]: 50.0, codes[20]: 90.0},
        {code: InBoth(code, code) for code in codes},
        unit=as_typed("km"),
        source=as_typed("<i>me</i>"),
        style=ChoroplethStyle(ClassMethod.EQUAL, 3),
    )


def test_regions_are_sent_in_the_order_of_their_codes(rates):
    sent = scene_of(rates, "light", "en")
    assert sent["classes"] == [0, 1, *[None] * 18, 2]
    assert [sent["values"][at] for at in (0, 1, 2, 20)] == ["0", "50", "", "90"]
    assert sent["title"] == "<b>Rate</b> (km)"
    assert [row["count"] for row in sent["legend"]] == [1, 1, 1, 18]
    assert sent["legend"][-1]["color"] == sent["empty"] == "#ffffff"
    assert scene_of(None, "light", "en") is None
    assert scene_of(rates, "dark", "en")["colors"] != sent["colors"]


def test_streamlits_own_chart_has_the_regions_above_the_land(catalog, rates):
    areas = plain_areas(catalog, rates, "light")
    sent = scene_of(rates, "light", "en")
    fills = [one["properties"]["fill"] for one in areas]
    assert ["#{:02x}{:02x}{:02x}".format(*fill) for fill in fills] == sent["colors"]
    layers = resolved(theme_layers(catalog, "light"), ShownPlaces([], "en", areas=areas))
    names = [layer["id"] for layer in layers]
    assert layers[names.index("choropleth")]["data"] == areas
    assert names.index("base-far-province") < names.index("choropleth")
    assert names.index("choropleth") < names.index("base-far-prefectures")


def test_the_legend_in_html_is_text(rates):
    legend = class_legend(rates, "light", "en")
    assert "<b>Rate</b>" not in legend and "<i>me</i>" not in legend
    assert "&lt;b&gt;Rate&lt;/b&gt; (km)" in legend
    assert legend.count("<li>") == 4


def test_the_plain_map_draws_it(monkeypatch):
    monkeypatch.setenv("SHUTU_MAP", "pydeck")
    app = opened(choropleth="places", lang="en")
    (chart,) = app.get("deck_gl_json_chart")
    layers = {layer["id"]: layer for layer in json.loads(chart.proto.json)["layers"]}
    assert len(layers["choropleth"]["data"]) == 21
    assert any("shutu-classes" in block.proto.body for block in app.get("html"))
