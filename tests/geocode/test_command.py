"""`python -m geo locate`: adds columns, keeps everything else, and says what is wrong in a line."""

import csv
import io
import json

import pytest

from geo.__main__ import main
from tests.geocode.things import COLUMNS

pytestmark = pytest.mark.usefixtures("built")
ADDED = list(COLUMNS)
ROWS = [
    ["编号", "名称", "备注"],
    ["001", "合江县先市镇下坝村", ' a "b", c '],
    ["002", "永丰村", "=1+1"],
    ["003", "贵州金沙县", "两\n行"],
    ["004", "", ""],
    ["005", "数字乡村建设", "+86"],
]


def written(rows, delimiter=",", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def read(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def located(tmp_path, capfdbinary):
    """Run the command on rows; its table without header, and what it said."""

    def run(rows=ROWS, *options, delimiter=",", encoding="utf-8"):
        source, target = tmp_path / "list.csv", tmp_path / "out.csv"
        source.write_bytes(written(rows, delimiter, encoding))
        code = main(["locate", str(source), "-o", str(target), "--force", *options])
        message = capfdbinary.readouterr().err.decode()
        return code, read(target.read_bytes()) if target.exists() else [], message

    return run


def test_columns_are_added_and_every_cell_is_kept(located):
    code, table, message = located()
    assert code == 0
    assert table[0] == ROWS[0] + ADDED
    assert [row[:3] for row in table] == ROWS
    assert [row[3] for row in table[1:]] == [
        "resolved",
        "ambiguous",
        "outside",
        "unresolved",
        "unresolved",
    ]
    first = dict(zip(table[0], table[1], strict=True))
    assert (first["prefecture"], first["county"], first["adcode"]) == ("泸州市", "合江县", "510522")
    assert (first["town"], first["village"], first["datum"]) == ("先市镇", "下坝村", "WGS84")
    assert first["precision"] == "area"
    assert int(first["uncertainty_m"]) > 5000
    assert 0 < float(first["score"]) <= 1
    assert 105 < float(first["lon"]) < 107
    assert "5 rows" in message


def test_only_resolved_rows_have_coordinates(located):
    _, table, _ = located()
    for row in (dict(zip(table[0], cells, strict=True)) for cells in table[1:]):
        assert bool(row["lon"]) == (row["status"] == "resolved")
        assert bool(row["adcode"]) == (row["status"] == "resolved")
        candidates = json.loads(row["candidates"])
        assert all({"name", "adcode", "score"} <= set(item) for item in candidates)
        assert candidates or row["status"] == "unresolved"


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(";", "gb18030"), ("\t", "utf-8-sig"), ("|", "utf-8"), (",", "utf-16")],
)
def test_delimiters_and_encodings(located, delimiter, encoding):
    code, table, _ = located(ROWS, delimiter=delimiter, encoding=encoding)
    assert code == 0
    assert [row[:3] for row in table] == ROWS


def test_a_column_that_the_list_has_already_is_kept(located):
    rows = [["status", "名称", "score"], ["旧", "长卿镇", "7"]]
    _, table, _ = located(rows)
    assert table[0][:3] == ["status", "名称", "score"]
    assert table[1][:3] == ["旧", "长卿镇", "7"]
    assert len(set(table[0])) == len(table[0]) == 3 + len(ADDED)


def test_regions_by_column_and_for_all(located):
    rows = [["地点", "县"], ["永丰村", "东坡区"], ["三河村", "昭觉县"], ["清溪镇", ""]]
    _, table, _ = located(rows, "--column", "地点", "--region-column", "县")
    status = table[0].index("status")
    assert [row[status] for row in table[1:]] == ["resolved", "resolved", "ambiguous"]
    _, table, _ = located(rows, "--column", "地点", "--region", "汉源县")
    assert table[3][table[0].index("adcode")] == "511823"


@pytest.mark.parametrize(
    "options",
    [
        ["--column", "没有"],
        ["--region", "乌有县"],
        ["--region-column", "没有"],
    ],
)
def test_wrong_options_are_one_line_and_exit_2(located, options):
    code, table, message = located(ROWS, *options)
    assert code == 2
    assert table == []
    assert message.startswith("error: ")
    assert message.count("\n") == 1


def test_files_that_are_no_list(tmp_path, capfdbinary):
    empty, binary = tmp_path / "empty.csv", tmp_path / "binary.csv"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 4)
    for path in (empty, binary, tmp_path / "none.csv"):
        assert main(["locate", str(path), "-o", str(tmp_path / "out.csv")]) == 2
        message = capfdbinary.readouterr().err.decode()
        assert message.startswith("error: ")
        assert message.count("\n") == 1


def test_an_existing_file_is_kept_without_force(tmp_path, capfdbinary):
    source, target = tmp_path / "list.csv", tmp_path / "out.csv"
    source.write_bytes(written(ROWS))
    target.write_text("mine")
    assert main(["locate", str(source), "-o", str(target)]) == 2
    assert target.read_text() == "mine"


def test_long_lists_keep_their_order(located, monkeypatch):
    monkeypatch.setattr("geo.geocode.batch.LONG_LIST", 10)
    rows = [["名称"], *([name] for name in ["长卿镇", "合江县", "永丰村"] * 20)]
    _, table, _ = located(rows)
    assert [row[0] for row in table] == [row[0] for row in rows]
    codes = [row[table[0].index("adcode")] for row in table[1:]]
    assert codes == ["510725", "510522", ""] * 20


def test_a_stopped_list_writes_nothing_and_says_so(located, monkeypatch, tmp_path):
    from geo.geocode import batch

    def stopped(*given):
        given[-1](2)
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "write_located", stopped)
    code, table, message = located()
    assert (code, table) == (130, [])
    assert message == "stopped; nothing was written\n"
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
