"""`python -m geo export`: every format, nothing lost, and one line for every mistake."""

import json
import os

import pytest

from geo.__main__ import main
from geo.export.registry import DATUMS, FORMATS


def run(capfdbinary, *arguments):
    code = main(["export", *map(str, arguments)])
    out, err = capfdbinary.readouterr()
    assert out == b""
    return code, err.decode()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_by_name(name, capfdbinary, tmp_path):
    path = tmp_path / f"x.{FORMATS[name].extension}"
    code, err = run(capfdbinary, "--sector", "乡村", "--format", name, "-o", path)
    assert code == 0
    assert err.startswith(f"9 places, making {name}")
    assert path.stat().st_size > 1000


def test_a_folder_gets_a_name_with_build_and_datum(capfdbinary, tmp_path, catalog):
    for datum in DATUMS:
        code, _ = run(capfdbinary, "--format", "csv", "--datum", datum, "-o", tmp_path)
        assert code == 0
    run(capfdbinary, "--format", "geojson", "--datum", "gcj02", "--lang", "en", "-o", tmp_path)
    build = catalog.database.build_id
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [
            f"shutu-{build}-zh.csv",
            f"shutu-{build}-cgcs2000-zh.csv",
            f"shutu-{build}-gcj02-zh.csv",
            f"shutu-{build}-bd09-zh.csv",
            f"shutu-{build}-en.geojson",
        ]
    )


def test_ids_and_shortlist_choose(capfdbinary, tmp_path):
    path = tmp_path / "x.geojson"
    run(capfdbinary, "--ids", "min-river,sanxingdui", "--format", "geojson", "-o", path)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert [feature["id"] for feature in features] == ["min-river", "sanxingdui"]
    items = {"items": [{"id": "sanxingdui", "note": "先", "tags": ["a"]}, {"id": "anbei-cun"}]}
    (tmp_path / "list.json").write_text(json.dumps(items), encoding="utf-8")
    run(
        capfdbinary,
        "--shortlist",
        tmp_path / "list.json",
        "--sector",
        "旅游",
        "--format",
        "geojson",
        "--force",
        "-o",
        path,
    )
    collection = json.loads(path.read_text(encoding="utf-8"))
    (feature,) = collection["features"]
    assert feature["properties"]["remark"] == "先"
    assert "领域：旅游" in collection["about"]["filter"]


def test_a_ranked_shortlist_keeps_score_reasons_and_the_name_of_its_weights(capfdbinary, tmp_path):
    """Costs 10, 20, 30 over the range of the list: 100, 50 and 0 points; 30 is over the limit."""
    cost = {
        "measure": "column",
        "column": "cost",
        "weight": 40,
        "more": False,
        "missing": "last",
        "at_most": 25,
        "failing": "drop",
    }
    costs = {"jinsha-site": "20", "sanxingdui": "10", "jiuzhaigou": "30"}
    content = {
        "criteria": {"column:cost": json.dumps(cost)},
        "weight_sets": {"Cheap first": json.dumps({"column:cost": 1})},
        "items": [{"id": place, "columns": {"cost": cell}} for place, cell in costs.items()],
    }
    (tmp_path / "list.json").write_text(json.dumps(content), encoding="utf-8")
    path = tmp_path / "x.geojson"
    command = ("--shortlist", tmp_path / "list.json", "--format", "geojson", "--lang", "en")
    assert run(capfdbinary, *command, "-o", path)[0] == 0
    collection = json.loads(path.read_text(encoding="utf-8"))
    found = {f["id"]: f["properties"] for f in collection["features"]}
    assert {place: (row["rank"], row["score"]) for place, row in found.items()} == {
        "jinsha-site": (2, 50),
        "sanxingdui": (1, 100),
        "jiuzhaigou": (None, None),
    }
    assert found["sanxingdui"]["why"] == "Weights “Cheap first” · cost 10 (100.0 points)"
    assert found["jiuzhaigou"]["why"] == (
        "Weights “Cheap first” · Left out: cost 30, must be at most 25"
    )
    assert collection["about"]["ranking"] == (
        "Weights “Cheap first” · cost 100.0 % (less is better, must be at most 25, "
        "left out if it fails)"
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--format", "docx"], "xlsx"),
        (["--format", "csv", "--datum", "mars"], "gcj02"),
        (["--format", "csv", "--lang", "fr"], "en"),
        (["--format", "pdf", "--paper", "a5"], "a3"),
        (["--format", "csv", "--sector", "能原"], "能源"),
        (["--format", "csv", "--ids", "sanxingdu,min-river,nowhere"], "sanxingdui"),
        (["--format", "csv", "--shortlist", "none.json"], "none.json"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(arguments, expected, capfdbinary, tmp_path):
    code, err = run(capfdbinary, *arguments, "-o", tmp_path / "x")
    assert code == 2
    assert expected in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"items": 3}',
        '{"items": [{"note": "x"}]}',
        '{"items": [{"id": 3}]}',
        '{"items": [{"id": "min-river", "tags": "x"}]}',
    ],
)
def test_a_broken_shortlist_is_one_line(content, capfdbinary, tmp_path):
    (tmp_path / "list.json").write_text(content, encoding="utf-8")
    code, err = run(
        capfdbinary,
        "--shortlist",
        tmp_path / "list.json",
        "--format",
        "csv",
        "-o",
        tmp_path / "x.csv",
    )
    assert code == 2
    assert "shortlist" in err
    assert err.count("\n") == 1


def test_unknown_ids_are_all_listed(capfdbinary, tmp_path):
    (tmp_path / "list.json").write_text('{"items": [{"id": "a1"}, {"id": "b2"}]}', encoding="utf-8")
    code, err = run(
        capfdbinary,
        "--shortlist",
        tmp_path / "list.json",
        "--format",
        "csv",
        "-o",
        tmp_path / "x.csv",
    )
    assert code == 2
    assert "a1, b2" in err


def test_a_file_is_kept_unless_forced(capfdbinary, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("mine", encoding="utf-8")
    code, err = run(capfdbinary, "--format", "csv", "-o", path)
    assert code == 2
    assert "--force" in err
    assert path.read_text(encoding="utf-8") == "mine"
    code, _ = run(capfdbinary, "--format", "csv", "--force", "-o", path)
    assert code == 0
    assert path.stat().st_size > 1000


def test_a_failed_export_keeps_what_stood_there(capfdbinary, tmp_path, monkeypatch):
    path = tmp_path / "x.pdf"
    path.write_text("mine", encoding="utf-8")
    monkeypatch.setenv("SHUTU_FONT", os.devnull)
    code, err = run(capfdbinary, "--format", "pdf", "--force", "-o", path)
    assert code == 2
    assert "SHUTU_FONT" in err
    assert path.read_text(encoding="utf-8") == "mine"
    assert [item.name for item in tmp_path.iterdir()] == ["x.pdf"]
    code, err = run(capfdbinary, "--format", "csv", "-o", tmp_path / "no" / "x.csv")
    assert code == 2
    assert "nothing was changed" in err


def test_the_layout_of_a_sheet_is_typed_or_comes_with_the_list(capfdbinary, tmp_path):
    items = {"items": [{"id": "sanxingdui"}], "layout": {"title": "表中标题", "office": "文旅厅"}}
    (tmp_path / "list.json").write_text(json.dumps(items), encoding="utf-8")
    path = tmp_path / "x.svg"
    code, _ = run(
        capfdbinary,
        *("--shortlist", tmp_path / "list.json", "--title", "另一标题", "--paper", "A3"),
        *("--upright", "--extent", "103,30,105,32", "-o", path),
    )
    assert code == 0
    drawn = path.read_text(encoding="utf-8")
    assert 'width="297mm" height="420mm"' in drawn
    assert "另一标题" in drawn
    assert "表中标题" not in drawn
    assert "文旅厅" in drawn


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--format", "pdf", "--paper", "a5"), "a5"),
        (("--format", "pdf", "--title", " "), "--title"),
        (("--format", "csv", "--title", "x"), "--title"),
        (("--format", "html", "--extent", "province"), "--extent"),
        (("--format", "svg", "--extent", "1,2,3"), "1,2,3"),
    ],
)
def test_a_layout_that_is_none_writes_nothing(arguments, named, capfdbinary, tmp_path):
    code, err = run(capfdbinary, *arguments, "-o", tmp_path)
    assert code == 2
    assert named in err
    assert list(tmp_path.iterdir()) == []
