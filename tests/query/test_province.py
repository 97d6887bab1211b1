"""What filters and counts mean, on the tiny province (its drawing: tests/province)."""

import pytest
import shapely

from geo.catalog import Facet
from geo.errors import UnknownValueError
from geo.model import AreaRule
from geo.query.filters import Filter
from geo.query.spatial import AreaFilter, DistanceFilter

A, B, C, NORTH, SOUTH = "519101", "519102", "519201", "519100", "519200"
NAMED = {
    "harbour",
    "qing-river",
    "ghost-field",
    "stone-tower",
    "lake-heart",
    "tea-hill",
    "twin-village",
}
DAMS = {"upper-dam", "lower-dam"}


def ids(catalog, *, inferred=True, **chosen):
    return set(catalog.places(Filter(**chosen, inferred=inferred))["id"].to_pylist())


def square(west, south, east, north, hole=None, rule=AreaRule.TOUCH):
    holes = [shapely.box(*hole).exterior] if hole else []
    return AreaFilter(
        "area",
        shapely.to_wkb(shapely.Polygon(shapely.box(west, south, east, north).exterior, holes)),
        rule,
    )


FILTERS = [
    ({}, NAMED | DAMS),
    ({"sectors": ("energy",)}, {"qing-river", "ghost-field"} | DAMS),
    ({"sectors": ("water",)}, {"lake-heart"}),
    ({"sectors": ("water", "rural")}, {"lake-heart", "twin-village"}),
    ({"tasks": (1,)}, {"harbour"}),
    ({"tasks": (3,)}, {"harbour", "stone-tower", "lake-heart"}),
    ({"themes": (1,)}, {"harbour"}),
    ({"themes": (2,)}, NAMED | DAMS),
    ({"themes": (1,), "tasks": (3,)}, set()),
    ({"regions": ("north",)}, {"qing-river", "stone-tower", "tea-hill", "twin-village"} | DAMS),
    ({"regions": (SOUTH,)}, {"harbour", "lake-heart"}),
    ({"regions": (A,)}, {"qing-river", "stone-tower", "upper-dam"}),
    ({"regions": (A, C)}, {"qing-river", "stone-tower", "upper-dam", "harbour", "lake-heart"}),
    ({"kinds": ("hydropower_station",)}, DAMS),
    ({"precisions": ("unlocated",)}, {"ghost-field"}),
    ({"precisions": ("site", "exact")}, {"stone-tower", "upper-dam", "lake-heart"}),
    ({"relations": ("named",)}, NAMED),
    ({"relations": ("derived",)}, DAMS),
    ({"relations": ("applicable",)}, {"harbour", "stone-tower", "lake-heart"}),
    ({"relations": ("applicable",), "regions": ("north",)}, {"stone-tower"}),
    ({"relations": ("named",), "tasks": (3,)}, set()),
]


@pytest.mark.parametrize(("chosen", "expected"), FILTERS)
def test_a_filter_passes_these_places(tiny, chosen, expected):
    assert ids(tiny, **chosen) == expected


def test_places_come_in_the_order_of_their_reading(tiny):
    order = tiny.places(Filter(inferred=True))["id"].to_pylist()
    # chá shān, dù kǒu, hú xīn, qīng jiāng, shàng bà, shí tǎ, shuāng cūn, wú míng, xià bà
    assert order == [
        "tea-hill",
        "harbour",
        "lake-heart",
        "qing-river",
        "upper-dam",
        "stone-tower",
        "twin-village",
        "ghost-field",
        "lower-dam",
    ]


@pytest.mark.parametrize(
    ("tasks", "expected"), [((), "named"), ((2,), "named"), ((3,), "applicable"), ((2, 3), "named")]
)
def test_the_strongest_relation_to_a_chosen_task_is_said(tiny, tasks, expected):
    rows = tiny.places(Filter(tasks=tasks, inferred=True)).to_pylist()
    assert {row["relation"] for row in rows if row["id"] == "stone-tower"} == {expected}


FACETS = {  # field → value → places that the plan names, all places
    "sectors": {
        "energy": (2, 4),
        "tourism": (2, 2),
        "agriculture": (1, 1),
        "logistics": (1, 1),
        "water": (1, 1),
        "rural": (1, 1),
    },
    "tasks": {"1": (1, 1), "2": (6, 8), "3": (0, 3)},
    "themes": {"1": (1, 1), "2": (6, 9)},
    "regions": {
        "north": (4, 6),
        "south": (2, 2),
        NORTH: (4, 6),
        SOUTH: (2, 2),
        A: (2, 3),
        B: (3, 4),
        C: (2, 2),
    },
    "kinds": {
        "port": (1, 1),
        "river": (1, 1),
        "gas_field": (1, 1),
        "heritage_site": (1, 1),
        "scenic_area": (1, 1),
        "farm_base": (1, 1),
        "village": (1, 1),
        "hydropower_station": (0, 2),
    },
    "precisions": {
        "exact": (1, 1),
        "site": (1, 2),
        "locality": (2, 3),
        "area": (1, 1),
        "line": (1, 1),
        "unlocated": (1, 1),
    },
    "relations": {"named": (7, 7), "derived": (0, 2), "applicable": (0, 3)},
}


@pytest.mark.parametrize("field", FACETS)
def test_facets_count_what_the_plan_names_and_everything(tiny, field):
    counted = tiny.counts.facets(Filter(inferred=True))[field]
    assert counted == {value: Facet(*both) for value, both in FACETS[field].items()}


def test_a_facet_counts_under_all_other_filters_but_its_own(tiny):
    counted = tiny.counts.facets(Filter(sectors=("energy",), regions=(A,), inferred=True))
    assert counted["regions"] == {
        "north": Facet(1, 3),
        NORTH: Facet(1, 3),
        A: Facet(1, 2),
        B: Facet(1, 2),
    }
    assert counted["sectors"] == {"energy": Facet(1, 2), "tourism": Facet(1, 1)}
    assert counted["tasks"] == {"2": Facet(1, 2)}
    assert counted["relations"] == {"named": Facet(1, 1), "derived": Facet(0, 1)}


def test_facets_count_only_what_lies_within(tiny):
    near = DistanceFilter(103.1, 30.3, 23, "stone-tower")
    assert tiny.counts.facets(Filter(near=near, inferred=True))["tasks"] == {
        "2": Facet(2, 2),
        "3": Facet(0, 2),
    }


# How far from stone-tower, on paper: at 30.3° N 1° of longitude is 96.2 km, 1° of latitude 110.9.
REACHED = [
    (22, {"stone-tower"}),
    (23, {"lake-heart"}),  # √(19.2² + 11.1²) = 22.2
    (28, {"qing-river"}),  # its beginning is right above: 27.7
    (30, {"upper-dam"}),  # √(9.6² + 27.7²) = 29.3
    (45, {"harbour"}),  # √(38.5² + 22.2²) = 44.4
    (49, {"tea-hill"}),  # the border of county B: 0.5° = 48.1
    (73, {"lower-dam"}),  # √(67.3² + 27.7²) = 72.8
    (77.2, {"twin-village"}),  # 0.8° = 77.0
]


def test_who_is_reached_as_the_distance_grows(tiny):
    reached = set()
    for km, more in REACHED:
        reached |= more
        assert ids(tiny, near=DistanceFilter(103.1, 30.3, km, "stone-tower")) == reached, km
        assert ids(tiny, near=DistanceFilter(103.1, 30.3, km)) == reached, km


def test_from_an_area_or_a_line_the_nearest_part_counts(tiny):
    near_tea = DistanceFilter(103.8, 30.4, 1, "tea-hill")
    assert ids(tiny, near=near_tea) == {"tea-hill", "qing-river", "lower-dam", "twin-village"}
    near_river = DistanceFilter(103.5, 30.55, 1, "qing-river")
    assert ids(tiny, near=near_river) == {"qing-river", "tea-hill"} | DAMS


AREAS = [
    # county B: what is in it, and tea-hill which it is
    (square(103.6, 30.2, 104.0, 30.6), {"qing-river", "tea-hill", "twin-village", "lower-dam"}),
    # county A without its hole; tea-hill touches the common border
    (
        square(103.0, 30.2, 103.6, 30.6, (103.2, 30.3, 103.4, 30.5)),
        {"qing-river", "stone-tower", "upper-dam", "tea-hill"},
    ),
    # the exclave
    (square(103.2, 30.3, 103.4, 30.5), {"lake-heart"}),
    # a point on the border of an area counts, a hair beyond does not
    (square(103.0, 30.0, 103.1, 30.3), {"stone-tower"}),
    (square(103.0, 30.0, 103.1, 30.2999), set()),
    # somewhere else
    (square(110.0, 30.0, 111.0, 31.0), set()),
]


@pytest.mark.parametrize(("area", "expected"), AREAS)
def test_by_touch_an_area_takes_what_lies_in_it_at_least_with_a_part(tiny, area, expected):
    assert ids(tiny, area=area) == expected


def test_by_share_an_area_leaves_out_a_neighbour_that_touches_its_border(tiny):
    hole = (103.2, 30.3, 103.4, 30.5)
    one = square(103.0, 30.2, 103.6, 30.6, hole, AreaRule.SHARE)
    assert ids(tiny, area=one) == {"qing-river", "stone-tower", "upper-dam"}
    assert Filter(area=one).area.rule == AreaFilter("", b"").rule  # the default


def test_by_its_symbol_an_area_takes_a_line_only_with_its_middle(tiny):
    lon, lat = tiny.spatial.points["tea-hill"]
    around = [lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01]
    assert "tea-hill" in ids(tiny, area=square(*around, rule=AreaRule.POINT))
    assert "tea-hill" not in ids(tiny, area=square(*around, rule=AreaRule.SHARE))
    beside = [lon + 0.01, lat - 0.01, lon + 0.02, lat + 0.01]
    assert "tea-hill" not in ids(tiny, area=square(*beside, rule=AreaRule.POINT))


def test_distance_and_area_must_both_hold(tiny):
    near, area = DistanceFilter(103.1, 30.3, 30), square(103.0, 30.35, 104.0, 30.6)
    assert ids(tiny, near=near, area=area) == {"lake-heart", "qing-river", "upper-dam"}


def test_coverage_by_sector_and_prefecture(tiny):
    def filled(*counted):
        rows = tiny.counts.coverage("sectors", counted)
        assert len(rows) == 6 * 2
        return {(row["code"], row["adcode"]): row["places"] for row in rows if row["places"]}

    named = {
        ("energy", NORTH): 1,
        ("tourism", NORTH): 1,
        ("tourism", SOUTH): 1,
        ("agriculture", NORTH): 1,
        ("logistics", SOUTH): 1,
        ("water", SOUTH): 1,
        ("rural", NORTH): 1,
    }
    assert filled("named") == named
    assert filled() == named | {("energy", NORTH): 3}


def test_coverage_by_task_and_prefecture(tiny):
    def filled(*counted):
        rows = tiny.counts.coverage("tasks", counted)
        assert len(rows) == 3 * 2
        return {(str(row["code"]), row["adcode"]): row["places"] for row in rows if row["places"]}

    named = {("1", SOUTH): 1, ("2", NORTH): 4, ("2", SOUTH): 1}
    assert filled("named") == named
    assert filled() == named | {("2", NORTH): 6, ("3", NORTH): 1, ("3", SOUTH): 2}


def test_scenarios_with_and_without_a_place(tiny):
    assert tiny.counts.scenarios() == {"total": 9, "with_place": 7, "without_place": 2}
    without = [row["id"] for row in tiny.plan.scenarios_without_place(Filter())]
    assert without == ["b2e01s01", "b2e02s01"]


def test_region_counts_with_and_without_the_derived(tiny):
    assert tiny.counts.by_region(Filter(inferred=True)) == {NORTH: 6, SOUTH: 2, A: 3, B: 4, C: 2}
    without = tiny.counts.by_region(Filter())
    assert without == {NORTH: 4, SOUTH: 2, A: 2, B: 3, C: 2}
    assert tiny.counts.by_region(Filter(regions=(A,), inferred=True)) == {
        NORTH: 3,
        SOUTH: 0,
        A: 3,
        B: 0,
        C: 0,
    }


DRILL = [
    # chosen, lon, lat, what a click there means
    ((), 103.1, 30.3, "north"),
    ((), 103.3, 30.4, "south"),  # the exclave in the hole
    (("north",), 103.1, 30.3, NORTH),
    ((NORTH,), 103.1, 30.3, A),
    ((A,), 103.7, 30.4, B),  # the neighbour
    ((A,), 103.1, 30.3, A),
    ((A,), 103.3, 30.4, "south"),
    ((A, B), 103.1, 30.3, "north"),  # several chosen: from the beginning
    ((), 105.0, 30.3, None),
]


@pytest.mark.parametrize(("chosen", "lon", "lat", "expected"), DRILL)
def test_a_click_on_the_land(tiny, chosen, lon, lat, expected):
    assert tiny.regions.drill(chosen, lon, lat) == expected


def test_the_levels_of_regions(tiny):
    assert tiny.regions.path(C) == ["south", SOUTH, C]
    assert tiny.regions.children(None) == ["north", "south"]
    assert tiny.regions.children(NORTH) == [A, B]
    assert tiny.regions.county_at(103.6, 30.4) == A  # on the border: the first one
    assert tiny.regions.is_within(C, ("south",))
    assert not tiny.regions.is_within(C, ("north", A))
    assert tiny.regions.is_within(SOUTH, (SOUTH,))


def test_the_shape_of_a_region_keeps_its_hole(tiny):
    shape = tiny.regions.shape([A])
    assert shape.area == pytest.approx(0.6 * 0.4 - 0.2 * 0.2)
    assert tiny.regions.shape(["north"]).area == pytest.approx(1.0 * 0.4 - 0.2 * 0.2)
    assert tiny.regions.shape([A, B, C]).area == pytest.approx(1.0 * 0.6)
    assert tiny.regions.shape([]) is None


def test_narrowing_to_one_more_region(tiny):
    assert tiny.regions.restrict_to(Filter(), A) == Filter(regions=(A,))
    assert tiny.regions.restrict_to(Filter(regions=("north",)), A) == Filter(regions=(A,))
    assert tiny.regions.restrict_to(Filter(regions=(A,)), NORTH) == Filter(regions=(A,))
    assert tiny.regions.restrict_to(Filter(regions=(SOUTH,)), A) is None


SEARCHES = [
    # typed, ids in order of the answers
    ("石塔", ["stone-tower"]),
    ("shita", ["stone-tower"]),
    ("st", ["stone-tower"]),  # shí tǎ, and Stone Tower
    ("old tower", ["stone-tower"]),
    ("519102", [B]),
    ("双村", ["twin-village"]),
    ("水电站", ["upper-dam", "lower-dam"]),
    ("北州", [NORTH]),
    ("", []),
]


@pytest.mark.parametrize(("typed", "expected"), SEARCHES)
def test_search(tiny, typed, expected):
    assert [hit.code for hit in tiny.search_index.find(typed)][: len(expected) or None] == expected


def test_a_filter_from_what_people_write(tiny):
    chosen = tiny.filter(sector=["能源", "Tourism"], task="任务2", region="甲山", near="harbour,5")
    assert chosen == Filter(
        sectors=("energy", "tourism"),
        tasks=(2,),
        regions=(A,),
        near=DistanceFilter(103.5, 30.1, 5, "harbour"),
    )
    with pytest.raises(UnknownValueError):
        tiny.filter(near="ghost-field,5")
    with pytest.raises(UnknownValueError):
        tiny.filter(sector="nothing")


def test_what_is_in_view(tiny):
    assert tiny.spatial.in_view(NAMED, (103.0, 30.0, 103.2, 30.35)) == {"stone-tower"}
    assert tiny.spatial.in_view(NAMED, (103.3, 30.5, 103.4, 30.6)) == {"qing-river"}
    assert tiny.spatial.in_view({"harbour"}, (103.0, 30.2, 104.0, 30.6)) == set()


def test_a_place_with_everything_about_it(tiny):
    village = tiny.place("twin-village")
    assert [one["adcode"] for one in village["candidates"]] == [B, C]
    tower = tiny.place("stone-tower")
    assert [(one["task"], one["basis"]) for one in tower["applicable"]] == [(3, "same_sector")]
    assert tower["tasks"] == [2]
    assert tower["applicable_tasks"] == [3]
    assert {one["source"] for one in tower["evidence"]} == {"atlas", "survey"}
    assert tiny.place("upper-dam")["river"] == "qing-river"
    assert tiny.place("nowhere") is None


TERMS = [
    # field, what people write, code
    ("sectors", "物流", "logistics"),
    ("themes", "主题2", "2"),
    ("themes", "Theme 2", "2"),
    ("themes", "打造场景", "2"),
    ("themes", "Foundations", "1"),
    ("tasks", "建设数字空间", "2"),
    ("tasks", "任务3", "3"),
    ("tasks", "Digital humans", "3"),
    ("regions", "北部", "north"),
    ("regions", "North", "north"),
    ("regions", "北部经济区", "north"),
    ("regions", "北州", NORTH),
    ("regions", "Beizhou", NORTH),
    ("regions", "甲山", A),
    ("regions", "Jiashan", A),
    ("regions", "北州市甲山县", A),
    ("regions", "519201", C),
    ("kinds", "River", "river"),
    ("kinds", "江河", "river"),
    ("precisions", "Site", "site"),
    ("relations", "Named", "named"),
    ("relations", "derived", "derived"),
]


@pytest.mark.parametrize(("field", "typed", "code"), TERMS)
def test_what_the_values_of_filters_are_called(tiny, field, typed, code):
    assert tiny.codelists.resolve(field, typed) == code


def test_the_values_of_filters_in_their_official_order(tiny):
    def codes(field):
        return [term.code for term in tiny.codelists.terms(field)]

    assert codes("sectors") == ["energy", "tourism", "agriculture", "logistics", "water", "rural"]
    assert codes("themes") == ["1", "2"]
    assert codes("tasks") == ["1", "2", "3"]
    assert codes("regions") == ["north", "south", NORTH, SOUTH, A, B, C]
    assert codes("precisions") == ["exact", "site", "locality", "area", "line", "unlocated"]
    assert codes("relations") == ["named", "derived", "applicable"]
    regions = {term.code: term for term in tiny.codelists.terms("regions")}
    assert [regions[code].rank for code in ("north", NORTH, A)] == [0, 1, 2]
    assert [regions[code].parent_zh for code in ("north", NORTH, A)] == ["", "", "北州市"]
    assert (regions[A].zh, regions[A].en) == ("甲山县", "Jiashan County")


def test_a_filter_in_words(tiny):
    chosen = Filter(sectors=("energy", "water"), regions=(A,))
    assert "Energy" in tiny.descriptions.sentence(chosen, "en")
    assert "Water" in tiny.descriptions.sentence(chosen, "en")
    assert "Jiashan County" in tiny.descriptions.sentence(chosen, "en")
    assert "能源" in tiny.descriptions.sentence(chosen, "zh")
