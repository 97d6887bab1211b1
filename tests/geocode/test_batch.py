"""Lists on the tiny province (its drawing: tests/province): the added columns, cell by cell."""

import gc
import json
import signal

import pytest

from geo.errors import UnknownValueError
from geo.geocode import batch
from geo.geocode.batch import (
    added_cells,
    added_columns,
    detect_column,
    find_column,
    locate,
    write_located,
)
from geo.geocode.model import Ambiguous, Outside
from geo.geocode.resolver import Resolver
from geo.ingest import Table
from tests.geocode.things import COLUMNS, ambiguous, candidate, resolved, unresolved
from tests.support.scopes import for_the_module

TABLE = Table(
    ("编号", "名称", "县"),
    (
        ("1", "双村", "乙水县"),
        ("2", "双村", ""),
        ("3", "万州区", ""),
        ("4", "双村", "乙水县"),
        ("5", "石塔", ""),
        ("6", "=1+1", ""),
    ),
    headers=("编号", "名称", "县"),
)


@pytest.fixture(scope=for_the_module)
def resolver(tiny):
    return Resolver(tiny.database)


def cells(outcome):
    return dict(zip(COLUMNS, added_cells(outcome), strict=True))


def test_the_added_columns():
    assert tuple(added_columns(["编号"])) == COLUMNS
    taken = added_columns(["status", "lon", "located_lon"])
    assert (taken[0], taken[6], taken[7]) == ("located_status", "located_located_lon", "lat")


def test_cells_of_a_resolved_place():
    found = cells(resolved(lon=102.1234567, lat=28.0, score=0.9))
    assert json.loads(found.pop("candidates")) == [
        {
            "name": "凉山彝族自治州昭觉县三岔河镇三河村",
            "adcode": "513431",
            "score": 0.9,
            "kind": "village",
        }
    ]
    assert found == {
        "status": "resolved",
        "prefecture": "凉山彝族自治州",
        "county": "昭觉县",
        "adcode": "513431",
        "town": "三岔河镇",
        "village": "三河村",
        "lon": "102.12346",
        "lat": "28.00000",
        "datum": "WGS84",
        "precision": "area",
        "uncertainty_m": "30000",
        "score": "0.9",
        "method": "offline",
    }


def test_candidates_are_written_as_they_are_read():
    text = cells(resolved())["candidates"]
    assert text.startswith('[{"name":"凉山彝族自治州昭觉县三岔河镇三河村","adcode":"513431",')


@pytest.mark.parametrize("missing", [{"lon": None, "lat": None}, {"lon": None}, {"lat": None}])
def test_a_place_without_a_point_has_no_datum(missing):
    found = cells(resolved(adcode=None, **missing))
    assert [found[name] for name in ("lon", "lat", "datum", "uncertainty_m", "adcode")] == [""] * 5
    assert found["county"] == "昭觉县"


def test_a_point_whose_uncertainty_is_not_known():
    found = cells(resolved(uncertainty_m=None))
    assert (found["lon"], found["uncertainty_m"]) == ("102.80000", "")
    assert cells(resolved(uncertainty_m=0))["uncertainty_m"] == "0"


def test_an_ambiguous_place_has_the_regions_that_all_candidates_share():
    shared = cells(ambiguous())  # two counties by their codes, one by their names
    assert (shared["prefecture"], shared["county"], shared["adcode"]) == (
        "凉山彝族自治州",
        "昭觉县",
        "510184",
    )
    assert [shared[name] for name in ("town", "village", "lon", "score")] == [""] * 4
    assert len(json.loads(shared["candidates"])) == 2
    two = (candidate(county="昭觉县"), candidate(county="喜德县"))
    apart = cells(Ambiguous("x", two))
    assert (apart["prefecture"], apart["county"], apart["adcode"]) == ("凉山彝族自治州", "", "")


def test_a_place_that_may_lie_in_another_province_shares_nothing():
    found = cells(Ambiguous("x", (candidate(), candidate(province="贵州省"))))
    assert (found["prefecture"], found["county"], found["adcode"]) == ("", "", "")


def test_neither_an_unknown_name_nor_one_elsewhere_has_cells():
    for outcome in (unresolved(), Outside("x", (candidate(province="贵州省"),))):
        found = cells(outcome)
        assert found.pop("status") == outcome.status
        assert found.pop("method") == "offline"
        assert (
            json.loads(found.pop("candidates"))
            == [
                {
                    "name": "贵州省凉山彝族自治州昭觉县三岔河镇三河村",
                    "adcode": "513431",
                    "score": 0.9,
                    "kind": "village",
                }
            ][: len(outcome.candidates)]
        )
        assert set(found.values()) == {""}


def test_columns_by_name():
    assert [find_column(TABLE, name) for name in ("编号", "名称", "县")] == [0, 1, 2]
    with pytest.raises(UnknownValueError, match="镇"):
        find_column(TABLE, "镇")


def test_the_column_of_names(resolver):
    assert detect_column(resolver, TABLE) == 1
    places = Table(("a", "b"), (("1", "甲山县"), ("2", "石头村")))
    assert detect_column(resolver, places) == 1


def brief(found):
    return [(row[0], row[3]) for row in found]


def test_regions_of_a_column_of_one_text_or_none(resolver):
    assert brief(locate(resolver, TABLE, 1, 2)) == [
        ("resolved", "519102"),
        ("ambiguous", ""),
        ("outside", ""),
        ("resolved", "519102"),
        ("resolved", "519101"),
        ("unresolved", ""),
    ]
    of_one = brief(locate(resolver, TABLE, 1, "丙原县"))
    assert of_one[:2] == [("resolved", "519201")] * 2
    assert brief(locate(resolver, TABLE, 1))[0] == ("ambiguous", "")
    assert brief(locate(resolver, TABLE, 2, 0))[0] == ("resolved", "519102")


def test_a_written_list(resolver):
    data, counts = write_located(resolver, TABLE, 1, 2)
    assert counts == {"resolved": 3, "ambiguous": 1, "unresolved": 1, "outside": 1, "failed": 0}
    lines = data.decode().split("\r\n")
    assert lines[0] == "\ufeff编号,名称,县," + ",".join(COLUMNS)
    assert lines[1].startswith("1,双村,乙水县,resolved,北州市,乙水县,519102,双桥镇,双村,")
    assert lines[3].startswith("3,万州区,,outside,,,,,,,,,,,,offline,")
    assert lines[6].startswith("6,=1+1,,unresolved,")
    assert (len(lines), lines[7]) == (8, "")


def test_the_count_of_the_rows_that_are_done_is_told_after_each_part(resolver, monkeypatch):
    monkeypatch.setattr(batch, "ROWS_AT_ONCE", 4)
    told = []
    assert write_located(resolver, TABLE, 1, 2, told.append) == write_located(resolver, TABLE, 1, 2)
    assert told == [4, 6]


def test_an_empty_list_is_a_header(resolver):
    data, counts = write_located(resolver, Table(TABLE.columns, (), headers=TABLE.headers), 1, 2)
    assert data.decode().count("\r\n") == 1
    assert not any(counts.values())


class Here:
    """What `get_context` gives, with the work done in this process; notes how it was shared out."""

    def __init__(self):
        self.shared = []

    def Pool(self, processes, start, given):  # noqa: N802 - its name in multiprocessing
        self.shared.append(processes)
        start(*given)
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        batch._shared.clear()

    def imap(self, work, parts):
        self.shared += [len(part) for part in parts]
        return map(work, parts)


@pytest.mark.parametrize(
    ("processors", "long", "shared"),
    [
        (1, 6, []),
        (2, 6, [2, 4, 2]),
        (2, 7, []),
        (4, 6, [4, 4, 2]),
        (9, 6, [4, 4, 2]),
        (5, 1, [4, 4, 2]),
    ],
)
def test_a_long_list_is_shared_out_and_comes_back_in_order(
    resolver, monkeypatch, processors, long, shared
):
    alone = write_located(resolver, TABLE, 1, 2)
    here = Here()
    ignored = []
    monkeypatch.setattr(batch.signal, "signal", lambda *given: ignored.append(given))
    monkeypatch.setattr(batch, "ROWS_AT_ONCE", 4)
    monkeypatch.setattr(batch, "get_context", lambda method: {"fork": here}[method])
    monkeypatch.setattr(batch, "get_all_start_methods", lambda: ["spawn", "fork"])
    monkeypatch.setattr(batch, "cpu_count", lambda: processors)
    monkeypatch.setattr(batch, "LONG_LIST", long)
    assert write_located(resolver, TABLE, 1, 2) == alone
    gc.unfreeze()
    assert here.shared == shared
    # Ctrl+C is sent to all processes: the others leave the message to the first one.
    assert ignored == ([(signal.SIGINT, signal.SIG_IGN)] if shared else [])
    monkeypatch.setattr(batch, "get_all_start_methods", lambda: ["spawn"])
    assert write_located(resolver, TABLE, 1, 2) == alone
    assert here.shared == shared
