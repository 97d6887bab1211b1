"""Filters against a brute-force oracle over all places and links."""

from dataclasses import replace

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry.polygon import orient

from geo.errors import UnknownValueError
from geo.model import AreaRule
from geo.query.filters import Filter
from geo.query.spatial import AreaFilter, DistanceFilter, DistanceIndex

FACETS = ("sectors", "tasks", "themes", "regions", "kinds", "precisions", "relations")
GEOD = Geod(ellps="WGS84")
MEASURED = (AreaRule.SHARE, AreaRule.TOUCH)
RANK = {"named": 1, "derived": 2, "applicable": 3}


@pytest.fixture(scope="module")
def everything(catalog):
    """All (place, link) pairs with the values that filters look at."""
    places = {row["id"]: row for row in catalog.places(Filter(inferred=True)).to_pylist()}
    theme = {row["number"]: row["theme"] for row in catalog.database.rows("tasks").to_pylist()}
    connection = catalog.database._connection
    links = connection.execute("SELECT place, task, relation FROM links").fetchall()
    return [
        {
            "id": place,
            "sectors": set(places[place]["sectors"]),
            "tasks": {task},
            "themes": {theme[task]},
            "regions": set(places[place]["regions"]),
            "kinds": {places[place]["kind"]},
            "precisions": {places[place]["precision"]},
            "relations": {relation},
            "shape": catalog.spatial.shape(place),
        }
        for place, task, relation in links
    ]


def passes(pair, chosen, without=None):
    codes = all(
        not getattr(chosen, field) or pair[field] & set(getattr(chosen, field))
        for field in FACETS
        if field != without
    )
    counts = chosen.inferred or chosen.relations or pair["relations"] == {"named"}
    return codes and (counts or without == "relations") and lies_within(pair["shape"], chosen)


def lies_within(shape, chosen):
    if chosen.near:
        (away,) = DistanceIndex([shape]).distances_to(
            shapely.Point(chosen.near.lon, chosen.near.lat)
        )
        if away is None or away > chosen.near.km * 1000:
            return False
    return not chosen.area or counts_inside(shape, chosen.area)


def counts_inside(shape, area):
    """By measuring on the ellipsoid, not in a plane."""
    polygon = shapely.from_wkb(area.wkb)
    if shape is None or not shape.intersects(polygon):
        return False
    if area.rule == AreaRule.TOUCH or shape.geom_type == "Point":
        return True
    inside, whole = (geodesic_size(one) for one in (shape.intersection(polygon), shape))
    return inside / whole >= 0.1


def geodesic_size(shape):
    """Square metres of polygons, else metres; edges are straight in degrees."""
    dense = shapely.segmentize(shape, 0.02)
    flat = [part for part in polygons(dense) if not part.is_empty]
    if flat:
        return sum(abs(GEOD.geometry_area_perimeter(orient(part))[0]) for part in flat)
    return GEOD.geometry_length(dense)


def polygons(shape):
    parts = getattr(shape, "geoms", [shape])
    return [one for part in parts for one in shapely.get_parts(part) if one.geom_type == "Polygon"]


def draw_filter(data, catalog):
    values = {}
    for field in FACETS:
        codes = [term.code for term in catalog.codelists.terms(field)]
        some = data.draw(st.lists(st.sampled_from(codes), max_size=3, unique=True))
        values[field] = tuple(int(c) if field in ("tasks", "themes") else c for c in some)
        if data.draw(st.integers(0, 2)):  # most fields stay free, or nothing would ever pass
            values[field] = ()
    return Filter(**values, inferred=data.draw(st.booleans()))


def draw_bounded(data, catalog):
    """A filter that may also bound the places in space."""
    lon, lat = data.draw(st.floats(98, 108)), data.draw(st.floats(27, 34))
    km = data.draw(st.floats(1, 400))
    near = data.draw(st.sampled_from([None, DistanceFilter(lon, lat, km)]))
    box = shapely.box(lon - 2, lat - 1, lon, lat)
    area = data.draw(
        st.sampled_from(
            [None, *(AreaFilter("box", shapely.to_wkb(box), rule) for rule in MEASURED)]
        )
    )
    return replace(draw_filter(data, catalog), near=near, area=area)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_rows_equal_brute_force(catalog, everything, data):
    chosen = draw_bounded(data, catalog)
    found = {row["id"]: row["relation"] for row in catalog.places(chosen).to_pylist()}
    expected = {}
    for pair in everything:
        if passes(pair, chosen):
            (relation,) = pair["relations"]
            best = expected.get(pair["id"], relation)
            expected[pair["id"]] = min(best, relation, key=RANK.get)
    assert found == expected


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_facet_counts_equal_brute_force(catalog, everything, data):
    chosen = draw_bounded(data, catalog)
    counts = catalog.counts.facets(chosen)
    for field in FACETS:
        hits = {}
        for pair in everything:
            if passes(pair, chosen, without=field):
                for value in pair[field]:
                    hits.setdefault(str(value), set()).add(pair["id"])
        assert {value: facet.total for value, facet in counts[field].items()} == {
            value: len(ids) for value, ids in hits.items()
        }


def test_the_numbers_of_the_plan(catalog):
    def named(**values):
        return catalog.places(catalog.filter(relation="named", **values)).num_rows

    assert named() == 62
    assert (named(task=8), named(task=2), named(task=3)) == (56, 4, 2)
    by_sector = {
        "能源": 10,
        "农业": 7,
        "旅游": 7,
        "交通": 4,
        "物流": 4,
        "水利": 5,
        "城市": 10,
        "乡村": 9,
    }
    assert {name: named(sector=name) for name in by_sector} == by_sector
    stations = catalog.places(catalog.filter(relation="derived"))
    assert stations.num_rows >= 45


@pytest.mark.parametrize("task", [9, 10, 11])
def test_tasks_9_to_11_apply_by_sector_and_say_so(catalog, task):
    rows = catalog.places(catalog.filter(task=task, inferred=True)).to_pylist()
    assert rows
    assert {row["relation"] for row in rows} == {"applicable"}
    shown = catalog.place(rows[0]["id"])
    assert any(group["task"] == task and group["phrase_zh"] for group in shown["applicable"])


def test_scenarios_without_place_follow_the_filter(catalog):
    assert len(catalog.plan.scenarios_without_place(Filter())) == 148 - 62
    names = {
        row["name_zh"] for row in catalog.plan.scenarios_without_place(Filter(sectors=("iot",)))
    }
    assert names == {"智慧家居", "智慧应急", "智慧燃气", "智慧水务", "智慧共享单车"}


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("sectors", "能源", "energy"),
        ("sectors", "Energy", "energy"),
        ("tasks", "8", "8"),
        ("tasks", "任务8", "8"),
        ("tasks", "数字孪生空间建设工程", "8"),
        ("regions", "成都市", "510100"),
        ("regions", "510100", "510100"),
        ("regions", "阿坝", "513200"),
        ("regions", "阿坝县", "513231"),
        ("regions", "郫都", "510117"),
        ("regions", "川南", "south"),
        ("regions", "Jiuzhaigou", "513225"),
        ("regions", "乐山市市中区", "511102"),
        ("kinds", "村庄", "village"),
        ("precisions", "精确", "exact"),
        ("relations", "推导", "derived"),
    ],
)
def test_values_are_understood(catalog, field, text, code):
    assert catalog.codelists.resolve(field, text) == code


@pytest.mark.parametrize(
    ("field", "text", "hint"),
    [
        ("sectors", "能原", "能源"),
        ("regions", "成都是", "成都市"),
        ("regions", "市中区", "511102"),
        ("tasks", "19", "1"),
        ("relations", "nmaed", "named"),
        ("sectors", "'; DROP TABLE places; --", "("),
        ("sectors", "", "("),
    ],
)
def test_unknown_values_list_the_nearest(catalog, field, text, hint):
    with pytest.raises(UnknownValueError) as caught:
        catalog.codelists.resolve(field, text)
    assert hint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_sentence_says_what_is_filtered(catalog):
    chosen = catalog.filter(sector=["能源", "旅游"], region="阿坝")
    assert (
        catalog.descriptions.sentence(chosen, "zh") == "领域：能源、旅游 · 地区：阿坝藏族羌族自治州"
    )
    assert "Energy or Tourism" in catalog.descriptions.sentence(chosen, "en")
    assert catalog.descriptions.sentence(Filter(), "zh") == "全部列明地点"


def test_list_is_in_pinyin_order(catalog):
    rows = catalog.places(Filter(inferred=True)).to_pylist()
    assert [row["pinyin"] for row in rows] == sorted(row["pinyin"] for row in rows)
    names = [row["name_zh"] for row in rows]
    assert names.index("安岳柠檬") < names.index("巴中气田") < names.index("卓克基土司官寨")
    assert next(row["pinyin"] for row in rows if row["name_zh"] == "都江堰") == "du jiang yan"


def test_a_distance_is_measured_from_the_whole_river_and_said_in_words(catalog):
    chosen = catalog.filter(near="min-river,5")
    found = set(catalog.places(chosen)["id"].to_pylist())
    assert {"min-river", "dujiangyan"} <= found
    assert "anyue-lemon" not in found
    assert catalog.descriptions.sentence(chosen, "en") == "Within 5 km of Min River"
    assert catalog.filter(near="104.06,30.66,50").near == DistanceFilter(104.06, 30.66, 50)


@pytest.mark.parametrize("near", ["", "x", "nowhere,5", "104.06,30.66", "jiepai-oil-field,5"])
def test_a_distance_that_means_nothing_is_refused(catalog, near):
    if near:
        with pytest.raises(UnknownValueError, match="near"):
            catalog.filter(near=near)
    else:
        assert catalog.filter(near=near).near is None


def test_what_is_in_view_is_what_a_box_touches(catalog):
    rows = catalog.places(Filter(inferred=True)).to_pylist()
    box = (103.5, 30.3, 104.6, 31.2)
    seen = catalog.spatial.in_view([row["id"] for row in rows], box)
    points = {
        row["id"]
        for row in rows
        if row["lon"] and box[0] < row["lon"] < box[2] and box[1] < row["lat"] < box[3]
    }
    assert points <= seen
    assert "min-river" in seen  # it flows through
    assert "jiepai-oil-field" not in seen
