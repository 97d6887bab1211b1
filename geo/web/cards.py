"""`/card/PLACE`: one place for a phone, which the QR codes of the kiosk lead to.

A plain page without script, session or websocket: name, purpose, small map, accuracy, what is near.
It is answered under the kiosk's lock, too (`kiosk_lock.py`).
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from urllib.parse import urlencode

from geo import describe, i18n, settings
from geo.catalog import Catalog
from geo.export.card_map import card_map
from geo.export.projection import projected_features
from geo.i18n.dates import written_date
from geo.mapping.features import map_features
from geo.mapping.theme import THEMES, ThemeName
from geo.model import Precision, Relation
from geo.query.permalink import ViewState, encode
from geo.schema.rows import PlaceDetail, in_language
from geo.web.asgi import CARDS
from geo.web.endpoint import Call, Endpoint, EndpointResponse
from geo.web.filtering import LANG
from geo.web.requests import Parameter, request_error

NEAREST = 5
# A phone that was handed on shows the card of ten minutes ago at most.
KEPT = "public, max-age=600"
LOOKS: tuple[tuple[ThemeName, str], ...] = (
    ("light", ":root{{{}}}"),
    ("dark", "@media(prefers-color-scheme:dark){{:root{{{}}}}}"),
)
MAP_COLORS = {
    "land": "land",
    "mine": "prefecture_line",
    "water": "water",
    "lines": "prefecture_line",
    "edge": "province_line",
}
MINE_SHARE = "color-mix(in srgb, {} 45%, transparent)"
PLACE = Parameter("id", "The id of a place.", required=True)


def _card(call: Call) -> EndpointResponse:
    catalog, place_id, lang = call.catalog, call.path[PLACE.name], call.lang
    place = catalog.place(place_id)
    if place is None:
        raise request_error("unknown_place", 404, value=place_id)
    locked = settings.kiosk()

    def make() -> bytes:
        return _page(catalog, place, lang, locked=locked).encode()

    return EndpointResponse(make, (catalog.database.build_id, lang, locked), kept=KEPT)


def _page(catalog: Catalog, place: PlaceDetail, lang: str, *, locked: bool) -> str:
    """The page of a place; on a `locked` server without the way to the explorer."""
    name = in_language(place, "name", lang)
    other = next(one for one in i18n.LANGUAGES if one != lang)
    clause = place["clause"]
    derived = place["relation"] == Relation.DERIVED
    sectors = [catalog.codelists.label("sectors", code, lang) for code in place["sectors"]]
    kind = i18n.text(lang, f"kind.{place['kind']}")
    purpose = describe.purpose(clause, lang, derived=derived)
    where = describe.regions(place["adcodes"], catalog.regions.names, lang)
    unplaced = describe.precision_meaning("unlocated", lang)
    title = i18n.text(lang, "kiosk.title")
    parts = [
        f"<header><span>{escape(i18n.text(lang, 'card.heading'))}</span>"
        f'<a href="?lang={other}" lang="{_tag(other)}" hreflang="{_tag(other)}">'
        f"{escape(i18n.text(lang, 'card.other_language'))}</a></header><main>",
        f"<h1>{escape(name)}</h1>",
        f'<p class="other" lang="{_tag(other)}">{escape(in_language(place, "name", other))}</p>',
        f'<p class="kinds">{escape(describe.listed(sectors, lang))} · {escape(kind)}</p>',
        _section(lang, "purpose", _paragraph(purpose, "purpose")),
        _section(lang, "where", _paragraph(where or unplaced) + _map(catalog, place, lang)),
        _section(lang, "how", _paragraph(" · ".join(describe.how_exact(place, lang)))),
        _section(lang, "near", _near(catalog, place, lang)),
        _section(lang, "clause", _chain(describe.clause_chain(clause, lang))),
        "" if locked else _to_explorer(place["id"], lang),
        f"</main><footer>{_paragraph(_origin(catalog, lang))}"
        f"{_paragraph(i18n.text(lang, 'card.note'))}"
        f"{_paragraph(i18n.text(lang, 'map.boundary'))}</footer>",
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(name)} · {escape(title)}</title><style>{_style()}</style>"
    )
    return (
        f'<!doctype html><html lang="{_tag(lang)}"><head>{head}</head>'
        f"<body>{''.join(parts)}</body></html>\n"
    )


def _tag(lang: str) -> str:
    """The language as HTML names it."""
    return "zh-CN" if lang == "zh" else lang


def _section(lang: str, name: str, content: str) -> str:
    return f"<section><h2>{escape(i18n.text(lang, f'card.{name}'))}</h2>{content}</section>"


def _paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _chain(steps: list[str]) -> str:
    return f'<ol class="chain">{"".join(f"<li>{escape(step)}</li>" for step in steps)}</ol>'


def _map(catalog: Catalog, place: PlaceDetail, lang: str) -> str:
    """Where in the province the place is; its prefectures are tinted."""
    (shown,) = projected_features(map_features([place]))
    codes = sorted(row["adcode"] for row in catalog.regions.prefectures)
    tinted = {codes.index(code) for code in place["prefectures"]}
    key = "card.map" if shown.point is not None else "card.map_nothing"
    title = i18n.text(lang, key, name=in_language(place, "name", lang))
    return card_map(catalog.folder, catalog.database.build_id, shown, tinted, title)


def _near(catalog: Catalog, place: PlaceDetail, lang: str) -> str:
    """The nearest places that the plan names, with their distances; each links to its card.

    Whole counties are left out: half of the province would lie at no distance from them.
    """
    away = catalog.spatial.distances_from(place["id"])
    rows = [catalog.summary_row(other) for other in away]
    named = [
        row
        for row in rows
        if row["relation"] == Relation.NAMED and row["precision"] != Precision.AREA
    ]
    first = sorted(named, key=lambda row: (away[row["id"]], row["pinyin"]))[:NEAREST]
    if not first:
        return _paragraph(i18n.text(lang, "card.nothing_near"))
    items = [
        f'<li><a href="{escape(row["id"])}?lang={lang}">'
        f"{escape(in_language(row, 'name', lang))}</a>"
        f"<span>{escape(_distance(away[row['id']], lang))}</span></li>"
        for row in first
    ]
    help_text = _paragraph(i18n.text(lang, "card.near_help", count=len(first)), "small")
    return f'{help_text}<ol class="near">{"".join(items)}</ol>'


def _distance(metres: float, lang: str) -> str:
    """A distance to three figures at most; 0 is between shapes that touch."""
    if not metres:
        return i18n.text(lang, "card.here")
    rounded = round(metres, -2) if metres >= 1000 else round(metres, -1)
    rounded = round(metres, -3) if metres >= 100_000 else rounded
    return i18n.text(lang, "card.apart", metres=i18n.metres(lang, rounded))


def _to_explorer(place_id: str, lang: str) -> str:
    link = urlencode(encode(ViewState(site=place_id, lang=lang)))
    return f'<a class="whole" href="../?{escape(link)}">{escape(i18n.text(lang, "card.whole"))}</a>'


def _origin(catalog: Catalog, lang: str) -> str:
    document = catalog.database.manifest["document"]
    return i18n.text(
        lang,
        "card.source",
        title=in_language(document, "title", lang),
        number=document["document_number"],
        date=written_date(lang, document["date"]),
    )


@cache
def _style() -> str:
    """The style sheet with the colours of both themes."""
    looks = "".join(rule.format(_variables(name)) for name, rule in LOOKS)
    return looks + (files("geo.web") / "card.css").read_text(encoding="utf-8")


def _variables(name: ThemeName) -> str:
    theme = THEMES[name]
    colors = {part: theme.map_color(color) for part, color in MAP_COLORS.items()}
    colors["mine"] = MINE_SHARE.format(colors["mine"])
    return theme.css + "".join(f"--map-{part}:{color};" for part, color in colors.items())


ENDPOINTS = (
    Endpoint(
        f"{CARDS}{{id}}",
        "placeCard",
        "One place as a small page for a phone",
        _card,
        media="text/html; charset=utf-8",
        parameters=(LANG,),
        path_parameters=(PLACE,),
        error_format="text",
        is_open=False,
    ),
)
