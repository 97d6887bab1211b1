"""`geo check` refuses what `geo build` refuses: one line for each fault, and never a traceback."""

from __future__ import annotations

import pytest

from geo.__main__ import main
from geo.build.artefacts import build
from geo.errors import SourceError


def replaced(old: str, new: str):
    def change(path):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def written(content: bytes):
    return lambda path: path.write_bytes(content)


def cut(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def only_header(path):
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


def twice(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")


def gone(path):
    path.unlink()


BROKEN = {
    "missing table": ("plan/boxes.csv", gone),
    "other columns": ("sites/sites.csv", written(b"id,name\n1,2\n")),
    "no rows": ("plan/departments.csv", only_header),
    "an id twice": ("plan/scenarios.csv", twice),
    "a table in GBK": ("plan/tasks.csv", written("number,theme\n1,数字".encode("gb18030"))),
    "plan.toml is no TOML": ("plan/plan.toml", written(b"title = [")),
    "plan.toml without a key": ("plan/plan.toml", written(b'title_zh = "x"')),
    "a period that is no year": (
        "plan/plan.toml",
        replaced("period_start = ", "period_start = 'x' #"),
    ),
    "an unknown county": ("sites/sites.csv", replaced(",513224,", ",999999,")),
    "missing areas": ("boundaries/province.geojson", gone),
    "areas cut off": ("boundaries/neighbours.geojson", cut),
    "rivers that are none": ("geometry/rivers.geojson", written(b"[]")),
    "missing tours": ("tours.toml", gone),
    "tours without scenes": ("tours.toml", written(b"tours = 3")),
    "tours of an unknown sector": ("tours.toml", replaced('sector = "', 'sector = "no-')),
}  # what shows before the names are read
NAMES = {
    "no sidecar": ("names/origin.toml", gone),
    "a sidecar of another shape": ("admin/origin.toml", written(b"processing = 1\npackage = 2")),
    "missing names": ("names/simplified.csv", gone),
    "a village in no town": ("admin/villages.csv", replaced("51", "99")),
    "a former town in no county": ("admin/former_towns.csv", replaced("\n51", "\n99")),
    "a province without name": ("admin/outside.csv", replaced("北京市", "")),
    "a code of three digits": ("admin/outside.csv", replaced("\n11,", "\n111,")),
    "a zone of unknown counties": ("names/areas.csv", replaced("5101", "9901")),
    "a frequency that is no number": ("names/ordinary_words.csv", replaced(",", ",x")),
}


@pytest.fixture
def broken(sources_copy, monkeypatch):
    """Break one file of the sources; both commands then read them."""
    monkeypatch.setenv("SHUTU_SOURCES", str(sources_copy))

    def break_file(name, change):
        change(sources_copy / name)
        return sources_copy

    return break_file


def refused(capfdbinary) -> str:
    """What `geo check` says of the faults."""
    assert main(["check"]) == 1
    out, err = capfdbinary.readouterr()
    lines = out.decode().splitlines()
    errors = [line for line in lines if line.startswith("fault: ")]
    assert errors
    assert lines[-1] == f"{len(errors)} fault{'s' if len(errors) > 1 else ''}"
    assert err == b""
    return "\n".join(errors)


@pytest.mark.parametrize("kind", BROKEN)
def test_check_and_build_refuse_the_same(kind, broken, capfdbinary, tmp_path):
    sources = broken(*BROKEN[kind])
    message = refused(capfdbinary)
    with pytest.raises(SourceError) as caught:
        build(sources, tmp_path / "built")
    assert str(caught.value).partition(" (")[0] in message
    assert not (tmp_path / "built").exists()


@pytest.mark.parametrize("kind", NAMES)
def test_check_reads_the_lists_of_names_too(kind, broken, capfdbinary):
    name, change = NAMES[kind]
    broken(name, change)
    message = refused(capfdbinary)
    assert name.rpartition("/")[2] in message
