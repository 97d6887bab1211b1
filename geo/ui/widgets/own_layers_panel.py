"""The panel of own layers: upload, name, colour, labels, order, visibility, zoom, removal."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

import streamlit as st

from geo import settings
from geo.errors import LocalizedError
from geo.ingest.layers import FORMATS
from geo.ingest.layers.answer import LayerNames, OwnFeatures
from geo.ingest.layers.layer_file import MOST_BYTES, MOST_TILE_BYTES, READ_LIMITS
from geo.ingest.user_files import page_files
from geo.model import Datum
from geo.query.area_input import AREA_DATUMS
from geo.ui.escaping import error_text, escape_markdown, visible
from geo.ui.state.own_layers import COLOURS, MOST_LAYERS, OwnLayer, OwnLayers, WaitingFile
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets.fields import field
from geo.ui.widgets.own_layer_data import kinds_in_words
from geo.ui.widgets.uploader import draw_uploader

FILE, DATUM = "own_file", "own_datum"
MB = 1_000_000
NO_LABEL = -1  # in place of the number of a column
FACTS = ("outside", "unread_links", "columns_left_out", "zooms_left_out", "tiles_left_out")
FACT_TEXTS = dict(zip(FACTS, ("outside", "links", "columns", "zooms", "tiles"), strict=True))


def draw_own_layers(page: Page) -> None:
    """Draw the panel, folded as long as there is no layer."""
    own = page.session.own_layers
    count = f" · {len(own.layers)}" if own.layers else ""
    with st.expander(f"{page.text('own_layers.title')}{count}", key="own_layers"):
        st.caption(page.text("own_layers.intro"))
        if settings.map_engine() == "pydeck":
            st.caption(page.text("own_layers.plain"))
        for layer in own.layers:
            _draw_layer(page, own, layer)
        for waiting in own.waiting:
            _draw_choice(page, own, waiting)
        _draw_upload(page, own)


def _draw_upload(page: Page, own: OwnLayers) -> None:
    st.selectbox(
        page.text("own_layers.datum"),
        AREA_DATUMS,
        help=page.text("own_layers.datum_help"),
        width=220,
        **field(page.session, DATUM, own.datum, own.set_datum, AREA_DATUMS),
    )
    limits = {
        "most": MOST_LAYERS,
        "megabytes": MOST_BYTES // MB,
        "features": READ_LIMITS.features,
        "vertices": READ_LIMITS.vertices,
        "tiles": MOST_TILE_BYTES // MB,
    }
    draw_uploader(
        page,
        FILE,
        page.text("own_layers.file"),
        [ending.removeprefix(".") for ending in FORMATS],
        partial(_read, own),
        help=page.text("own_layers.file_help", **limits),
        several=True,
        megabytes=MOST_TILE_BYTES // MB,
    )


def _read(own: OwnLayers, name: str, data: bytes) -> None:
    """Show a file as a layer, or keep it until its layers are chosen."""
    own.make_room(0)
    content = page_files().read_layer(name, data, own.datum)
    if isinstance(content, LayerNames):
        own.wait(WaitingFile(name, data, own.datum, content.names))
    else:
        own.add(PurePosixPath(name).stem, content, own.datum)


def _draw_choice(page: Page, own: OwnLayers, waiting: WaitingFile) -> None:
    number = own.waiting.index(waiting)
    key = f"own_choice_{number}_{len(waiting.data)}"
    with st.container(border=True):
        st.markdown(page.text("own_layers.choose", name=escape_markdown(waiting.name)))
        st.multiselect(
            page.text("own_layers.choose_label"),
            waiting.layers,
            format_func=visible,
            label_visibility="collapsed",
            key=key,
        )
        with st.container(horizontal=True):
            st.button(
                page.text("own_layers.add"),
                key=f"{key}_add",
                type="primary",
                disabled=not widget_value(key),
                on_click=_choose,
                args=(own, waiting, key),
            )
            st.button(
                page.text("own_layers.drop"),
                key=f"{key}_drop",
                on_click=own.drop_waiting,
                args=(waiting,),
            )
        for fault in own.faults:
            st.error(error_text(fault, page.lang))


def _choose(own: OwnLayers, waiting: WaitingFile, key: str) -> None:
    """Read the chosen layers; those that cannot be read stay to be chosen otherwise."""
    own.faults = []
    chosen = widget_value(key) or []
    for layer in chosen:
        try:
            own.make_room(0)
            content = page_files().read_layer(waiting.name, waiting.data, waiting.datum, layer)
            if not isinstance(content, LayerNames):
                own.add(layer, content, waiting.datum)
        except LocalizedError as fault:
            own.faults.append(fault.with_traceback(None))
    if chosen and not own.faults:
        own.drop_waiting(waiting)


def _draw_layer(page: Page, own: OwnLayers, layer: OwnLayer) -> None:
    """A line for the layer: shown or not, what it holds, and buttons; below, what was changed."""
    session, number = page.session, layer.number
    name = escape_markdown(layer.name)
    with st.container(horizontal=True, vertical_alignment="center", key=f"own_layer_{number}"):
        st.checkbox(
            f"{name} · {kinds_in_words(layer, page.lang)}",
            width="stretch",
            **field(session, f"own_visible_{number}", layer.is_visible, partial(own.show, number)),
        )
        with st.popover(
            page.text("own_layers.style_button"), help=page.text("own_layers.style", name=name)
        ):
            _draw_style(page, own, layer)
        for what, act in (("zoom", own.zoom_to), ("remove", own.remove)):
            st.button(
                page.text(f"own_layers.{what}_button"),
                help=page.text(f"own_layers.{what}", name=name),
                key=f"own_{what}_{number}",
                on_click=act,
                args=(number,),
            )
    notes = _notes(page, layer)
    if notes:
        st.caption(" ".join(notes))


def _draw_style(page: Page, own: OwnLayers, layer: OwnLayer) -> None:
    session, number = page.session, layer.number
    st.text_input(
        page.text("own_layers.name"),
        **field(session, f"own_name_{number}", layer.name, partial(own.rename, number)),
    )
    if layer.is_painted:
        st.radio(
            page.text("own_layers.colour"),
            COLOURS,
            format_func=lambda colour: page.text(f"own_layers.colour_{colour}"),
            horizontal=True,
            **field(
                session, f"own_colour_{number}", layer.colour, partial(own.paint, number), COLOURS
            ),
        )
    if layer.columns:
        columns = [NO_LABEL, *range(len(layer.columns))]
        shown = NO_LABEL if layer.label is None else layer.label
        st.selectbox(
            page.text("own_layers.label"),
            columns,
            format_func=lambda at: (
                page.text("own_layers.no_label") if at == NO_LABEL else visible(layer.columns[at])
            ),
            **field(session, f"own_label_{number}", shown, partial(_label, own, number), columns),
        )
    with st.container(horizontal=True):
        for what, steps, at_end in (("up", -1, 0), ("down", 1, len(own.layers) - 1)):
            st.button(
                page.text(f"own_layers.{what}"),
                key=f"own_{what}_{number}",
                disabled=own.layers.index(layer) == at_end,
                on_click=own.move,
                args=(number, steps),
            )


def _label(own: OwnLayers, number: int, column: int) -> None:
    own.write(number, None if column == NO_LABEL else column)


def _notes(page: Page, layer: OwnLayer) -> list[str]:
    """What was changed or left out when the file was read."""
    facts = layer.content.facts
    notes = []
    if facts.get("simplified_m"):
        notes.append(
            page.text(
                "own_layers.fact_simplified",
                read=facts["vertices_read"],
                kept=facts["vertices"],
                metres=facts["simplified_m"],
            )
        )
    notes += [
        page.text(f"own_layers.fact_{FACT_TEXTS[fact]}", count=facts[fact])
        for fact in FACTS
        if facts.get(fact)
    ]
    if layer.datum not in (Datum.WGS84, Datum.CGCS2000):
        notes.append(page.text("own_layers.fact_datum", datum=layer.datum))
    if not isinstance(layer.content, OwnFeatures) and layer.content.attribution:
        source = escape_markdown(layer.content.attribution)
        notes.append(page.text("own_layers.fact_source", source=source))
    return notes
