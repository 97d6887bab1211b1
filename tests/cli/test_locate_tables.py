"""`shutu locate` on tables as offices make them: sheet and header are found, told and chosen."""

from __future__ import annotations

import csv
from io import BytesIO

import pytest
import xlsxwriter

from geo.__main__ import main
from geo.geocode.resolver import Resolver
from geo.store.database import Database

TITLED = (
    "2024年重点项目汇总表,,\n序号,项目名称,区县\n1,映秀镇甲,汶川县\n2,龙门山镇乙,彭州市\n"
    "合计,2,\n注：\x1b[31m数据截至6月,,\n"
)


def book() -> bytes:
    data = BytesIO()
    with xlsxwriter.Workbook(data) as made:
        for name, place in (("说明", "都江堰市"), ("名单", "汶川县")):
            made.add_worksheet(name).write_column(0, 0, ["区县", place])
    return data.getvalue()


@pytest.fixture(scope="module")
def resolver(built):
    """One for all tests: it takes most of the time of a command."""
    database = Database(built)
    yield Resolver(database)
    database.close()


@pytest.fixture
def located(tmp_path, resolver, capsys, monkeypatch):
    """Locate a file with options: the rows that are written, and what is told."""

    monkeypatch.setattr("geo.geocode.resolver.Resolver", lambda _: resolver)

    def run(data: bytes, *options: str, name: str = "a.csv") -> tuple[list[dict[str, str]], str]:
        source, target = tmp_path / name, tmp_path / "out.csv"
        source.write_bytes(data)
        assert main(["locate", str(source), "-o", str(target), "--force", *options]) == 0
        rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
        return rows, capsys.readouterr().err

    return run


def test_titles_totals_and_notes_are_told_and_not_located(located):
    rows, told = located(TITLED.encode("gb18030"))
    assert [row["county"] for row in rows] == ["汶川县", "彭州市"]
    assert "named in row 2" in told and "4 rows left out" not in told
    for line in ("row 1 (title): 2024年", "row 5 (total): 合计 2", "row 6 (note): 注："):
        assert line in told
    assert "\x1b" not in told
    rows, told = located(TITLED.encode(), "--all-rows")
    assert [row["序号"] for row in rows][:3] == ["1", "2", "合计"] and len(rows) == 4


def test_the_header_is_chosen(located):
    rows, _ = located(TITLED.encode(), "--header-row", "3", "--column", "映秀镇甲")
    assert [row["映秀镇甲"] for row in rows] == ["龙门山镇乙"]
    rows, told = located(b"a,b\nc,d\n", "--header-row", "none")
    assert [row["#1"] for row in rows] == ["a", "c"] and "no row names" in told


def test_the_sheet_is_chosen_by_name_or_number(located):
    rows, told = located(book(), name="a.xls")
    assert rows[0]["区县"] == "都江堰市" and "说明 / 名单" in told
    for sheet in ("名单", "2"):
        rows, told = located(book(), "--sheet", sheet, name="a.xls")
        assert rows[0]["区县"] == "汶川县" and "--sheet" not in told


def test_a_list_without_header(located):
    rows, told = located("华宏小区,3室1厅,80\n武侯区玉林甲园,2室1厅,90\n".encode())
    assert len(rows) == 2 and "no row names the columns" in told


@pytest.mark.parametrize("line", [1, 3])
def test_a_damaged_byte_is_named_by_its_line(located, line):
    lines = ["项目名称一览,区县", "映秀镇甲乙丙丁,汶川县", "龙门山镇甲乙丙,彭州市"]
    data = [text.encode("gb18030") for text in lines]
    data[line - 1] = data[line - 1].replace(b",", b"\xff,", 1)
    rows, told = located(b"\n".join(data))
    assert len(rows) == 2 and f"line {line} of the file" in told


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--sheet", "3"), ("3", "说明 / 名单")),
        (("--sheet", "无"), ("无", "说明 / 名单")),
        (("--header-row", "9"), ("9", "none")),
        (("--header-row", "x\ny"), ("none",)),
    ],
)
def test_a_wrong_choice_says_what_there_is(options, words, tmp_path, capsys):
    source = tmp_path / "a.xlsx"
    source.write_bytes(book())
    assert main(["locate", str(source), "-o", str(tmp_path / "out.csv"), *options]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and all(word in told for word in words)
    assert not (tmp_path / "out.csv").exists()


def test_a_text_has_no_sheets(tmp_path, capsys):
    source = tmp_path / "a.csv"
    source.write_text("名称\n汶川县\n", encoding="utf-8")
    assert main(["locate", str(source), "--sheet", "1", "-o", str(tmp_path / "out.csv")]) == 2
    assert "no sheets" in capsys.readouterr().err


def test_features_name_their_columns(tmp_path, capsys):
    source = tmp_path / "a.geojson"
    point = '{"type": "Point", "coordinates": [104, 30]}'
    feature = f'{{"type": "Feature", "properties": {{"n": "x"}}, "geometry": {point}}}'
    source.write_text(feature, encoding="utf-8")
    assert main(["locate", str(source), "--header-row", "2", "-o", str(tmp_path / "o.csv")]) == 2
    assert "GeoJSON" in capsys.readouterr().err
