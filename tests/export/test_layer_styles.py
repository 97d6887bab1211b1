"""Styles for GIS programs: layers open as the map draws them. Nobody else's renderer is here, so
their documents are read with lxml, and their rules are applied to what GDAL reads of the layers.
"""

import base64
import re
import sqlite3
import zipfile

import geopandas as gpd
import pytest
from lxml import etree

from geo.export.layer_styles import LAYERS, layer_styles
from geo.export.registry import FORMATS
from geo.export.sld import OGC, SLD, XLINK
from geo.i18n import LANGUAGES
from geo.mapping.features import map_features
from geo.mapping.symbols import feature_svg
from geo.model import Datum, Relation

Q = {"s": SLD, "o": OGC}
# What may stand in what, in this order: the part of the schema of SLD 1.0.0 (OGC 02-070) and of
# Filter 1.0.0 (OGC 02-059) that is used here.
CONTENTS = {
    "StyledLayerDescriptor": "(NamedLayer )+",
    "NamedLayer": "Name (UserStyle )+",
    "UserStyle": "Name (FeatureTypeStyle )+",
    "FeatureTypeStyle": "(Rule )+",
    "Rule": "Name Title Filter (PointSymbolizer |LineSymbolizer |PolygonSymbolizer )+",
    "PointSymbolizer": "(Graphic )?",
    "LineSymbolizer": "(Stroke )?",
    "PolygonSymbolizer": "(Fill )?(Stroke )?",
    "Graphic": "(ExternalGraphic |Mark )*(Opacity )?(Size )?(Rotation )?",
    "ExternalGraphic": "OnlineResource Format ",
    "Mark": "(WellKnownName )?(Fill )?(Stroke )?",
    "Fill": "(CssParameter )*",
    "Stroke": "(CssParameter )*",
    "Filter": "(And |Or )",
    "And": "((Or |PropertyIsEqualTo |PropertyIsNotEqualTo |PropertyIsLike ){2,})",
    "Or": "((PropertyIsEqualTo |PropertyIsLike ){2,})",
    "PropertyIsEqualTo": "PropertyName Literal ",
    "PropertyIsNotEqualTo": "PropertyName Literal ",
    "PropertyIsLike": "PropertyName Literal ",
}
LEAVES = {"Name", "Title", "Format", "WellKnownName", "Size", "CssParameter", "OnlineResource"}
LEAVES |= {"PropertyName", "Literal"}


@pytest.fixture
def styled(save):
    """The styles of the GeoPackage of a dataset, by layer: its file, QML and SLD."""

    def read(made):
        path = save(FORMATS["gpkg"].write(made), "styled.gpkg")
        with sqlite3.connect(path) as database:
            rows = database.execute(
                "SELECT f_table_name, styleQML, styleSLD, f_geometry_column, useAsDefault, "
                "f_table_catalog, f_table_schema FROM layer_styles"
            ).fetchall()
        assert {row[3:] for row in rows} == {("geom", 1, "", "")}
        return path, {row[0]: (document(row[1]), document(row[2])) for row in rows}

    return read


def document(text):
    return etree.fromstring(text.encode(), etree.XMLParser(no_network=True))


def wanted_symbols(made):
    """id → the symbol of the place on the map."""
    rows = made.places.drop(columns="geometry").to_dict("records")
    return {feature.id: feature_svg(feature.style) for feature in map_features(rows)}


def chosen(filter_text, row):
    """Whether a rule takes a row: SQLite reads its expression like QGIS."""
    with sqlite3.connect(":memory:") as database:
        names = [name for name in row if f'"{name}"' in filter_text]
        columns = ", ".join(f'? AS "{name}"' for name in names)
        values = [row[name] for name in names]
        query = f"SELECT {filter_text} FROM (SELECT {columns})"
        return bool(database.execute(query, values).fetchone()[0])


def qml_symbol(qml, row):
    """The symbol that QGIS draws for a row of a layer."""
    rules = [rule for rule in qml.iter("rule") if chosen(rule.get("filter"), row)]
    assert len(rules) == 1  # none twice, none not at all
    number = rules[0].get("symbol")
    symbol = next(s for s in qml.find(".//symbols") if s.get("name") == number)
    name = symbol.xpath(".//layer[@class='SvgMarker']/prop[@k='name']/@v")[0]
    return base64.b64decode(name.removeprefix("base64:")).decode()


def sld_symbol(sld, row):
    """The symbol that a reader of SLD draws for a row of a layer."""
    rules = [
        rule for rule in sld.iterfind(".//s:Rule", Q) if holds(rule.find("o:Filter/*", Q), row)
    ]
    assert len(rules) == 1
    address = rules[0].find(".//s:OnlineResource", Q).get(f"{{{XLINK}}}href")
    return base64.b64decode(address.removeprefix("data:image/svg+xml;base64,")).decode()


def holds(condition, row):
    kind = etree.QName(condition).localname
    if kind in ("And", "Or"):
        return (all if kind == "And" else any)(holds(part, row) for part in condition)
    value = str(row[condition.findtext("o:PropertyName", namespaces=Q)])
    literal = condition.findtext("o:Literal", namespaces=Q)
    if kind == "PropertyIsLike":
        parts = map(re.escape, literal.split(condition.get("wildCard")))
        return re.fullmatch(".*".join(parts), value) is not None
    return (value == literal) == (kind == "PropertyIsEqualTo")


@pytest.mark.parametrize("name", ["everything", "listed", "hostile"])
def test_every_place_of_a_geopackage_has_the_symbol_of_the_map(name, request, styled):
    made = request.getfixturevalue(name)
    path, styles = styled(made)
    wanted, seen = wanted_symbols(made), 0
    for layer, (qml, sld) in styles.items():
        rows = gpd.read_file(path, layer=layer)
        assert set(rows.geom_type) <= set(LAYERS[layer])
        for row in rows.drop(columns="geometry").to_dict("records"):
            assert qml_symbol(qml, row) == sld_symbol(sld, row) == wanted[row["id"]]
            seen += 1
    assert seen == made.places.geometry.notna().sum()


def test_the_shapefiles_have_their_styles_beside_them(everything, save):
    path = save(FORMATS["shp"].write(everything), "styled.zip")
    wanted = wanted_symbols(everything)
    with zipfile.ZipFile(path) as archive:
        for layer in LAYERS:
            qml = document(archive.read(f"{layer}.qml").decode())
            sld = document(archive.read(f"{layer}.sld").decode())
            rows = gpd.read_file(f"/vsizip/{path}/{layer}.shp").drop(columns="geometry")
            for row in rows.to_dict("records"):
                assert qml_symbol(qml, row) == sld_symbol(sld, row) == wanted[row["id"]]
            assert qml.find(".//text-style").get("fieldName") in rows


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("datum", [Datum.WGS84, Datum.GCJ02])
def test_about_names_the_files_that_are_there(lang, datum, dataset, save):
    path = save(FORMATS["shp"].write(dataset(sector="旅游", datum=datum, lang=lang)), "a.zip")
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        about = archive.read("about.txt").decode("utf-8-sig")
    named = set(re.findall(r"[a-z0-9_]+\.(?:shp|qml|sld|csv)", about))
    assert named == {name for name in names if name.endswith((".shp", ".qml", ".sld", ".csv"))}
    assert {name.rpartition(".")[0] for name in names if name.endswith(".shp")} == {
        name.rpartition(".")[0] for name in names if name.endswith(".qml")
    }


@pytest.mark.parametrize("name", ["everything", "listed"])
def test_sld_has_what_its_standard_allows_in_that_order(name, request, styled):
    _, styles = styled(request.getfixturevalue(name))
    for _, sld in styles.values():
        assert sld.tag == f"{{{SLD}}}StyledLayerDescriptor"
        assert sld.get("version") == "1.0.0"
        for element in sld.iter():
            here = etree.QName(element)
            inside = "".join(f"{etree.QName(child).localname} " for child in element)
            if here.localname in LEAVES:
                assert not inside
            else:
                assert re.fullmatch(CONTENTS[here.localname], inside)
        likes = sld.findall(".//o:PropertyIsLike", Q)
        assert all({"wildCard", "singleChar", "escape"} == set(like.attrib) for like in likes)


def test_a_style_says_which_geometry_it_is_for(everything, styled):
    _, styles = styled(everything)
    # What QGIS compares before it takes a style: 0 points, 1 lines, 2 polygons.
    kinds = {layer: qml.findtext("layerGeometryType") for layer, (qml, _) in styles.items()}
    assert kinds == {"points": "0", "lines": "1", "areas": "2"}
    for layer, symbol in (("points", "marker"), ("lines", "line"), ("areas", "fill")):
        qml = styles[layer][0]
        assert qml.get("labelsEnabled") == "1"
        assert {one.get("type") for one in qml.find(".//symbols")} == {symbol}


def test_the_legend_has_sectors_in_the_order_of_the_plan_and_stations_last(everything):
    columns = {str(name): str(name) for name in everything.table.columns}
    order = list(everything.sectors)
    for style in layer_styles(everything, columns):
        named = [rule for rule in style.rules if not rule.key.station]
        assert [rule.key.station for rule in style.rules] == sorted(
            rule.key.station for rule in style.rules
        )
        places = [order.index(rule.sector) for rule in named]
        assert places == sorted(places)
    assert Relation.DERIVED == "derived"  # as the rules have it


def test_a_view_shows_what_is_edited_in_the_layer(everything, save):
    path = save(FORMATS["gpkg"].write(everything), "edited.gpkg")
    before = {layer: len(gpd.read_file(path, layer=layer)) for layer in LAYERS}
    assert sum(before.values()) == everything.places.geometry.notna().sum()
    with sqlite3.connect(path) as database:
        database.create_function("ST_IsEmpty", 1, lambda shape: shape is None)
        database.execute("DROP TRIGGER IF EXISTS trigger_delete_feature_count_places")
        database.execute("DELETE FROM places WHERE fid = (SELECT min(fid) FROM lines)")
    assert len(gpd.read_file(path, layer="lines")) == before["lines"] - 1
