"""XLSX and CSV, read back by LibreOffice; one start of it for each kind of file."""

import csv
import io
import sys
import zipfile

import pytest

from geo.export.registry import FORMATS
from geo.model import Datum
from geo.shortlist.model import Item, Shortlist
from tests.export.conftest import AMOUNTS, HOSTILE, run

csv.field_size_limit(sys.maxsize)
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
UTF8 = "CSV:44,34,76,1"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory, everything, hostile, listed, dataset):
    """(file, sheet) → rows, as LibreOffice shows them."""
    folder = tmp_path_factory.mktemp("libreoffice")
    trip = Shortlist(
        name="考察",
        items=(
            Item("sanxingdui", "先去看", ("博物馆",)),
            Item("jiepai-oil-field"),
            Item("min-river"),
        ),
    )
    made = {
        "all": everything,
        "hostile": hostile,
        "listed": listed,
        "bd09": dataset(sector="乡村", datum=Datum.BD09, lang="en"),
        "shortlist": dataset(shortlist=trip),
    }
    for kind, filters in (("xlsx", []), ("csv", [f"--infilter={UTF8}"])):
        for name, one in made.items():
            (folder / f"{name}.{kind}").write_bytes(FORMATS[kind].write(one))
        run(
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *filters,
            "--convert-to",
            AS_CSV,
            "--outdir",
            folder / kind,
            *(folder / f"{name}.{kind}" for name in made),
            timeout=120,
        )
    rows = {}
    for kind in ("xlsx", "csv"):
        for path in (folder / kind).iterdir():
            name, sheet = path.stem.split("-")
            text = path.read_text(encoding="utf-8-sig")
            rows[kind, name, sheet] = list(csv.reader(io.StringIO(text, newline="")))
    return rows


def table(sheets, kind, name, sheet="地点"):
    head, *rows = sheets[kind, name, name if kind == "csv" else sheet]
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_same_places_texts_and_coordinates(kind, sheets, everything):
    rows = table(sheets, kind, "all")
    places = everything.places.to_dict("records")
    assert [row["标识"] for row in rows] == [place["id"] for place in places]
    for row, place in zip(rows, places, strict=True):
        assert row["中文名"] == place["name_zh"]
        assert row["《行动计划》条目"] == place["clause"]
        assert row["资料来源"] == place["source_titles"]
        if place["geometry"] is None:
            assert row["经度（WGS84）"] == ""
        else:
            assert float(row["经度（WGS84）"]) == pytest.approx(place["lon"], abs=1e-6)
            assert float(row["纬度（WGS84）"]) == pytest.approx(place["lat"], abs=1e-6)


def test_hostile_names_are_text(sheets):
    assert [row["中文名"] for row in table(sheets, "xlsx", "hostile")] == HOSTILE
    names = [row["中文名"] for row in table(sheets, "csv", "hostile")]
    assert names == [f"'{name}" if name[0] in "=@" else name for name in HOSTILE]


def test_xlsx_holds_no_formula_link_or_validation(hostile):
    with zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"].write(hostile))) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                xml = archive.read(name).decode()
                assert "<f>" not in xml
                assert "<hyperlink" not in xml
                assert "<dataValidation" not in xml
        assert 'state="frozen"' in archive.read("xl/worksheets/sheet1.xml").decode()


def test_about_and_sources(sheets, everything, hostile):
    about = {row[0]: row[1] for row in sheets["xlsx", "all", "说明"]}
    assert about["数据版本"] == everything.build
    assert about["坐标系"].startswith("WGS84")
    assert "不作为划界依据" in about["边界声明"]
    assert "LGPL" in about["许可"]
    assert {row[0]: row[1] for row in sheets["xlsx", "hostile", "说明"]}["链接"] == hostile.link
    assert len(sheets["xlsx", "all", "资料来源"]) == 1 + len(everything.sources)
    row = table(sheets, "csv", "all")[0]
    assert row["数据版本"] == everything.build
    assert row["筛选"] == "全部地点 · 计入推导电站和适用地点"


def test_datum_is_in_header_and_about(sheets):
    rows = table(sheets, "xlsx", "bd09", "Places")
    assert "Longitude (BD-09)" in rows[0]
    assert "Longitude (BD-09)" in table(sheets, "csv", "bd09")[0]
    about = {row[0]: row[1] for row in sheets["xlsx", "bd09", "About"]}
    assert about["Datum"].startswith("BD-09")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_shortlist_keeps_its_order_notes_and_tags(kind, sheets):
    rows = table(sheets, kind, "shortlist")
    assert [row["序号"] for row in rows] == ["1", "2", "3"]
    assert [row["标识"] for row in rows] == ["sanxingdui", "jiepai-oil-field", "min-river"]
    assert (rows[0]["备注"], rows[0]["标签"]) == ("先去看", "博物馆")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_own_places_and_columns_are_kept_as_text_or_number(kind, sheets, listed):
    rows = table(sheets, kind, "listed")
    assert len(rows) == len(listed.places)

    def shown(text):
        """A CSV has an apostrophe before what would be a formula; a number is none."""
        safe = kind == "xlsx" or not text.startswith(("=", "+", "-", "@")) or text == "-12.5"
        return text if safe else f"'{text}"

    for row, name, amount in zip(rows[2:-1], HOSTILE, AMOUNTS, strict=True):
        assert row["中文名"] == row["备注"] == shown(name)
        assert row["标签"] == f"标签|{name}"
        assert row["得分说明"] == f"因为 {name}"
        assert row["资料来源"] == f"村名录 {name}"
        if kind == "csv" and amount in ("007", "3.10"):  # a spreadsheet takes these for numbers
            assert float(row["自有：预算"]) == float(amount)
        else:
            assert row["自有：预算"] == shown(amount)
        assert (row["自有：NOTE"], row["自有：note_4"]) == ("a", "b")
        assert row[f"自有：{' '.join(name.split())[:50].strip()}"] == shown(name)
        assert (row["领域"], row["与任务的关系"], row["《行动计划》条目"]) == (
            "自有地点",
            "非《行动计划》内容",
            "",
        )
        assert (row["区县"], row["匹配结果"], row["匹配把握"]) == ("都江堰市", "resolved", "0.9")
    assert [row["序号"] for row in rows] == [*map(str, range(len(rows), 1, -1)), ""]
    assert (rows[-1]["中文名"], rows[-1]["经度（WGS84）"], rows[-1]["精度"]) == (
        "无处村",
        "",
        "未上图",
    )
