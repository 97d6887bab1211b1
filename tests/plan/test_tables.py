"""A broken source row is named with file, row and field, and nothing else breaks."""

import pytest

from geo.check import check
from geo.errors import SourceError


def damage(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("plan/tasks.csv", "18,5,", "18,9,", "themes.csv"),
        ("plan/tasks.csv", "\n2,1,", "\n1,1,", "used twice"),
        ("plan/scenarios.csv", "b4e02s01,8", "b4e02s01,eight", "field task"),
        ("plan/plan.toml", "date =", "dated =", "key date"),
        ("plan/plan.toml", "period_start = ", "period_start == ", "plan.toml"),
        ("sites/sites.csv", "id,scenario", "id,scene", "columns are"),
        ("sites/sites.csv", ",point,", ",dot,", "field geometry"),
        ("sites/evidence.csv", ",position,", ",place,", "field role"),
        ("sites/evidence.csv", ",page,", ",seen,", "field found_by"),
        ("sites/sources.csv", ",facts_only,", ",all rights,", "field licence"),
        ("sites/stations.csv", "jinsha-river", "wei-river", "field river"),
        ("admin/counties.csv", "510104,", "510199,", "adcodes"),
    ],
)
def test_broken_row_gives_one_clear_line(sources_copy, name, old, new, expected):
    damage(sources_copy, name, old, new)
    with pytest.raises(SourceError) as caught:
        check(sources_copy)
    message = str(caught.value)
    assert expected in message
    assert "\n" not in message


def test_missing_and_undecodable_tables(sources_copy):
    (sources_copy / "plan" / "boxes.csv").write_bytes(b"\xff\xfe\x00broken")
    with pytest.raises(SourceError, match=r"boxes\.csv"):
        check(sources_copy)
    (sources_copy / "plan" / "boxes.csv").unlink()
    with pytest.raises(SourceError, match=r"missing source table boxes\.csv"):
        check(sources_copy)


def test_broken_geometry(sources_copy):
    (sources_copy / "geometry" / "rivers.geojson").write_text("{")
    with pytest.raises(SourceError, match=r"rivers\.geojson"):
        check(sources_copy)
