"""Places per region, per area and per head; areas of the regions."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pyarrow.parquet as pq
import pytest
import shapely

from geo.catalog import Catalog
from geo.cells.column_types import ColumnKind, ColumnType
from geo.choropleth.classes import ClassMethod
from geo.choropleth.counts import from_counts, usual_style
from geo.choropleth.denominators import Amounts, areas, divided, from_column, offered
from geo.choropleth.errors import ChoroplethError
from geo.choropleth.model import Choropleth, ChoroplethStyle, Denominator, InBoth, as_typed
from geo.query.filters import Filter

LEVELS = ("prefectures", "counties")


@pytest.mark.parametrize("level", LEVELS)
def test_areas_agree_with_an_equal_area_projection(catalog: Catalog, level):
    """EPSG:6933 is equal-area on the same ellipsoid; only its straight edges differ."""
    table = pq.read_table(catalog.folder / f"{level}.parquet", columns=["adcode", "geometry"])
    shapes = shapely.segmentize(shapely.from_wkb(table["geometry"].to_pylist()), 0.01)
    projected = gpd.GeoSeries(shapes, crs="EPSG:4326").to_crs("EPSG:6933").area / 1e6
    found = areas(catalog, level).values
    assert list(found) == sorted(table["adcode"].to_pylist())
    for code, area in zip(table["adcode"].to_pylist(), projected, strict=True):
        assert found[code] == pytest.approx(area, rel=1e-4), code


def test_areas_are_near_those_that_are_published(catalog: Catalog):
    """Chengdu 14,335 km², Ganzi 149,600, the province 486,000 (their governments)."""
    found = areas(catalog, "prefectures").values
    assert found["510100"] == pytest.approx(14_335, rel=0.002)
    assert found["513300"] == pytest.approx(149_600, rel=0.03)
    assert sum(found.values()) == pytest.approx(486_000, rel=0.005)


@pytest.mark.parametrize("level", LEVELS)
def test_counts_are_those_of_the_filter(catalog: Catalog, level):
    chosen = catalog.filter(sector="energy")
    counts = catalog.counts.by_region(chosen)
    choropleth = from_counts(catalog, chosen, level)
    assert choropleth.values == {code: counts[code] for code in choropleth.regions}
    assert any(choropleth.values.values())


def test_per_area_is_the_count_by_ten_thousand_square_kilometres(catalog: Catalog):
    counts = from_counts(catalog, Filter(), "prefectures")
    choropleth = from_counts(catalog, Filter(), "prefectures", Denominator.AREA)
    for code, area in areas(catalog, "prefectures").values.items():
        assert choropleth.values[code] == pytest.approx(counts.values[code] * 10_000 / area)
    assert choropleth.heading("en") == "Number of places (places per 10,000 km²)"
    assert choropleth.heading("zh") == "地点数（个/万平方公里）"
    assert "areas computed from the borders" in choropleth.note("en")


def test_regions_that_the_filter_excludes_have_no_number(catalog: Catalog):
    choropleth = from_counts(catalog, Filter(regions=("510100",)), "counties")
    assert len(choropleth.values) == 20
    assert {code[:4] for code in choropleth.values} == {"5101"}
    assert choropleth.color("510302") is None


def test_the_usual_classes_suit_counts_and_densities():
    assert usual_style(Denominator.NONE).method is ClassMethod.NATURAL
    assert usual_style(Denominator.AREA).method is ClassMethod.QUANTILE


NAMES = {"a": InBoth("甲", "A"), "b": InBoth("乙", "B"), "c": InBoth("丙", "C")}
MONEY = Choropleth(
    as_typed("GDP"),
    "counties",
    {"a": 30.0, "b": 12.0, "c": 5.0},
    NAMES,
    column=ColumnType(ColumnKind.NUMBER, "亿元", 1),
    unit=as_typed("亿元"),
    source=as_typed("t.csv"),
    style=ChoroplethStyle(classes=4),
)


def test_a_table_is_divided_by_a_round_unit():
    """0.003, 0.004 and 0.1 per km²: the middle one is at least 1 per 10,000 km²."""
    per_area = Amounts(Denominator.AREA, {"a": 10_000, "b": 3_000, "c": 50}, as_typed("边界"))
    found = divided(MONEY, per_area)
    assert found.values == {"a": 30.0, "b": 40.0, "c": 1000.0}
    assert found.heading("zh") == "GDP（亿元/万平方公里）"
    assert found.heading("en") == "GDP (亿元 per 10,000 km²)"
    assert found.source.of("en") == "t.csv; 边界"
    assert found.style == MONEY.style
    assert divided(MONEY, per_area, 1).values["c"] == pytest.approx(0.1)
    headed = divided(replace(MONEY, title=as_typed("GDP（亿元）")), per_area)
    assert headed.heading("zh") == "GDP（亿元/万平方公里）"


@pytest.mark.parametrize(("middle", "decimals"), [(3.02, 1), (30.2, 0), (0.0512, 3), (3020.0, 0)])
def test_quotients_have_two_digits_in_the_middle(middle, decimals):
    areas = Amounts(Denominator.AREA, {"a": 10_000, "b": 10_000, "c": 10_000}, as_typed("边界"))
    money = replace(MONEY, values={"a": middle / 2, "b": middle, "c": middle * 2})
    assert divided(money, areas, 10_000).decimals == decimals


def test_residents_come_from_a_column_of_the_person():
    people = replace(MONEY, values={"a": 20.0, "b": 6.0}, column=ColumnType(unit="万人"))
    by = from_column(people)
    assert by.values == {"a": 200_000, "b": 60_000}
    found = divided(MONEY, by)
    assert found.values == {"a": 1.5, "b": 2.0}  # c has no residents
    assert found.unit.of("zh") == "亿元/万人"
    assert found.color("c") is None


def test_no_residents_give_no_number():
    by = Amounts(Denominator.POPULATION, {"a": 0, "b": 4})
    assert list(divided(MONEY, by, 1).values) == ["b"]


@pytest.mark.parametrize(
    ("key", "make"),
    [
        (
            "no_share",
            lambda: divided(
                replace(MONEY, column=ColumnType(ColumnKind.PERCENT)), Amounts(Denominator.AREA, {})
            ),
        ),
        (
            "no_share",
            lambda: divided(
                replace(MONEY, column=ColumnType(ColumnKind.NUMBER, "%", 1)),
                Amounts(Denominator.AREA, {}),
            ),
        ),
        ("no_people", lambda: from_column(replace(MONEY, column=ColumnType(unit="公里")))),
    ],
)
def test_what_makes_no_sense_is_refused(key, make):
    with pytest.raises(ChoroplethError) as error:
        make()
    assert error.value.key == key
    assert "nothing was divided" in str(error.value) or "not divided" in str(error.value)


@pytest.mark.parametrize("level", LEVELS)
def test_without_a_table_numbers_are_offered_per_area_only(catalog: Catalog, level):
    assert offered(catalog, level) == (Denominator.NONE, Denominator.AREA)


def test_places_per_head_need_residents(catalog: Catalog):
    with pytest.raises(ChoroplethError, match="your own table"):
        from_counts(catalog, Filter(), "counties", Denominator.POPULATION)
    by = Amounts(Denominator.POPULATION, {"510100": 20_000_000.0})
    counts = catalog.counts.by_region(Filter())
    found = from_counts(catalog, Filter(), "prefectures", Denominator.POPULATION, residents=by)
    assert found.values == {"510100": counts["510100"] / 20}
    assert found.heading("en") == "Number of places (places per million residents)"
