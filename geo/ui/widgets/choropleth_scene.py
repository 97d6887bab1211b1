"""A choropleth as what maps of pages draw: the browser's, Streamlit's own, and a legend in HTML."""

from __future__ import annotations

from geo import i18n
from geo.catalog import Catalog
from geo.choropleth.model import Choropleth
from geo.choropleth.palettes import LandTone
from geo.json_document import Json
from geo.mapping.choropleth_layer import filled_areas
from geo.mapping.theme import THEMES, ThemeName
from geo.query.permalink import LEVELS
from geo.ui.escaping import escape_html


def scene_of(choropleth: Choropleth | None, theme: ThemeName, lang: str) -> Json | None:
    """What a map is sent: the class and the number in words of each region in the order of their
    codes, colours and legend (assets/map/choropleth.js).
    """
    if choropleth is None:
        return None
    ground, empty = ground_of(theme), THEMES[theme].map_color("land")
    return {
        "level": choropleth.level,
        "title": choropleth.heading(lang),
        "source": choropleth.note(lang),
        "colors": list(choropleth.colors(ground)),
        "empty": empty,
        "classes": [choropleth.class_of(code) for code in choropleth.regions],
        "values": [figure_of(choropleth, code, lang) for code in choropleth.regions],
        "legend": [
            {"color": row.color or empty, "text": row.text, "count": row.regions}
            for row in choropleth.legend(lang, ground)
        ],
    }


def plain_areas(catalog: Catalog, choropleth: Choropleth | None, theme: ThemeName) -> list[Json]:
    """The filled regions for Streamlit's own chart."""
    if choropleth is None:
        return []
    ground = ground_of(theme)
    colors = {code: choropleth.color(code, ground) for code in choropleth.regions}
    return filled_areas(catalog.regions.far_shapes[LEVELS.index(choropleth.level)], colors)


def class_legend(choropleth: Choropleth, theme: ThemeName, lang: str) -> str:
    """Heading, classes and source in HTML, for figures that have no legend of their own."""
    empty = THEMES[theme].map_color("land")
    rows = "".join(
        f'<li><i style="background:{row.color or empty}"></i>'
        f"{escape_html(i18n.aside(lang, row.text, row.regions))}</li>"
        for row in choropleth.legend(lang, ground_of(theme))
    )
    heading, source = choropleth.heading(lang), choropleth.note(lang)
    return (
        f'<div class="shutu-classes"><b>{escape_html(heading)}</b><ul>{rows}</ul>'
        f"<p>{escape_html(source)}</p></div>"
    )


def figure_of(choropleth: Choropleth, adcode: str, lang: str) -> str:
    """The number of a region without its unit, which the heading has; empty where it has none."""
    return choropleth.written(adcode, lang).removesuffix(choropleth.unit.of(lang)).rstrip()


def ground_of(theme: ThemeName) -> LandTone:
    """The kind of land that the colours of a theme are for."""
    return "dark" if theme == "dark" else "light"
