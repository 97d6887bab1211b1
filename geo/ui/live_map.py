"""The map of a page and the figures that follow it. Panning reruns this part of the page only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from geo import i18n, settings
from geo.explorer import Explorer
from geo.mapping import base, layers
from geo.mapping.palette import MARKS, data_uri, station_svg, symbol_svg
from geo.mapping.theme import ThemeName
from geo.mapping.view import SICHUAN, target, target_of_shape
from geo.model import Precision, Relation
from geo.query.filters import Filter
from geo.query.reach import reach_outline
from geo.query.viewport import read_point, read_report
from geo.ui import state
from geo.ui.boundary import approved_map
from geo.ui.map_component import draw_map, heard
from geo.ui.plain_map import draw_plain_map
from geo.ui.plain_map import picked as plain_picked
from geo.ui.share import draw_share
from geo.ui.static import url
from geo.ui.theme import theme_name

MAP_HEIGHT = "var(--shutu-map-height)"
LEGEND_FRAMES = (
    Precision.EXACT,
    Precision.SITE,
    Precision.LOCALITY,
    Precision.AREA,
    Precision.LINE,
)
_WHOLE_PAGE = "_map_concerns_the_whole_page"
Rows = list[dict[str, Any]]


def take_up() -> None:
    """The page begins a full run: whatever the map asked for is seen to."""
    st.session_state.pop(_WHOLE_PAGE, None)


@st.fragment
def draw_live_map(
    explorer: Explorer, chosen: Filter, rows: Rows, lang: str, height: str = MAP_HEIGHT
) -> None:
    """Draw the map, below it what is in view, and the link to just this view."""
    selected, theme = state.selected(), theme_name()
    outlines = _outlines(explorer, chosen)
    drawn = [
        *base_layers_of(explorer, theme),
        *base.outline_layers(outlines, theme),
        *layers.place_layers(rows, lang, selected, theme),
    ]
    names = layers.labels(rows, *explorer.areas, lang, selected)
    legend, where = legend_of(explorer, rows, lang), _target(explorer, outlines)
    plain = settings.map_engine() == "pydeck"
    if plain:
        draw_plain_map(drawn, names, where, legend, lang, partial(_on_pick, plain_picked))
    else:
        draw_map(
            layers=drawn,
            labels=names,
            legend=legend,
            target=where,
            selected=selected,
            lang=lang,
            height=height,
            on={
                "picked": partial(_on_pick, partial(heard, "picked")),
                "pointed": partial(_on_point, explorer),
                "cleared": _on_clear,
                "view": _on_view,
            },
        )
    if st.session_state.pop(_WHOLE_PAGE, False):
        st.rerun()
    if not st.context.is_embedded:
        with st.container(horizontal=True, vertical_alignment="center", key="below_map"):
            if not plain:
                _in_view(explorer, rows, lang)
            with st.popover(i18n.text(lang, "explore.share")):
                draw_share(state.link_parameters(chosen), chosen, lang)
        state.write_view(chosen)


def base_layers_of(explorer: Explorer, theme: ThemeName) -> list[dict[str, Any]]:
    """The ground of every map: land, borders, rivers."""
    boundary, _ = approved_map()
    return _base_layers(url(explorer.database.build_id), explorer, theme, boundary is not None)


@st.cache_data(show_spinner=False)
def _base_layers(
    asset_url: str, _explorer: Explorer, theme: ThemeName, approved: bool
) -> list[dict[str, Any]]:
    """The same for everybody until the next build, whose id is part of the address."""
    return base.base_layers(asset_url, _explorer.areas[0], theme, approved=approved)


def _outlines(explorer: Explorer, chosen: Filter) -> dict[str, BaseGeometry]:
    """What the filter bounds: the chosen regions, a circle, an uploaded area."""
    shapes = {"regions": explorer.regions.shape(chosen.regions)}
    near = chosen.near
    if near:
        origin = explorer.shape(near.site) if near.site else None
        shapes["near"] = reach_outline(origin or shapely.Point(near.lon, near.lat), near.km)
    if chosen.area:
        shapes["area"] = shapely.from_wkb(chosen.area.wkb)
    return {name: shape for name, shape in shapes.items() if shape}


def _on_pick(picked: Callable[[], str | None]) -> None:
    place = picked()
    if place:
        state.select(place)
        st.session_state[_WHOLE_PAGE] = True


def _on_point(explorer: Explorer) -> None:
    """A click on the land goes a level down into its region."""
    point = read_point(heard("pointed"))
    if not point:
        return
    code = explorer.regions.drill(state.chosen_filter().regions, *point)
    if code:
        state.put("regions", [code])
        st.session_state[_WHOLE_PAGE] = True


def _on_clear() -> None:
    state.select(None)
    st.session_state[_WHOLE_PAGE] = True


def _on_view() -> None:
    """Remember what the map shows; an impossible report changes nothing."""
    report = read_report(heard("view"))
    if report:
        state.see(None if report.home else report.view, report.bounds)


def _target(explorer: Explorer, outlines: dict[str, BaseGeometry]) -> dict[str, Any]:
    """Where the map was last sent; the nonce tells the browser whether that is news."""
    count, (kind, value) = state.flight()
    where: dict[str, Any] | None = None
    if kind == "place":
        place = explorer.place(value)
        where = target(place) if place else None
    elif kind == "regions":
        shape = explorer.regions.shape(value)
        where = target_of_shape(shape) if shape else None
    elif kind == "reach":
        shapes = [shape for name, shape in outlines.items() if name != "regions"]
        where = target_of_shape(shapely.union_all(shapes)) if shapes else None
    elif kind == "view":
        where = asdict(value)
    seen, _ = state.seen()
    resume = {"resume": asdict(seen)} if seen else {}
    return {**(where or {"bounds": list(SICHUAN)}), **resume, "nonce": count}


def _in_view(explorer: Explorer, rows: Rows, lang: str) -> None:
    """How many of the places the map shows at the moment, by sector."""
    _, bounds = state.seen()
    visible = explorer.in_view([row["id"] for row in rows], bounds or SICHUAN)
    named = [row for row in rows if row["id"] in visible and row["relation"] != Relation.DERIVED]
    counts = {
        term.label(lang): sum(term.code in row["sectors"] for row in named)
        for term in explorer.vocabulary.terms("sectors")
    }
    by_sector = " · ".join(f"{name} {count}" for name, count in counts.items() if count)
    text = i18n.text(lang, "explore.in_view", places=len(named), stations=len(visible) - len(named))
    st.html(f'<div class="shutu-view"><b>{text}</b> {by_sector}</div>')


def legend_of(explorer: Explorer, rows: Rows, lang: str) -> list[dict[str, Any]]:
    """The sectors on the map, then the frames that tell the precision, each with its number."""
    derived = sum(row["relation"] == Relation.DERIVED for row in rows)
    drawn = [row for row in rows if row["lon"] is not None and row["relation"] != Relation.DERIVED]
    sectors = Counter(sector for row in drawn for sector in row["sectors"])
    precisions = Counter(row["precision"] for row in drawn)
    items = [
        (symbol_svg(MARKS[term.code], Precision.SITE), term.label(lang), sectors[term.code])
        for term in explorer.vocabulary.terms("sectors")
    ]
    items.append((station_svg(Precision.SITE), i18n.text(lang, "map.station"), derived))
    items += [
        (symbol_svg(MARKS["infrastructure"], precision),
         i18n.text(lang, f"precision.{precision}"), precisions[precision])
        for precision in LEGEND_FRAMES
    ]  # fmt: skip
    return [
        {"icon": data_uri(svg), "text": text, "count": count} for svg, text, count in items if count
    ]
