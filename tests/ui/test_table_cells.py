"""Cells that sort by what they mean, as texts."""

from __future__ import annotations

from geo.model import Precision
from geo.rank.criteria import Criterion, Measure
from geo.shortlist.model import Item, Shortlist
from geo.ui.shortlist.labels import cell, column_unit
from geo.ui.widgets import table_cells
from tests.ui.apptest import address, opened


def test_precisions_sort_by_accuracy_in_both_languages():
    order = ["exact", "site", "locality", "line", "area", "unlocated"]
    assert set(order) == set(Precision)
    for lang in ("zh", "en"):
        shown = [table_cells.precision(code, lang) for code in order]
        assert shown == sorted(shown)
        assert len(set(shown)) == len(order)


def test_task_numbers_sort_as_numbers():
    lists = [[1], [2, 11], [8], [8, 9], [9], [10], [18]]
    shown = [table_cells.numbers(numbers) for numbers in lists]
    assert shown == sorted(shown)
    assert shown[1].strip() == "2, 11"


def test_radii_are_numbers_and_missing_where_the_shape_says_more():
    rows = [
        {"precision": "site", "uncertainty_m": 900},
        {"precision": "area", "uncertainty_m": 60_000},
        {"precision": "unlocated", "uncertainty_m": None},
    ]
    column = table_cells.uncertainties(rows)
    assert column.dtype == "Float64"
    assert column.dropna().tolist() == [900.0]


def test_values_of_criteria_are_numbers_or_ordered_steps():
    assert cell(Shortlist(), Criterion(Measure.DISTANCE, origin="dujiangyan"), 12.34, "en") == 12.3
    assert cell(Shortlist(), Criterion(Measure.DISTANCE, origin="dujiangyan"), None, "en") is None
    assert cell(Shortlist(), Criterion(Measure.PRECISION), 4.0, "en") == "1 · Exact"
    assert cell(Shortlist(), Criterion(Measure.PRECISION), 0.0, "en") == "5 · Area"


def test_the_list_has_numbers_where_it_sorts_by_numbers():
    table = opened(sector="tourism").dataframe[0].value
    assert table["误差（米）"].dtype.kind == "f"
    assert table["精度"].str.match(r"^\d · ").all()


def test_a_place_of_the_list_is_opened_without_the_grid():
    app = opened(sector="tourism")
    app.selectbox(key="open_row").set_value("sanxingdui").run()
    assert not app.exception
    assert address(app)["site"] == "sanxingdui"
    assert app.selectbox(key="open_row").value is None


def test_an_empty_list_says_what_to_do_in_its_own_place():
    app = opened(sector="finance")
    assert "清除筛选" in app.info[0].value
    assert not app.dataframe
    assert len(opened(sector="finance", nomap="1").info) == 1


def test_numbers_of_own_columns_have_their_decimals_and_unit():
    cells = {"GDP（亿元）": "130.25", "占比": "8.9%", "客流": "12", "级别": "甲"}
    here = Shortlist(items=(Item("a", columns=tuple(cells.items())),))
    ways = {name: Criterion(Measure.COLUMN, column=name) for name in cells}
    assert cell(here, ways["GDP（亿元）"], 130.25000000000003, "zh") == 130.25
    assert cell(here, ways["占比"], 0.08900000000000001, "zh") == 8.9
    assert [column_unit(here, one) for one in ways.values()] == ["亿元", "%", "", ""]
    assert column_unit(here, Criterion(Measure.DISTANCE, origin="dujiangyan")) == "km"
    assert column_unit(here, Criterion(Measure.TASKS)) == ""
