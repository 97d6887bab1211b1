"""Shortlists in GIS formats, what every file must carry, and the command line's part in it."""

import html
import io
import json
import re
import sqlite3
import zipfile
from dataclasses import replace

import geopandas as gpd
import pyarrow.parquet as pq
import pytest
import shapely
from PIL import Image

from geo.cli.output import ticking
from geo.errors import UnknownValueError
from geo.export.fields import ascii_names, records, short_names
from geo.export.numbered_markers import MOST_NUMBERED
from geo.export.registry import FORMATS
from geo.model import Datum
from geo.shortlist import link
from geo.shortlist.drift import pick
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist, own_item
from tests.export.conftest import AMOUNTS, HOSTILE, run
from tests.export.test_gis import GIS, read_with_gdal


@pytest.mark.parametrize("name", GIS)
def test_gdal_reads_own_places_and_columns(name, listed, save, tmp_path):
    path = save(FORMATS[name].write(listed), f"shortlist.{FORMATS[name].extension}")
    rows = read_with_gdal(path, tmp_path)
    placed = listed.places[listed.places.geometry.notna()]
    assert set(rows) == set((placed if name == "shp" else listed.places)["id"])
    columns = [str(column) for column in listed.places.columns]
    names = {"shp": short_names, "kml": ascii_names}.get(name, lambda same: {n: n for n in same})
    named = names(columns)
    budget, why, remark = (named[column] for column in ("own_预算", "why", "remark"))
    for place, text, amount in zip(listed.places["id"][2:-1], HOSTILE, AMOUNTS, strict=True):
        row = rows[place]
        assert row["name_zh"] == row[remark] == text
        assert row[why] == f"因为 {text}"
        assert row[budget] == amount
        shape = listed.places.set_index("id").geometry[place]
        assert shapely.distance(shapely.from_wkt(row["WKT"]), shape) < 2e-6
    assert "LINESTRING" in rows["min-river"]["WKT"]
    assert "POLYGON" in rows["anyue-lemon"]["WKT"]


def test_geoparquet_keeps_own_columns_and_ranks(listed, save):
    back = gpd.read_parquet(save(FORMATS["parquet"].write(listed), "shortlist.parquet"))
    assert list(back["own_预算"])[2:-1] == AMOUNTS
    assert list(back["rank"].astype("Int64"))[:2] == [10, 9]
    assert back["score"].iloc[1] == pytest.approx(0.1)
    assert list(back["tags"].iloc[2]) == ["标签", "=1+1"]


def texts(name, made, save):
    """Everything that a file says, as other programs find it."""
    content = FORMATS[name].write(made)
    if name == "pdf":
        return run("pdftotext", "-raw", save(content, "x.pdf"), "-")
    if name == "png":
        picture = Image.open(io.BytesIO(content))
        picture.load()
        return picture.text["Description"]
    if name == "gpkg":
        with sqlite3.connect(save(content, "x.gpkg")) as database:
            return "\n".join(
                str(row)
                for table in ("about", "sources", "places")
                for row in database.execute(f"SELECT * FROM {table}")
            )
    if name == "parquet":
        table = pq.read_table(io.BytesIO(content))
        about = json.loads(table.schema.metadata[b"shutu"])
        return str(about) + str(table.drop_columns("geometry").to_pylist())
    if name in ("xlsx", "shp"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [archive.read(file) for file in archive.namelist()]
        return html.unescape("\n".join(part.decode("utf-8-sig", "ignore") for part in inside))
    message = content.decode("utf-8-sig")
    return html.unescape(html.unescape(message)) if name in ("kml", "svg", "html") else message


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_says_what_it_is(name, dataset, save):
    """Filter, link, build, date, datum, boundary note; precision and sources of each place."""
    address = "https://example.org/?sector=rural"
    made = dataset(sector="乡村", relation="named", link=address, datum=Datum.GCJ02)
    message = texts(name, made, save)
    flat = "".join(message.split())
    fixed = FORMATS[name].always_wgs84
    for fact in made.facts(Datum.WGS84 if fixed else None):
        if name != "csv" or fact.key not in ("title", "count"):
            assert "".join(fact.text.split())[:60] in flat, fact.key
    assert ("WGS84" if fixed else "GCJ-02") in flat
    titles = {source["id"]: "".join(source["title"].split()) for source in made.sources}
    for row in records(made.places.drop(columns="geometry")):
        assert row["precision_label"] in flat
        if row["uncertainty_m"] is not None:
            metres = int(row["uncertainty_m"])
            assert str(metres) in flat or f"±{round(metres / 1000, 1):g}公里" in flat
        assert all(titles[source] in flat for source in row["sources"])


def test_the_list_says_where_it_comes_from_and_what_changed(catalog, dataset):
    then = pick(catalog, ["sanxingdui"])[0].snapshot
    shortlist = Shortlist(
        name="考察",
        items=(
            Item("sanxingdui", snapshot=replace(then, precision="locality", uncertainty_m=3000)),
            Item("once-there", snapshot=Position(103.0, 30.0, "site")),
            Item("min-river"),
        ),
        build="0123456789ab",
        filter=(("sector", "tourism"),),
    )
    made = dataset(shortlist=shortlist)
    facts = {fact.key: fact.text for fact in made.facts()}
    assert list(made.places["id"]) == ["sanxingdui", "min-river"]
    assert facts["origin"] == "领域：旅游（数据版本 0123456789ab）"
    assert facts["drift"].split("；") == [
        "三星堆：精度变化：大致位置 ±3 公里 → 场址 ±1 公里",
        "once-there：已不在名录中",
    ]
    assert "“考察”" in facts["filter"]


def test_what_never_was_a_place_is_a_mistake_and_not_gone(dataset):
    with pytest.raises(UnknownValueError, match="sanxingdui"):
        dataset(shortlist=Shortlist(items=(Item("sanxingdu"),)))


def test_own_places_pass_no_filter(dataset):
    shortlist = Shortlist(items=(own_item(OwnPlace("村")), Item("sanxingdui")))
    assert list(dataset(shortlist=shortlist, sector="旅游").places["id"]) == ["sanxingdui"]
    assert len(dataset(shortlist=shortlist).places) == 2


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_own_places_are_shifted_like_all_others(datum, dataset):
    shortlist = Shortlist(items=(own_item(OwnPlace("村", 104.1, 30.6, "site")),))
    plain, moved = dataset(shortlist=shortlist), dataset(shortlist=shortlist, datum=datum)
    away = moved.converted.geometry[0].distance(plain.places.geometry[0])
    assert 0.001 < away < 0.02
    assert (moved.table["lon"][0], moved.table["lat"][0]) == pytest.approx(
        shapely.get_coordinates(moved.converted.geometry[0])[0], abs=1e-6
    )


def test_a_cluster_of_own_places_is_drawn(dataset, save):
    places = (
        own_item(OwnPlace(f"村{n}", 102 + n % 40 / 10, 28 + n // 40 / 10, "site"))
        for n in range(MOST_NUMBERED + 50)
    )
    made = dataset(shortlist=Shortlist(items=tuple(places)))
    drawn = FORMATS["svg"].write(made).decode()
    discs = re.findall(r"<circle[^>]*><title>(\d+)[：:]", drawn)
    alone = drawn.count("#other-site") - 1  # one stands in the legend
    assert alone + sum(map(int, discs)) == MOST_NUMBERED + 50
    assert str(MOST_NUMBERED + 50) in drawn


def test_long_work_says_that_it_goes_on():
    message = io.StringIO()
    with ticking("making pdf", message, every_s=0.01):
        while message.getvalue().count("\n") < 3:
            pass
    lines = message.getvalue().splitlines()
    assert lines[0] == "making pdf …"
    assert lines[1].endswith(" s")


def test_the_link_of_chosen_places_leads_back_to_them(tmp_path, capfd, monkeypatch):
    from geo.__main__ import main

    monkeypatch.setenv("SHUTU_URL", "https://map.example.org/shutu")
    path = tmp_path / "x.geojson"
    assert (
        main(["export", "--ids", "min-river,sanxingdui", "--format", "geojson", "-o", str(path)])
        == 0
    )
    address = json.loads(path.read_text(encoding="utf-8"))["about"]["link"]
    before, code = address.split("?items=")
    assert before == "https://map.example.org/shutu/shortlist"
    assert link.decode(code).ids == ("min-river", "sanxingdui")
    main(
        [
            "export",
            "--sector",
            "能源",
            "--lang",
            "en",
            "--format",
            "geojson",
            "--force",
            "-o",
            str(path),
        ]
    )
    about = json.loads(path.read_text(encoding="utf-8"))["about"]
    assert about["link"] == "https://map.example.org/shutu/?sector=energy&lang=en"
