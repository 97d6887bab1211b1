"""The background of the settings: what is taken, what is refused, and with which words."""

from __future__ import annotations

import pytest

from geo.errors import SettingError
from geo.mapping.background import read_background
from tests.support.tiles import png, write_mbtiles, write_pmtiles

TIANDITU = "https://t0.tianditu.gov.cn/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"
GOOD = {"": TIANDITU, "_KEY": "k&y", "_DATUM": "CGCS2000", "_ATTRIBUTION": "天地图"}


@pytest.fixture
def give(monkeypatch):
    """Set the settings by the ends of their names, and read."""

    def read(values):
        for end in ("", "_KEY", "_DATUM", "_ATTRIBUTION"):
            monkeypatch.delenv(f"SHUTU_BACKGROUND{end}", raising=False)
        for end, value in values.items():
            monkeypatch.setenv(f"SHUTU_BACKGROUND{end}", str(value))
        return read_background()

    return read


def test_there_is_none_by_default(give):
    assert give({}) is None
    assert give({"": " "}) is None


def test_an_address_gets_its_key_and_names_its_origin(give):
    found = give(GOOD)
    assert found.origin == "https://t0.tianditu.gov.cn"
    assert found.address.endswith("TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=k%26y")
    data = found.as_json("/shutu")
    assert data["host"] == "t0.tianditu.gov.cn"
    assert data["address"] == found.address
    assert data["attribution"] == "天地图"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"": "https://t.example/{z}/{x}.png"}, "lacks {y}"),
        ({"": "ftp://t.example/{z}/{x}/{y}"}, "http"),
        ({"": "https://t.example; script-src */{z}/{x}/{y}"}, "plain host"),
        ({"": "https://{z}.example/{x}/{y}"}, "plain host"),
        ({"": "https://user@t.example/{z}/{x}/{y}"}, "plain host"),
        ({"": "https://[::1/{z}/{x}/{y}"}, "plain host"),
        ({"_KEY": ""}, "_KEY is empty"),
        ({"_ATTRIBUTION": ""}, "_ATTRIBUTION"),
        ({"_DATUM": ""}, "_DATUM must say"),
        ({"_DATUM": "GCJ-02"}, "gcj02"),
        ({"_DATUM": "bd09"}, "bd09"),
        ({"_DATUM": "mars"}, "unknown"),
        ({"": "https://webrd01.is.autonavi.com/{z}/{x}/{y}", "_DATUM": "wgs84"}, "gcj02"),
        ({"": "nowhere.mbtiles"}, "not there"),
        ({"": "plan.txt"}, "neither"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(give, changed, words):
    with pytest.raises(SettingError) as caught:
        give(GOOD | changed)
    message = str(caught.value)
    assert words in message
    assert message.startswith("SHUTU_BACKGROUND: ")
    assert "no background" in message
    assert "\n" not in message
    assert "k&y" not in message


def test_rows_of_mbtiles_are_counted_from_the_south(give, tmp_path):
    south, north = png(1, 1, 1, 1), png(2, 2, 2, 1)
    path = write_mbtiles(tmp_path / "a.mbtiles", {(1, 0, 0): south, (1, 0, 1): north})
    found = give({"": path})
    assert found.is_local
    assert found.tiles.tile(1, 0, 0) == north
    assert found.tiles.tile(1, 0, 1) == south
    assert found.tiles.tile(1, 1, 1) is None
    assert found.zooms == (1, 1)
    assert found.as_json("/shutu")["address"].startswith("/shutu/background/{z}/{x}/{y}?v=")


def test_pmtiles_are_read_with_their_source(give, tmp_path):
    tiles = {(0, 0, 0): png(1, 1, 1, 1), (1, 1, 0): png(2, 2, 2, 1)}
    found = give({"": write_pmtiles(tmp_path / "a.pmtiles", tiles)})
    assert {place: found.tiles.tile(*place) for place in tiles} == tiles
    assert found.tiles.tile(1, 0, 0) is None
    assert found.zooms == (0, 1)
    assert found.attribution == "P & Q"
    assert found.as_json("")["bounds"] == [-180, -85, 180, 85]


@pytest.mark.parametrize("name", ["a.mbtiles", "a.pmtiles"])
@pytest.mark.parametrize("content", [b"", b"not a map" * 100])
def test_a_damaged_file_is_no_background(give, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SettingError, match="cannot be read"):
        give({"": tmp_path / name, "_ATTRIBUTION": "A"})


def test_tiles_of_an_unknown_kind_are_refused(give, tmp_path):
    path = write_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): b"x"}, kind="tiff")
    with pytest.raises(SettingError, match="tiff"):
        give({"": path})


def test_a_file_of_a_shifted_map_is_refused(give, tmp_path):
    path = write_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): png(1, 1, 1, 1)})
    with pytest.raises(SettingError, match="gcj02"):
        give({"": path, "_DATUM": "gcj02"})


def test_another_state_of_a_file_has_another_address(give, tmp_path):
    path = write_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): png(1, 1, 1, 1)})
    first = give({"": path}).address
    path.unlink()
    write_mbtiles(path, {(0, 0, 0): png(2, 2, 2, 256)})
    assert give({"": path}).address != first
