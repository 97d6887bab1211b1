"""The explore page: filters → one query → map, list and detail of the same rows."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from geo import i18n
from geo.explorer import Explorer, to_geodataframe
from geo.export import WRITERS
from geo.mapping import layers as mapping
from geo.mapping.palette import MARKS, data_uri, station_svg, symbol_svg
from geo.mapping.view import SICHUAN, target
from geo.model import Precision, Relation
from geo.query.filters import Filter
from geo.query.permalink import STATIONS
from geo.ui import state, words
from geo.ui.detail import draw_detail
from geo.ui.facets import draw_filters
from geo.ui.frame import with_explorer
from geo.ui.map_component import draw_map, picked
from geo.ui.place_list import draw_list, draw_without_place
from geo.ui.search_box import draw_search
from geo.ui.share import draw_share
from geo.ui.static import url

MAP_HEIGHT = 486
PANEL_HEIGHT = 500
THEME = {
    "neighbour": [236, 239, 242], "neighbour_line": [208, 214, 220],
    "land": [255, 255, 255], "province_line": [120, 130, 142],
    "prefecture_line": [190, 198, 206], "county_line": [221, 226, 231],
    "water": [143, 188, 219],
}  # fmt: skip
LEGEND_FRAMES = (
    Precision.EXACT,
    Precision.SITE,
    Precision.LOCALITY,
    Precision.AREA,
    Precision.LINE,
)


def draw() -> None:
    """Draw the page."""
    with_explorer(_page)


def _page(explorer: Explorer, lang: str) -> None:
    known = set(explorer.places(Filter())["id"].to_pylist())
    dropped = state.read_address(explorer.vocabulary, known)
    if dropped:
        names = ", ".join(words.quoted(name) for name in dropped)
        st.warning(i18n.text(lang, "filter.dropped", count=len(dropped), names=names))
    filters, middle, side = st.columns([21, 56, 23])
    with filters, st.container(height=PANEL_HEIGHT + 40, key="filters"):
        draw_search(explorer, lang)
        draw_filters(explorer, state.chosen_filter(), lang)
    chosen = state.chosen_filter()
    places = explorer.places(chosen)
    rows = [row for row in places.to_pylist() if _is_shown(row)]
    with middle:
        _headline(explorer, chosen, rows, lang)
        _map(explorer, rows, lang)
    with side, st.container(height=PANEL_HEIGHT + 40, key="detail"):
        draw_detail(explorer, state.selected(), {row["id"] for row in rows}, lang)
    draw_list(explorer, rows, chosen, lang)
    draw_without_place(explorer, chosen, lang)
    _take_away(explorer, chosen, lang)
    state.write_address(chosen)


def _is_shown(row: dict[str, Any]) -> bool:
    """Derived stations can be switched off."""
    return bool(st.session_state[STATIONS]) or row["relation"] != Relation.DERIVED


def _headline(explorer: Explorer, chosen: Filter, rows: list[dict[str, Any]], lang: str) -> None:
    """What am I looking at, and how much of it."""
    named = [row for row in rows if row["relation"] == Relation.NAMED]
    unlocated = sum(row["precision"] == Precision.UNLOCATED for row in named)
    summary = i18n.text(
        lang,
        "explore.summary",
        named=len(named),
        located=len(named) - unlocated,
        unlocated=unlocated,
        derived=sum(row["relation"] == Relation.DERIVED for row in rows),
        applicable=sum(row["relation"] == Relation.APPLICABLE for row in rows),
    )
    st.html(
        f'<div class="shutu-sentence">{explorer.sentence(chosen, lang)}</div>'
        f'<div class="shutu-summary">{summary}</div>'
    )
    if not rows:
        st.info(i18n.text(lang, "explore.empty"))


def _map(explorer: Explorer, rows: list[dict[str, Any]], lang: str) -> None:
    selected = state.selected()
    draw_map(
        layers=[
            *_base_layers(url(explorer.database.build_id), explorer),
            *mapping.place_layers(rows, lang, selected),
        ],
        labels=mapping.labels(rows, *explorer.areas, lang, selected),
        legend=_legend(explorer, rows, lang),
        target=_target(explorer),
        lang=lang,
        height=MAP_HEIGHT,
        on_pick=_on_pick,
        on_clear=partial(state.select, None),
    )


@st.cache_data(show_spinner=False)
def _base_layers(asset_url: str, _explorer: Explorer) -> list[dict[str, Any]]:
    """The same for everybody until the next build, whose id is part of the address."""
    return mapping.base_layers(asset_url, _explorer.areas[0], THEME)


def _on_pick() -> None:
    place = picked()
    if place:
        state.select(place)


def _target(explorer: Explorer) -> dict[str, Any]:
    """Where the map was last sent; the nonce tells the browser whether that is news."""
    count, place_id = state.flight()
    place = explorer.place(place_id) if place_id else None
    where = target(place) if place else None
    return {**(where or {"bounds": list(SICHUAN)}), "nonce": count}


def _legend(explorer: Explorer, rows: list[dict[str, Any]], lang: str) -> list[dict[str, str]]:
    """The sectors on the map, then the frames that tell the precision."""
    present = {sector for row in rows for sector in row["sectors"]}
    sectors = [
        {"icon": data_uri(symbol_svg(MARKS[term.code], Precision.SITE)), "text": term.label(lang)}
        for term in explorer.vocabulary.terms("sectors")
        if term.code in present and term.code in MARKS
    ]
    plain = MARKS["infrastructure"]
    frames = [
        {
            "icon": data_uri(symbol_svg(plain, precision)),
            "text": i18n.text(lang, f"precision.{precision}"),
        }
        for precision in LEGEND_FRAMES
    ]
    station = {
        "icon": data_uri(station_svg(Precision.SITE)),
        "text": i18n.text(lang, "map.station"),
    }
    derived = any(row["relation"] == Relation.DERIVED for row in rows)
    return [*sectors, *([station] if derived else []), *frames]


def _export(explorer: Explorer, chosen: Filter, kind: str) -> bytes:
    return WRITERS[kind](to_geodataframe(explorer.places(chosen))).encode()


def _take_away(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """The filter result as files, made only when asked for, and as a link."""
    build = explorer.database.build_id
    with st.container(horizontal=True, key="take_away"):
        for kind, mime in (("csv", "text/csv"), ("geojson", "application/geo+json")):
            st.download_button(
                i18n.text(lang, f"explore.{kind}"),
                data=partial(_export, explorer, chosen, kind),
                file_name=f"shutu-{build}.{kind}",
                mime=mime,
                key=f"download_{kind}",
            )
        with st.popover(i18n.text(lang, "explore.share")):
            draw_share(state.link_parameters(chosen), lang)
    st.html(
        '<div class="shutu-foot">'
        + i18n.text(lang, "app.footer", build=build, plan=explorer.database.manifest["plan"])
        + "</div>"
    )
