"""What exports say of a ranking as a whole: ranks by named weights, and sensitivity."""

import io
import re

import openpyxl
import pytest

from geo.export.make_dataset import make_dataset
from geo.export.registry import FORMATS
from geo.query.filters import Filter
from geo.rank import code
from geo.rank.code import encode_sets
from geo.rank.criteria import Criterion, Measure
from geo.rank.report import ranking_report
from geo.rank.score import Missing, Rule
from geo.rank.weights import WeightSet
from geo.rank.words import exported_ranking
from geo.shortlist.model import OwnPlace, Shortlist, own_item
from tests.export.conftest import DATE, run

# Cost (less is better) and visitors (more is better); D has no visitors and is left out.
SITES = {"A": ("10", "5"), "B": ("20", "9"), "C": ("30", "1"), "D": ("15", "")}
# By hand: utilities of cost A 1, B .5, C 0, D .75, of visitors A .5, B 1, C 0. Now 60:40: A .8,
# B .7, C 0. By cost alone A, B, C (who lacks a value that counts 0 is ranked, too: D is second).
# By visitors alone B, A, C.
SETS = [
    WeightSet("cost", {"column:cost": 1.0}),
    WeightSet("people", {"column:visitors": 1.0}),
]


def ranked_list(sets=tuple(SETS)) -> Shortlist:
    items = tuple(
        own_item(
            OwnPlace(
                name,
                103.1,
                30.3,
                "site",
                500,
                columns=tuple(
                    (c, v) for c, v in zip(("cost", "visitors"), cells, strict=True) if v
                ),
            )
        )
        for name, cells in SITES.items()
    )
    criteria = [
        Criterion(Measure.COLUMN, Rule(60.0, False), column="cost"),
        Criterion(Measure.COLUMN, Rule(40.0, True, missing=Missing.DROP), column="visitors"),
    ]
    made = Shortlist(name="Costs", items=items).rank_by(code.encode(criteria))
    return made.with_weight_sets(encode_sets(sets))


def exported(catalog, name: str, shortlist: Shortlist, lang: str = "en", **options) -> bytes:
    ranking, about = exported_ranking(catalog, shortlist, lang)
    options.setdefault("report", ranking_report(catalog, shortlist, lang))
    dataset = make_dataset(
        catalog,
        Filter(),
        date=DATE,
        lang=lang,
        shortlist=shortlist,
        ranking=ranking,
        about_ranking=about,
        **options,
    )
    return FORMATS[name].write(dataset)


def test_a_list_without_criteria_has_none(tiny):
    assert ranking_report(tiny, Shortlist(), "en") is None


def test_the_workbook_has_a_sheet_of_ranks_and_one_of_sensitivity(tiny):
    book = openpyxl.load_workbook(io.BytesIO(exported(tiny, "xlsx", ranked_list())))
    assert book.sheetnames == ["Places", "Ranks by weights", "Sensitivity", "Sources", "About"]
    rows = list(book["Ranks by weights"].values)
    assert rows[0][1:] == ("Name", "Rank now", "“cost”", "“people”")
    assert {row[1]: row[2:] for row in rows[1:]} == {
        "A": (1, 1, 2),
        "B": (2, 3, 1),
        "C": (3, 4, 3),
        "D": (None, 2, None),
    }
    sheet = [[cell for cell in row if cell] for row in book["Sensitivity"].values]
    assert sheet[0] == ["Weight", "20 % less", "20 % more", "Another is first"]
    assert sheet[1][0] == "① cost 60.0 %"
    # S(A) = c + (1 − c)/2, S(B) = c/2 + 1 − c: equal where the weight of cost is one half.
    assert sheet[1][3] == "below 50.0 %: B"
    assert sheet[2][3] == "above 50.0 %: B"
    text = " ".join(cell for row in sheet for cell in row)
    assert "the first place goes from A to B" in text


def test_without_named_sets_there_is_no_sheet_of_ranks(tiny):
    book = openpyxl.load_workbook(io.BytesIO(exported(tiny, "xlsx", ranked_list(()), "zh")))
    assert book.sheetnames == ["地点", "敏感性", "资料来源", "说明"]


def test_the_page_has_both(tiny):
    page = exported(tiny, "html", ranked_list()).decode()
    assert re.search(r"<td>B</td><td>2</td><td>3</td><td>1</td>", page)
    assert re.search(r"<td>D</td><td>–</td><td>2</td><td>–</td>", page)
    assert "<td>below 50.0 %: B</td>" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_brief_has_both(catalog, save, lang):
    path = save(exported(catalog, "pdf", ranked_list(), lang), "ranked.pdf")
    text = run("pdftotext", "-layout", path, "-")
    wanted = {
        "en": ("Ranks by weights", "Rank now", "below 50.0 %: B", "goes from A to B"),
        "zh": ("各组权重的名次", "敏感性", "“cost”", "50.0 %"),
    }[lang]
    flat = " ".join(text.split())
    for words in wanted:
        assert words in flat, words
    assert re.search(r"B +2 +3 +1", flat)


@pytest.mark.parametrize("name", ["csv", "geojson"])
def test_rows_for_programs_stay_as_they_are(tiny, name):
    here = ranked_list()
    assert exported(tiny, name, here) == exported(tiny, name, here, report=None)


def test_a_set_named_like_the_present_ranks_has_a_column_of_its_own(tiny):
    sets = [WeightSet("Rank now", {"column:cost": 1.0}), *SETS]
    report = ranking_report(tiny, ranked_list(sets), "en")
    assert len(report.ranks) == 4
