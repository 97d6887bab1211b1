"""Zones, prefectures and counties: paths, children, and what a click on the land means."""

import pytest
import shapely

CHENGDU, WENJIANG, SHUANGLIU, ZIGONG = (
    (104.06, 30.66),
    (103.85, 30.69),
    (103.92, 30.5),
    (104.77, 29.35),
)


def test_paths_and_children_are_two_ways_to_say_the_same(catalog):
    regions = catalog.regions
    zones = regions.children(None)
    assert len(zones) == 5
    prefectures = [code for zone in zones for code in regions.children(zone)]
    counties = [code for prefecture in prefectures for code in regions.children(prefecture)]
    assert (len(prefectures), len(counties)) == (21, 183)
    for code in counties:
        zone, prefecture, county = regions.path(code)
        assert county == code
        assert code in regions.children(prefecture)
        assert prefecture in regions.children(zone)


def test_children_stand_in_the_order_of_codes(catalog):
    for zone in catalog.regions.children(None):
        children = catalog.regions.children(zone)
        assert children == sorted(children)


def test_clicks_drill_down_and_move_to_a_neighbour(catalog):
    drill = catalog.regions.drill
    assert drill([], *CHENGDU) == "chengdu-plain"
    assert drill(["chengdu-plain"], *CHENGDU) == "510100"
    assert drill(["510100"], *WENJIANG) == "510115"
    assert drill(["510115"], *WENJIANG) == "510115"
    assert drill(["510115"], *SHUANGLIU) == "510116"  # a neighbour on the same level
    assert drill(["510115"], *ZIGONG) == "south"  # another zone: from its top
    assert drill(["510100", "510300"], *CHENGDU) == "chengdu-plain"  # a mixture has no level
    assert drill([], 116.4, 39.9) is None  # Beijing


@pytest.mark.parametrize("codes", [["510100"], ["510100", "510104"], ["chengdu-plain", "510300"]])
def test_the_shape_of_regions_holds_their_label_points(catalog, codes):
    shape = catalog.regions.shape(codes)
    for level in catalog.regions.levels:
        for row in level:
            point = shapely.Point(row["label_lon"], row["label_lat"])
            belongs = not set(codes).isdisjoint(catalog.regions.path(row["adcode"]))
            assert shape.contains(point) == belongs


def test_no_region_has_no_shape(catalog):
    assert catalog.regions.shape([]) is None
