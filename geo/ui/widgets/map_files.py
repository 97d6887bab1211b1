"""Files shared by all maps of a build, published once for the browser.

The folder is named by a hash of its contents, so the browser can cache it and requests nothing when
language, theme or filter change.
"""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np
import shapely
import streamlit as st

from geo import describe, i18n
from geo.catalog import Catalog
from geo.json_document import Json
from geo.mapping import base, layers
from geo.mapping.choropleth_layer import with_choropleth
from geo.mapping.features import map_features
from geo.mapping.label_room import label_room
from geo.mapping.layer import Layer
from geo.mapping.map_data import map_data, near_shapes, true_shapes
from geo.mapping.theme import ThemeName
from geo.mapping.view import SICHUAN
from geo.model import RegionLevel
from geo.query.filters import EVERY_PLACE
from geo.query.permalink import LEVELS
from geo.query.viewport import SURROUNDINGS, ZOOMS
from geo.schema.rows import in_language
from geo.ui import static
from geo.ui.widgets.boundary import approved_map, map_note

THEMES: tuple[ThemeName, ...] = ("light", "dark")
DECIMALS = 4
TEXTS = (
    "legend",
    "home",
    "zoom_in",
    "zoom_out",
    "compass",
    "full_screen",
    "leave_full_screen",
    "png",
    "keys",
    "failed",
    "cluster",
    "close",
)
BELOW = (
    "in_view",
    "in_view_named",
    "share",
    "share_help",
    "share_without_area",
    "share_without_table",
    "qr",
    "copy",
    "copied",
)
PICTURE = ("made", "date", "north", "file")
SKETCH = (
    *("title", "polygon", "rectangle", "circle", "edit_area", "edit_circle"),
    *("polygon_help", "rectangle_help", "circle_help"),
    *("polygon_edit", "rectangle_edit", "circle_edit"),
    *("finish", "undo", "remove", "cancel"),
    *("finish_key", "undo_key", "remove_key", "cancel_key"),
    *("size", "length", "radius", "crossing", "least", "most", "thin"),
    *("handles", "corner", "middle", "centre", "rim"),
)


def map_folder(catalog: Catalog) -> str:
    """The address of the folder with the files of all maps, without a slash at its end.

    Raises:
        ArtefactError: the static folder cannot be written.
    """
    boundary, _ = approved_map()
    approval = boundary.approval if boundary else None
    return _publish(static.url(catalog.database.build_id), approval, catalog)


def theme_layers(catalog: Catalog, theme: ThemeName) -> list[Layer]:
    """The layers of a look: the ground of every map, then outlines and places as references."""
    boundary, _ = approved_map()
    address = static.url(catalog.database.build_id)
    return _theme_layers(address, theme, boundary is not None, catalog)


def ground_layers(catalog: Catalog, theme: ThemeName) -> list[Layer]:
    """Only the ground: land, borders and rivers, which the browser loads from their addresses, and
    what is drawn over the neighbours."""
    return [layer for layer in theme_layers(catalog, theme) if layer["id"].startswith("base-")]


def sector_names(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Code → name by language of all sectors, in the plan's order."""
    return {
        term.code: {lang: term.label(lang) for lang in i18n.LANGUAGES}
        for term in catalog.codelists.terms("sectors")
    }


def texts(lang: str) -> dict[str, str]:
    """The texts of a map and of what is below it; the browser fills the placeholders in
    braces."""
    return {
        **_templates(lang, "map", TEXTS),
        **_templates(lang, "explore", BELOW),
        **_templates(lang, "picture", PICTURE),
        **{f"sketch_{name}": text for name, text in _templates(lang, "sketch", SKETCH).items()},
        "map": i18n.text(lang, "map.label"),
        "boundary": map_note(lang),
    }


def picture_texts(catalog: Catalog, lang: str) -> dict[str, str]:
    """The title of the picture of a map, and the line on plan and build."""
    database = catalog.database
    document = database.manifest["document"]
    title = in_language(document, "title", lang)
    return {
        "picture_title": i18n.text(lang, "picture.title", title=title),
        "source": i18n.text(
            lang,
            "picture.source",
            title=title,
            number=document["document_number"],
            build=database.build_id,
        ),
    }


def _templates(lang: str, group: str, names: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{name}{end}": template
        for name in names
        for end, template in i18n.forms(lang, f"{group}.{name}").items()
    }


def map_files(catalog: Catalog) -> Json:
    """File name → JSON value of everything that maps of this build share."""
    features = map_features(catalog.places(EVERY_PLACE).to_pylist())
    common = {
        "texts": {lang: texts(lang) | picture_texts(catalog, lang) for lang in i18n.LANGUAGES},
        "home": list(SICHUAN),
        "surroundings": list(SURROUNDINGS),
        "zooms": list(ZOOMS),
        "labelRoom": _label_room(catalog),
    }
    shapes = {feature.id: catalog.spatial.shape(feature.id) for feature in features}
    return {
        "places": map_data(features, catalog.regions.levels, sector_names(catalog)) | common,
        "near": near_shapes(features),
        "geometry": true_shapes(shapes),
        **{f"layers-{theme}": theme_layers(catalog, theme) for theme in THEMES},
        **{f"region-{code}": _outline(catalog, code) for code in catalog.regions.codes},
        **{f"areas-{level}": _areas(catalog, level) for level in LEVELS},
    }


def _areas(catalog: Catalog, level: RegionLevel) -> list[Json]:
    """The regions of a level in the order of their codes, with their names in both languages."""
    at = LEVELS.index(level)
    return [
        {
            **shape,
            "properties": {
                **shape["properties"],
                **{
                    lang: describe.region(row["adcode"], catalog.regions.names, lang)
                    for lang in i18n.LANGUAGES
                },
            },
        }
        for row, shape in zip(
            catalog.regions.levels[at], catalog.regions.far_shapes[at], strict=True
        )
    ]


def _label_room(catalog: Catalog) -> dict[str, list[float]]:
    """Where the names of prefectures may stand, by code."""
    return {
        row["adcode"]: label_room(shape, row["label_lon"], row["label_lat"])
        for row in catalog.regions.prefectures
        if (shape := catalog.regions.shape((row["adcode"],)))
    }


@st.cache_resource(show_spinner=False)
def _publish(asset_url: str, approval: str | None, _catalog: Catalog) -> str:
    """Once per build and base map, both of which are part of what is written."""
    files = {
        f"{name}.json": json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for name, value in map_files(_catalog).items()
    }
    digest = sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{name}\n{text}\n".encode())
    folder = digest.hexdigest()[:12]
    static.write_folder(folder, files)
    return static.url(folder)


@st.cache_resource(show_spinner=False)
def _theme_layers(address: str, theme: ThemeName, approved: bool, _catalog: Catalog) -> list[Layer]:
    """The same for everybody until the next build, whose id is part of the address; not to be
    changed. (`st.cache_data` would give copies, but logs warnings when imported by a server.)
    """
    counties = {
        row["adcode"]: _catalog.regions.children(row["adcode"])
        for row in _catalog.regions.prefectures
    }
    ground = with_choropleth(
        base.base_layers(address, _catalog.regions.prefectures, theme, approved=approved),
        counties,
        theme,
    )
    features = map_features(_catalog.places(EVERY_PLACE).to_pylist())
    return [*ground, base.outline_layer(theme), *layers.place_layers(features, theme)]


def _outline(catalog: Catalog, code: str) -> Json:
    """A region's outline as GeoJSON, as fine as the base map."""
    shape = catalog.regions.shape([code])
    assert shape is not None
    rounded = shapely.transform(shape, lambda pairs: np.round(pairs, DECIMALS))
    geometry: Json = json.loads(shapely.to_geojson(rounded))
    return geometry
