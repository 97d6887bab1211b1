"""What the browser loads once is published whole, by however many servers at once."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from fontTools.ttLib import TTFont

from geo import settings
from geo.errors import ArtefactError
from geo.ui import asset_files, static
from geo.ui.component import module_component
from geo.ui.widgets import theme

SERVERS = 8


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}


def test_servers_that_start_at_once_do_not_disturb_each_other(built, tmp_path, monkeypatch):
    """As on a fresh machine, where a kiosk and the app are started together."""
    monkeypatch.setattr(static, "STATIC", tmp_path / "alone")
    static.publish(built, "build", None)
    alone = contents(static.STATIC)
    assert len(alone) > 1

    monkeypatch.setattr(static, "STATIC", tmp_path / "together")
    ready = Barrier(SERVERS)

    def start(_):
        ready.wait()
        static.publish(built, "build", None)

    with ThreadPoolExecutor(SERVERS) as servers:
        list(servers.map(start, range(SERVERS)))
    assert contents(static.STATIC) == alone  # and nothing is left half done


def test_a_folder_that_cannot_be_written_is_told_in_plain_words(built, tmp_path, monkeypatch):
    monkeypatch.setattr(static, "STATIC", tmp_path)
    (tmp_path / "build").write_text("a file where the folder should be")
    with pytest.raises(ArtefactError, match="make the folder writable"):
        static.publish(built, "build", None)


def test_the_font_is_published_whole_under_a_name_that_changes_with_it(tmp_path, monkeypatch):
    monkeypatch.setattr(static, "STATIC", tmp_path / "first")
    static.publish_font.cache_clear()
    address = static.publish_font()
    assert re.fullmatch(r"/app/static/[0-9a-f]{12}/font\.css", address)
    folder = tmp_path / "first" / address.split("/")[3]
    sheet = (folder / "font.css").read_text(encoding="utf-8")
    files = set(re.findall(r"url\((.*?)\)", sheet))
    assert files == {path.name for path in folder.glob("*.woff2")}
    assert sheet.count("font-display:swap") == len(files)

    copy = tmp_path / "other"
    shutil.copytree(settings.FONT_DIR, copy)
    with (copy / "sha256sums").open("a", encoding="utf-8") as sums:
        sums.write("0  more.woff2\n")
    monkeypatch.setattr(settings, "FONT_DIR", copy)
    static.publish_font.cache_clear()
    assert static.publish_font() != address
    static.publish_font.cache_clear()


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """An empty static folder, where nothing is taken for published."""
    monkeypatch.setattr(static, "STATIC", tmp_path / "static")
    static.publish_assets.cache_clear()
    yield static.STATIC
    static.publish_assets.cache_clear()


def test_scripts_and_styles_are_published_whole_by_servers_that_start_at_once(fresh):
    publish = static.publish_assets.__wrapped__
    ready = Barrier(SERVERS)

    def start(_):
        ready.wait()
        publish()

    with ThreadPoolExecutor(SERVERS) as servers:
        list(servers.map(start, range(SERVERS)))
    (folder,) = fresh.iterdir()
    assert f"/app/static/{folder.name}/" in static.assets_url("host.js")
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*.*")}
    assert set(found) == set(asset_files.asset_files())
    assert not [name for name in found if ".test" in name or name.endswith((".py", ".ts"))]
    for name, path in found.items():
        for imported in re.findall(
            r'^(?:import|\} from)[^"]* ?"(\..*?)";', path.read_text("utf-8"), re.M
        ):
            assert (path.parent / imported).is_file(), (name, imported)


def test_the_address_of_scripts_and_styles_changes_with_any_of_them(monkeypatch):
    before = static._assets_name.__wrapped__()
    files = asset_files.asset_files()
    for name in ("map/mercator.js", "light.css", "words-en.json"):
        changed = {**files, name: files[name] + " "}
        monkeypatch.setattr(static, "asset_files", lambda changed=changed: changed)
        assert static._assets_name.__wrapped__() != before
    renamed = {name.replace("host.js", "hosts.js"): text for name, text in files.items()}
    monkeypatch.setattr(static, "asset_files", lambda: renamed)
    assert static._assets_name.__wrapped__() != before


def test_without_a_folder_that_can_be_written_pages_have_their_style_and_no_components(
    fresh, monkeypatch
):
    fresh.write_text("a file where the folder should be")
    draw = module_component("shutu_trial", "unload_guard.js")
    assert draw(key="trial", data={}) is None
    assert static.style_element("switch.css") == f"<style>{asset_files.asset('switch.css')}</style>"
    with pytest.raises(ArtefactError, match="make the folder writable"):
        static.publish_assets()


def test_every_character_of_the_font_is_in_a_slice():
    """Ranges may be wider than a file; what no range names would never be loaded."""
    sheet = (settings.FONT_DIR / "web" / "font.css").read_text(encoding="utf-8")
    named = set()
    for text in re.findall(r"unicode-range:([^}]*)", sheet):
        for span in text.replace("U+", "").split(","):
            first, _, last = span.partition("-")
            named |= set(range(int(first, 16), int(last or first, 16) + 1))
    assert set(TTFont(settings.FONT_DIR / "NotoSansSC-Regular.ttf").getBestCmap()) <= named


def test_a_page_is_drawn_without_the_font_where_it_cannot_be_published(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "FONT_DIR", tmp_path)
    static.publish_font.cache_clear()
    with pytest.raises(ArtefactError, match="make the folder writable"):
        static.publish_font()
    assert theme._font() == []
    static.publish_font.cache_clear()
