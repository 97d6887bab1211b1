"""The coverage matrices against a brute-force count over the rows of `Explorer.places`."""

import pytest

from geo.query.filters import Filter


def rows_of(explorer, inferred, **chosen):
    relations = () if inferred else ("named",)
    return explorer.places(Filter(relations=relations, **chosen)).to_pylist()


def matrix(explorer, by, inferred):
    return {(cell["code"], cell["adcode"]): cell["places"]
            for cell in explorer.coverage(by, inferred=inferred)}  # fmt: skip


@pytest.mark.parametrize("inferred", [False, True])
def test_sectors_equal_brute_force(explorer, inferred):
    rows = rows_of(explorer, inferred)
    assert matrix(explorer, "sectors", inferred) == {
        (sector.code, area["adcode"]): sum(
            sector.code in row["sectors"] and area["adcode"] in row["regions"] for row in rows
        )
        for sector in explorer.vocabulary.terms("sectors")
        for area in explorer.areas[0]
    }


@pytest.mark.parametrize("inferred", [False, True])
def test_tasks_equal_brute_force(explorer, inferred):
    assert matrix(explorer, "tasks", inferred) == {
        (task.code, area["adcode"]): sum(
            area["adcode"] in row["regions"]
            for row in rows_of(explorer, inferred, tasks=(int(task.code),))
        )
        for task in explorer.vocabulary.terms("tasks")
        for area in explorer.areas[0]
    }


@pytest.mark.parametrize("by", ["sectors", "tasks"])
def test_order_is_the_plans_and_that_of_the_codes(explorer, by):
    cells = [(cell["code"], cell["adcode"]) for cell in explorer.coverage(by, inferred=False)]
    codes = [term.code for term in explorer.vocabulary.terms(by)]
    adcodes = sorted(area["adcode"] for area in explorer.areas[0])
    assert cells == [(code, adcode) for code in codes for adcode in adcodes]


def test_scenarios_with_and_without_place(explorer):
    tree = [row for row in explorer.plan_tree() if row["scenario"]]
    placed = sum(row["place"] is not None for row in tree)
    expected = {"total": len(tree), "with_place": placed, "without_place": len(tree) - placed}
    assert explorer.coverage_scenarios() == expected
    assert expected["total"] == 148
