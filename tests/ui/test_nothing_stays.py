"""What visitors bring by any door is gone from the server, memory and disk, after they have left.

A real server, visitors over websockets, and a walk through all objects of the server's process.
Each door has a word of its own, so that a word that is left names its door.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from multiprocessing.connection import Client
from pathlib import Path
from socket import socket
from typing import Any

import geopandas as gpd
import openpyxl
import pytest
import shapely

from geo import i18n, settings
from geo.model import Precision
from geo.shortlist import link
from geo.shortlist.file import to_json
from geo.shortlist.model import Item, OwnPlace, Shortlist, own_item
from geo.ui import session_end
from tests.ingest.area_files import zipped
from tests.ingest.hostile import shapefile
from tests.ingest.own_layer_files import CHENGDU, pmtiles, png
from tests.support.health import wait_until_healthy
from tests.ui.visitor import Visitor

pytestmark = pytest.mark.timeout(900)  # a busy machine walks slowly
PREFIX = "zqxw"
LON, LAT = 103.71397, 30.91723  # of a point and of the corner of an area
KEPT_S = 6  # how long the server keeps a session without a browser
AREA = shapely.box(LON, LAT, 104.5, 31.5)
KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>{name}</name><Polygon>'
    "<outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing>"
    "</outerBoundaryIs></Polygon></Placemark></kml>"
)
LAYER = re.compile(r"/export/session/layer/[\w-]+(?:/\{z\}/\{x\}/\{y\})?")
HEAP = Path(__file__).with_name("heap_server.py")


class Server:
    """The server, and what is left in it."""

    def __init__(self, folder: Path) -> None:
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.folder, self.door = folder / "temporary", str(folder / "door")
        self.folder.mkdir()
        self.output = (folder / "output.txt").open("w+", encoding="utf-8")
        options = {"port": port, "headless": "true", "disconnectedSessionTTL": KEPT_S}
        arguments = [
            part for name, value in options.items() for part in (f"--server.{name}", str(value))
        ]
        self.process = subprocess.Popen(
            [sys.executable, str(HEAP), self.door, *arguments],
            cwd=settings.ROOT,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(settings.ROOT), "TMPDIR": str(self.folder)},
        )
        wait_until_healthy(self.address)

    def ask(self, question: list[Any] | None) -> Any:
        """What the server's second door answers (`heap_server.py`)."""
        with Client(self.door) as connection:
            connection.send(question)
            return connection.recv()

    def in_memory(self) -> dict[str, list[str]]:
        """The words of doors in the memory of the server → what holds them."""
        found: dict[str, list[str]] = self.ask([PREFIX, LON])
        return found

    def wait_for_ends(self) -> None:
        """Until the sessions that have lost their visitors by now are ended and cleaned up."""
        ended = time.monotonic() + KEPT_S - session_end.EARLY_S
        until = ended + 60
        while self.ask(None) <= ended and time.monotonic() < until:
            time.sleep(0.5)

    def on_disk(self) -> list[str]:
        """Temporary and public files, and the log, with a word of a door in name or content."""
        self.output.flush()
        folders = (self.folder, settings.ROOT / "static")
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        files.append(Path(self.output.name))
        word = PREFIX.encode()
        return [
            str(path) for path in files if PREFIX in path.name or word in path.read_bytes().lower()
        ]


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("nothing-stays")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUTU_BUILT", str(built))
        patch.setenv("SHUTU_SHORTLISTS", f"sqlite:///{folder / 'shortlists.sqlite'}")
        server = Server(folder)
    yield server
    server.process.terminate()
    server.process.wait(timeout=20)
    server.output.close()


def table(word: str) -> list[list[str]]:
    """A list with words of its door in header, name, region and another cell."""
    return [
        [f"{word}header", "项目名称", "区县"],
        ["1", f"永丰村{word}name", "眉山市"],
        ["2", f"都江堰{word}name", "成都市"],
        ["3", "三河村", f"{word}region市"],
        [f"{word}cell", "岷江", "阿坝州"],
    ]


def as_csv(rows: list[list[str]]) -> bytes:
    return "\r\n".join(",".join(row) for row in rows).encode()


def as_xlsx(rows: list[list[str]], *sheets: str) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_geojson(*properties: dict[str, str], geometry: shapely.Geometry) -> bytes:
    shape = json.loads(shapely.to_geojson(geometry))
    features = [{"type": "Feature", "properties": one, "geometry": shape} for one in properties]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def bring_lists(server: Server) -> list[Visitor]:
    """The page of lists, by each of its ways in; two visitors at once."""
    files, texts = (Visitor(server.address, "locate") for _ in range(2))
    files.upload("locate_file_0", f"{PREFIX}csvfile.csv", as_csv(table(f"{PREFIX}csv")))
    files.press("locate_start")
    assert files.download("下载 XLSX").startswith(b"PK")
    files.press("locate_leave")
    sheets = (f"{PREFIX}sheet", f"{PREFIX}other")
    book = as_xlsx(table(f"{PREFIX}xlsx"), *sheets)
    files.upload("locate_file_1", f"{PREFIX}xlsxfile.xlsx", book)
    files.press("locate_start")
    files.press("locate_leave")
    features = [
        {f"{PREFIX}key": row[0], "name": f"{PREFIX}feature{row[1]}"} for row in table(PREFIX)
    ]
    given = as_geojson(*features, geometry=shapely.Point(LON, LAT))
    files.upload("locate_file_2", f"{PREFIX}geojsonfile.geojson", given)
    files.press("locate_start")
    texts.choose("locate_way", 1)
    texts.type("locate_pasted", "\n".join("\t".join(row) for row in table(f"{PREFIX}pasted")))
    texts.press("locate_take_lines")
    texts.press("locate_start")
    texts.press("locate_leave")
    texts.choose("locate_way", 0)
    texts.upload("locate_file_0", f"{PREFIX}brokenfile.xlsx", f"{PREFIX}broken".encode())
    texts.choose("locate_way", 2)
    texts.type("locate_text", f"在眉山市永丰村{PREFIX}running建设元宇宙平台,都江堰也有。")
    texts.press("locate_take_text")
    return [files, texts]


def bring_filters(server: Server, folder: Path) -> list[Visitor]:
    """The explore page: its address, search box, point and areas."""
    address = {"q": f"{PREFIX}address", "near": f"{LON},{LAT},50", f"{PREFIX}parameter": "1"}
    linked = Visitor(server.address, **address, site=f"{PREFIX}site", sector=f"{PREFIX}sector")
    linked.type("q", f"{PREFIX}search")
    typed = Visitor(server.address)
    typed.type("reach_point", f"{LON}, {LAT}")
    typed.type("reach_point", f"{PREFIX}point")
    typed.type("reach_area", f"{LON}, {LAT}, 104.5, 31.5")
    typed.type("reach_area", f"{PREFIX}typedarea")
    gpd.GeoSeries([AREA], crs=4326).to_file(folder / "area.gpkg", layer=f"{PREFIX}layer")
    ring = " ".join(f"{lon},{lat}" for lon, lat in AREA.exterior.coords)
    areas = [
        ("geojson", as_geojson({"name": f"{PREFIX}property"}, geometry=AREA)),
        ("kml", KML.format(name=f"{PREFIX}placemark", ring=ring).encode()),
        ("kmz", zipped({"doc.kml": KML.format(name=f"{PREFIX}kmz", ring=ring).encode()})),
        ("gpkg", (folder / "area.gpkg").read_bytes()),
        ("zip", shapefile([list(AREA.exterior.coords)])),
        ("json", f'{{"type": "{PREFIX}badarea"}}'.encode()),
    ]
    for number, (ending, content) in enumerate(areas):
        typed.upload(f"reach_file_{number}", f"{PREFIX}area{ending}.{ending}", content)
    assert f"{PREFIX}areazip" in typed.text
    typed.type("indicator_source_0", i18n.text("zh", "indicator.table"))
    rows = [["市州", f"{PREFIX}rate"], ["成都市", "5"], [f"{PREFIX}nowhere", "6"]]
    typed.upload("indicator_file_0", f"{PREFIX}indicator.csv", as_csv(rows))
    typed.type("indicator_own_title_0", f"{PREFIX}heading")
    assert f"{PREFIX}nowhere" in typed.text
    typed.type("reach_name", f"{PREFIX}areaname")
    typed.type("reach_point_name", f"{PREFIX}circlename")
    return [linked, typed]


def bring_shortlists(server: Server) -> list[Visitor]:
    """The page of shortlists: file, link, edits of the table, own tables for criteria."""
    own = own_item(
        OwnPlace(
            f"{PREFIX}ownplace",
            LON,
            LAT,
            Precision.SITE,
            500,
            columns=((f"{PREFIX}owncolumn", "1"),),
        )
    )
    listed = Shortlist(name=f"{PREFIX}filelist", items=(own, Item("dujiangyan", f"{PREFIX}note")))
    linked = Shortlist(name=f"{PREFIX}linklist", items=(Item("min-river", f"{PREFIX}linknote"),))
    code = link.encode(linked)
    assert code
    filed = Visitor(server.address, "shortlist")
    filed.press("shortlist_open")
    filed.upload("shortlist_file_0", f"{PREFIX}jsonfile.json", to_json(listed).encode())
    list_id = json.loads(filed.elements["shortlist_table"].json)["list"]
    cell = {"list": list_id, "place": own.id, "step": 1}
    typed = [
        {**cell, "number": 1, "field": "note", "value": f"{PREFIX}typednote"},
        {**cell, "number": 2, "field": "tags", "value": f"{PREFIX}tag"},
    ]
    filed.report("shortlist_table", "edits", typed)
    filed.press("shortlist_more")
    filed.type("shortlist_name", f"{PREFIX}renamed")
    assert f"{PREFIX}typednote".encode() in filed.download("下载 CSV")
    rows = [
        ["名称", f"{PREFIX}bookmeasure"],
        [f"{PREFIX}ownplace", "5"],
        [f"{PREFIX}bookunmatched", "x"],
    ]
    book = as_xlsx(rows, f"{PREFIX}firstsheet", f"{PREFIX}secondsheet")
    filed.choose("shortlist_panel", 1)
    filed.upload("own_column_file_0", f"{PREFIX}criteria.xlsx", book)
    filed.type("own_column_sheet", f"{PREFIX}secondsheet")
    assert f"{PREFIX}bookunmatched" in filed.text
    filed.press("own_column_use")
    from_link = Visitor(server.address, "shortlist", **{link.CONTENT: code})
    from_link.choose("shortlist_panel", 1)
    rows = [["名称", f"{PREFIX}measure"], ["岷江", "5"], [f"{PREFIX}unmatched", "x"]]
    from_link.upload("own_column_file_0", f"{PREFIX}measures.csv", as_csv(rows))
    assert f"{PREFIX}unmatched" in from_link.text
    for name, start in (("svg", b"<?xml"), ("pdf", b"%PDF")):
        from_link.type("export_panel_format", i18n.text("zh", f"export_panel.{name}"))
        assert from_link.download(f"下载 {name.upper()}").startswith(start)
    return [filed, from_link]


def bring_layers(server: Server, folder: Path) -> list[Visitor]:
    """Own layers: one that is shown, tiles, a file of which none was chosen, and a bad one."""
    shown = Visitor(server.address)
    given = as_geojson(
        {f"{PREFIX}layerkey": f"{PREFIX}layervalue"}, geometry=shapely.Point(LON, LAT)
    )
    shown.upload("own_file_0", f"{PREFIX}layerfile.geojson", given)
    shown.upload("own_file_1", f"{PREFIX}tilefile.pmtiles", pmtiles({CHENGDU: png()}))
    for layer in ("one", "two"):
        gpd.GeoSeries([AREA], crs=4326).to_file(folder / "two.gpkg", layer=f"{PREFIX}{layer}layer")
    shown.upload("own_file_2", f"{PREFIX}waiting.gpkg", (folder / "two.gpkg").read_bytes())
    shown.upload("own_file_3", f"{PREFIX}badlayer.kml", f"<{PREFIX}badkml>".encode())
    assert f"{PREFIX}layerfile" in shown.text
    assert f"{PREFIX}twolayer" in shown.text
    return [shown]


def layer_status(server: Server, path: str) -> int:
    """How the server answers at the address of a layer."""
    try:
        with urllib.request.urlopen(server.address + path) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(scope="module")
def visitors(server: Server, tmp_path_factory: pytest.TempPathFactory) -> list[Visitor]:
    """They are all there at the same time, and then leave."""
    folder = tmp_path_factory.mktemp("areas")
    here = [*bring_lists(server), *bring_filters(server, folder), *bring_shortlists(server)]
    here += bring_layers(server, folder)
    for one in here:
        one.run()
    return here


def test_while_they_are_there_the_walk_finds_what_they_brought(server, visitors):
    """Otherwise the next test would prove nothing."""
    found = server.in_memory()
    brought = (
        "csvname",
        "layervalue",
        "twolayer",
        "tilefile",
        "xlsxregion",
        "feature",
        "pastedcell",
        "running",
        "search",
        "areazip",
        "areaname",
        "circlename",
        "ownplace",
        "typednote",
        "linknote",
        "unmatched",
        "csvfile",
        "criteria",
        "secondsheet",
        "bookmeasure",
        "bookunmatched",
        "rate",
        "nowhere",
        "heading",
    )
    assert {f"{PREFIX}{word}" for word in brought} | {"number"} <= set(found)


def test_nobody_sees_what_another_visitor_brought(visitors):
    for one in visitors:
        others = [other.brought(PREFIX) for other in visitors if other is not one]
        foreign = set().union(*others) - one.brought(PREFIX)
        assert foreign
        assert one.words(PREFIX) & foreign == set()


def test_after_they_have_left_nothing_is_in_memory_or_on_the_disk(server, visitors):
    layers = sorted(set(LAYER.findall(visitors[-1].text)))
    paths = [path.replace("{z}/{x}/{y}", "/".join(map(str, CHENGDU))) for path in layers]
    assert [layer_status(server, path) for path in paths] == [200, 200]
    for one in visitors:
        one.leave()
    server.wait_for_ends()
    assert server.in_memory() == {}
    assert [layer_status(server, path) for path in paths] == [404, 404]
    assert server.on_disk() == []
