"""The map of the result: symbols for points, tinted counties where only the county is known."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import shapely
import streamlit as st

from geo import describe, i18n, settings
from geo.catalog import Catalog
from geo.geocode.model import Candidate
from geo.geocode.worklist import Worklist
from geo.json_document import Json
from geo.mapping.match_layers import (
    CountyCount,
    MatchKind,
    MatchPoint,
    match_layers,
    match_uri,
)
from geo.mapping.view import SICHUAN, target_of_shape
from geo.model import Precision
from geo.ui.escaping import visible
from geo.ui.locate.result_table import MATCH_KINDS
from geo.ui.state.imported import ImportSession
from geo.ui.state.session import Page
from geo.ui.widgets.map_component import MapScene, draw_map, map_event
from geo.ui.widgets.map_files import ground_layers, map_folder
from geo.ui.widgets.plain_map import draw_plain_map
from geo.ui.widgets.plain_map import picked as plain_picked
from geo.ui.widgets.theme import theme_name

HEIGHT = "380px"
TINT_DEGREES = 0.015  # simplification tolerance of tinted counties when there are many
FINE = 30  # up to this number, tinted counties use the exact base map borders
DECIMALS = 4
NAMES_IN_TIP = 6
POINT_DEGREES = 0.06  # around a single point
MatchPoints = dict[tuple[float, float, MatchKind, Precision], list[int]]


def draw_result_map(page: Page, here: ImportSession) -> None:
    """Draw the map; a click selects the first row at that point."""
    work = here.work
    assert work is not None
    theme = theme_name()
    spots, tints, selected = _drawn(page, here, work)
    drawn = match_layers(spots, tints, selected, theme)
    target = {**_target(page, here, work), "nonce": f"locate-{here.flights}"}
    legend = _legend(spots, tints, page.lang)
    if settings.map_engine() == "pydeck":
        whole = [*ground_layers(page.catalog, theme), *drawn]
        draw_plain_map(
            page.catalog, whole, target, legend, page.lang, lambda: _pick(here, plain_picked())
        )
        return
    extra = {"layers": drawn, "labels": _labels(spots, tints), "legend": legend}
    scene = MapScene(target=target, selected=selected, extra=extra)
    on = {"picked": lambda: _pick(here, map_event("picked"))}
    draw_map(scene, map_folder(page.catalog), theme, page.lang, HEIGHT, on)


def _pick(here: ImportSession, place: Any) -> None:
    """Ids are `row-<number>` of the first row there, `option-<number>` for a candidate."""
    kind, _, number = str(place or "").partition("-")
    if kind == "row" and number.isdigit():
        here.take_in_hand(int(number))


def _drawn(
    page: Page, here: ImportSession, work: Worklist
) -> tuple[list[MatchPoint], list[CountyCount], str | None]:
    """Rows at one point as one symbol, rows of one county as one tint; and which is selected."""
    points: MatchPoints = defaultdict(list)
    counties: dict[tuple[str, MatchKind], list[int]] = defaultdict(list)
    outlines = _county_shapes(page)  # once: asking Streamlit's cache 20,000 times takes a second
    for row in range(len(work)):
        place, by = work.place(row), work.by(row)
        if place is None or by is None or place.lon is None or place.lat is None:
            continue
        look = MATCH_KINDS.get(by, MatchKind.CHOSEN)
        if place.precision is Precision.AREA and place.adcode in outlines:
            counties[str(place.adcode), look].append(row)
        else:
            points[place.lon, place.lat, look, place.precision].append(row)
    selected = None
    spots, tints = [], []
    for (lon, lat, look, kind), rows in points.items():
        spot_id = f"row-{rows[0]}"
        selected = spot_id if here.row in rows else selected
        metres = max(work.place(row).uncertainty_m or 0 for row in rows)  # type: ignore[union-attr]
        spots.append(MatchPoint(spot_id, lon, lat, kind, metres, look, _tip(work, rows, page.lang)))
    drawn = _county_shapes(page, fine=len(counties) <= FINE)
    for (adcode, look), rows in counties.items():
        tint_id = f"row-{rows[0]}"
        selected = tint_id if here.row in rows else selected
        tints.append(
            CountyCount(tint_id, drawn[adcode], len(rows), look, _tip(work, rows, page.lang))
        )
    for at, option in enumerate(_options(work, here.row)):
        spots.append(
            MatchPoint(
                f"option-{at}",
                option.lon or 0,
                option.lat or 0,
                option.precision,
                option.uncertainty_m or 0,
                MatchKind.OPTION,
                f"{at + 1} · {option.label}",
            )
        )
    return spots, tints, selected


def _options(work: Worklist, row: int | None) -> list[Candidate]:
    """The candidates of the selected open row that have a position."""
    if row is None or work.place(row):
        return []
    return [
        one for one in work.outcomes[row].candidates if one.lon is not None and not one.province
    ]


def _tip(work: Worklist, rows: list[int], lang: str) -> str:
    names = [visible(work.names[row][:40]) for row in rows[:NAMES_IN_TIP]]
    more = len(rows) - len(names)
    return "\n".join([*names, *([i18n.text(lang, "locate.more_rows", count=more)] if more else [])])


def _labels(spots: list[MatchPoint], tints: list[CountyCount]) -> list[Json]:
    """The number of rows in each tinted county, and the numbers of the candidates."""
    options = [
        {
            "text": spot.tip.split(" ")[0],
            "lon": spot.lon,
            "lat": spot.lat,
            "kind": "place",
            "id": spot.id,
            "zoom": 0,
        }
        for spot in spots
        if spot.kind is MatchKind.OPTION
    ]
    counts = []
    for tint in tints:
        point = shapely.point_on_surface(shapely.geometry.shape(dict(tint.shape)))
        counts.append(
            {
                "text": f"×{tint.rows}",
                "lon": point.x,
                "lat": point.y,
                "kind": "place",
                "id": tint.id,
                "zoom": 0 if tint.rows > 1 else 24,
            }
        )
    return [*options, *counts]


def _legend(spots: list[MatchPoint], tints: list[CountyCount], lang: str) -> list[dict[str, str]]:
    present = {spot.kind for spot in spots} | {tint.kind for tint in tints}
    kinds = {spot.precision for spot in spots if spot.kind is not MatchKind.OPTION}
    looks = [
        {"icon": match_uri(look, Precision.SITE), "text": i18n.text(lang, f"locate.look_{look}")}
        for look in MatchKind
        if look in present
    ]
    frames = [
        {"icon": match_uri(MatchKind.FOUND, kind), "text": describe.precision(kind, lang)}
        for kind in (Precision.EXACT, Precision.SITE, Precision.LOCALITY)
        if kind in kinds
    ]
    if tints:
        frames.append(
            {
                "icon": match_uri(MatchKind.FOUND, Precision.AREA),
                "text": i18n.text(lang, "locate.look_area"),
            }
        )
    return [*looks, *frames]


def _target(page: Page, here: ImportSession, work: Worklist) -> Json:
    """The location or candidate locations of the selected row, else the province."""
    if here.row is None:
        return {"bounds": list(SICHUAN)}
    place = work.place(here.row)
    found = [place] if place else _options(work, here.row)
    boxes = [_box(page, one) for one in found if one.lon is not None]
    if not boxes:
        return {"bounds": list(SICHUAN)}
    return target_of_shape(shapely.union_all(boxes))


def _box(page: Page, place: Candidate) -> shapely.Geometry:
    shape = _county_shapes(page).get(place.adcode or "")
    if place.precision is Precision.AREA and shape:
        return shapely.box(*shapely.geometry.shape(shape).bounds)
    return shapely.Point(place.lon or 0, place.lat or 0).buffer(POINT_DEGREES)


@st.cache_resource(show_spinner=False)
def _shapes(_catalog: Catalog, build: str, fine: bool) -> dict[str, Json]:
    codes = [row["adcode"] for row in _catalog.regions.counties]
    shapes = [shape for code in codes if (shape := _catalog.regions.shape([code]))]
    light = shapes if fine else list(shapely.coverage_simplify(shapes, TINT_DEGREES))
    rounded = shapely.transform(light, lambda pairs: pairs.round(DECIMALS))
    return {
        code: json.loads(shapely.to_geojson(shape))
        for code, shape in zip(codes, rounded, strict=True)
    }


def _county_shapes(page: Page, *, fine: bool = False) -> dict[str, Json]:
    return _shapes(page.catalog, page.catalog.database.build_id, fine)
