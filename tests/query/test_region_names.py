"""Names of counties and prefectures as tables write them, and how much of a shape lies in which."""

import geopandas as gpd
import pytest
import shapely


@pytest.mark.parametrize(
    ("text", "within", "expected"),
    [
        ("成都市", "", ["510100"]),
        ("成都", "", ["510100"]),
        ("都江堰市", "", ["510181"]),
        ("都江堰 市", "", ["510181"]),
        ("汶川", "", ["513221"]),
        ("四川省成都市都江堰市", "", ["510181"]),
        ("市中区", "", ["511002", "511102"]),
        ("乐山市市中区", "", ["511102"]),
        ("乐山市中区", "", ["511102"]),
        ("市中区", "乐山市", ["511102"]),
        ("市中区", "乐山", ["511102"]),
        ("市中区", "5110", ["511002"]),
        ("市中区", "广元市", ["510802"]),  # its name until 2007
        ("市中区", "济宁市", []),
        ("汶川县", "成都市", []),  # both contradict each other
        ("樂山市", "", ["511100"]),
        ("阿坝", "", ["513200", "513231"]),  # the prefecture or its county
        ("阿坝州", "", ["513200"]),
        ("阿坝州汶川县", "", ["513221"]),
        ("峨边县", "", ["511132"]),
        ("郫县", "", ["510117"]),
        ("达县", "", ["511703"]),
        ("简阳市", "资阳市", ["510185"]),  # until 2016
        ("Shizhong District, Leshan", "", ["511102"]),
        ("Dujiangyan City", "", ["510181"]),
        ("Aba Prefecture", "", ["513200"]),
        ("四川省", "", ["510000"]),
        ("全省", "", ["510000"]),
        ("渝中区", "", []),
        ("合计", "", []),
        ("", "", []),
        ("成" * 1000, "", []),
    ],
)
def test_names_of_regions(catalog, text, within, expected):
    assert sorted(catalog.region_names.find(text, within)) == expected


def test_every_official_name_leads_to_its_region(catalog):
    names = catalog.region_names
    for area in catalog.regions.prefectures:
        assert names.find(area["name_zh"]) == (area["adcode"],)
    for area in catalog.regions.counties:
        above = catalog.regions.names[area["prefecture"]]["name_zh"]
        assert names.find(area["name_zh"], above) == (area["adcode"],)
        assert names.find(above + area["name_zh"]) == (area["adcode"],)
        assert area["adcode"] in names.find(area["name_zh"])


@pytest.mark.parametrize("place", ["min-river", "anyue-lemon"])
def test_shares_are_those_of_an_equal_area_map(catalog, place):
    """A second way: geopandas in a projection of equal areas (and here nearly equal lengths)."""
    shape = catalog.spatial.shape(place)
    codes = catalog.summary_row(place)["adcodes"]
    shares = catalog.regions.shares(shape, codes)
    borders = {row["adcode"]: shapely.from_wkb(row["geometry"]) for row in _borders(catalog)}
    cut = gpd.GeoSeries([borders[code].intersection(shape) for code in codes], crs="EPSG:4326")
    plane = "+proj=aea +lat_1=27 +lat_2=33 +lon_0=104 +ellps=WGS84"
    whole = gpd.GeoSeries([shape], crs="EPSG:4326").to_crs(plane)
    measure = "length" if shape.geom_type.endswith("LineString") else "area"
    expected = getattr(cut.to_crs(plane), measure) / getattr(whole, measure)[0]
    assert [shares[code] for code in codes] == pytest.approx(list(expected), rel=0.01)
    assert sum(shares.values()) == pytest.approx(1, abs=0.01)


def _borders(catalog):
    return catalog.database.rows("area_shapes").to_pylist()


def test_a_point_has_no_shares(catalog):
    assert catalog.regions.shares(shapely.Point(104, 30.6), ["510104"]) == {}
