"""The points of each criterion as a chart: one stacked bar for each site."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import streamlit as st

from geo import i18n
from geo.mapping.theme import CATEGORY_COLORS, THEMES
from geo.rank.criteria import Criterion
from geo.rank.score import Ranking
from geo.rank.shortlist_ranking import criteria_of
from geo.rank.words import criterion_words, item_name, sign, value_words
from geo.shortlist.model import Shortlist
from geo.ui.escaping import visible
from geo.ui.shortlist.criterion_colors import BarPart, bar_parts
from geo.ui.state.session import Page
from geo.ui.widgets.theme import theme_name

MOST = 30  # bars; further sites are in the table
BAR_HEIGHT = 24
FONT_SIZE = 12


def draw_contribution_chart(page: Page, here: Shortlist, ranking: Ranking) -> None:
    """Draw the chart of the first sites; the table has the same numbers, for readers of screens."""
    with st.expander(page.text("rank.chart"), key="rank_chart"):
        frame = chart_frame(page, here, ranking)
        if frame.empty:
            st.caption(page.text("rank.chart_empty"))
            return
        st.vega_lite_chart(
            frame,
            spec=chart_spec(page, here, frame),
            width="stretch",
            theme=None,
            key="rank_chart_figure",
        )
        st.caption(page.text("rank.chart_note", most=MOST))


def chart_frame(page: Page, here: Shortlist, ranking: Ranking) -> pd.DataFrame:
    """One row for each part of a bar: site, criterion, value in words, and points of 100."""
    criteria = criteria_of(here)
    parts = bar_parts(criteria)
    titles = [_title(page, here, criteria, part) for part in parts]
    rows = []
    for position, ranked in enumerate(ranking.sites[:MOST]):
        if ranked.rank is None:
            break
        name = visible(item_name(page.catalog, here.item(ranked.id), page.lang))
        for number, part in enumerate(parts):
            shares = [ranked.contributions[criteria[at].key] for at in part.positions]
            values = [
                value_words(here, criteria[at], share.value, page.lang)
                for at, share in zip(part.positions, shares, strict=True)
            ]
            if len(values) > 1:
                values = [
                    f"{sign(at)} {value}" for at, value in zip(part.positions, values, strict=True)
                ]
            rows.append(
                {
                    "position": position,
                    "site": f"{ranked.rank} · {name}",
                    "number": number,
                    "criterion": titles[number],
                    "value": i18n.semicolon(page.lang, values),
                    "points": round(100 * sum(share.points for share in shares), 2),
                }
            )
    return pd.DataFrame(rows)


def _title(page: Page, here: Shortlist, criteria: list[Criterion], part: BarPart) -> str:
    """The name of a part: its criterion, or how many share it."""
    if len(part.positions) > 1:
        return page.text("rank.others", count=len(part.positions))
    at = part.positions[0]
    return f"{sign(at)} {visible(criterion_words(page.catalog, here, criteria[at], page.lang))}"


def chart_spec(page: Page, here: Shortlist, frame: pd.DataFrame) -> dict[str, Any]:
    """The chart in Vega-Lite; a bar is identified by its position, since names may be the same."""
    colors, labels = THEMES[theme_name()].page, list(dict.fromkeys(frame["criterion"]))
    fills = [color.fill for color in CATEGORY_COLORS[: len(labels)]]
    sites = frame.drop_duplicates("position")["site"].tolist()
    font = {"labelFont": _font(), "labelFontSize": FONT_SIZE, "labelColor": colors["ink"]}
    title = {"titleFont": _font(), "titleFontSize": FONT_SIZE, "titleColor": colors["ink"]}
    return {
        "description": page.text("rank.chart_description", sites=len(sites)),
        "height": {"step": BAR_HEIGHT},
        "background": "transparent",
        "mark": {"type": "bar", "stroke": colors["paper"], "strokeWidth": 1},
        "encoding": {
            "y": {
                "field": "position",
                "type": "ordinal",
                "title": None,
                "axis": {
                    **font,
                    # Names in the order of the positions: texts of an expression are JSON.
                    "labelExpr": f"{_quoted(sites)}[datum.value]",
                    "labelLimit": 180,
                    "ticks": False,
                    "domain": False,
                },
            },
            "x": {
                "field": "points",
                "type": "quantitative",
                "stack": "zero",
                "scale": {"domain": [0, 100]},
                "axis": {
                    **font,
                    **title,
                    "title": page.text("shortlist.column.score"),
                    "gridColor": colors["line"],
                    "domain": False,
                },
            },
            "color": {
                "field": "criterion",
                "type": "nominal",
                "sort": labels,
                "scale": {"domain": labels, "range": fills},
                "legend": {
                    **font,
                    "title": None,
                    "orient": "bottom",
                    "direction": "vertical",
                    "columns": 1 if len(labels) < 4 else 2,
                    "labelLimit": 260,
                    "symbolType": "square",
                },
            },
            "order": {"field": "number", "type": "quantitative"},
            "tooltip": [
                {"field": "site", "type": "nominal", "title": page.text("shortlist.column.site")},
                {"field": "criterion", "type": "nominal", "title": page.text("rank.measure_label")},
                {"field": "value", "type": "nominal", "title": page.text("rank.chart_value")},
                {
                    "field": "points",
                    "type": "quantitative",
                    "title": page.text("shortlist.column.points"),
                },
            ],
        },
        "config": {"view": {"stroke": None}, "aria": False, "mark": {"aria": False}},
    }


def _font() -> str:
    return str(st.get_option("theme.font"))


def _quoted(texts: list[str]) -> str:
    """A list of texts in Vega's expressions."""
    return json.dumps(texts, ensure_ascii=True)
