"""The site that is looked at, below the map of the list."""

from __future__ import annotations

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.rank.score import Ranking
from geo.shortlist.model import Item, Shortlist
from geo.ui import words
from geo.ui.desk import basket
from geo.ui.desk.ranking import criteria_of
from geo.ui.desk.rows import row_of
from geo.ui.desk.saying import why
from geo.ui.detail import draw_detail
from geo.ui.place_list import draw_icon, precision_words


def draw_site(explorer: Explorer, here: Shortlist, ranking: Ranking | None, lang: str) -> None:
    """Draw its reasons in the ranking and all that is known of it; or how to choose one."""
    place = basket.looked_at()
    if place is None:
        st.html(f'<div class="shutu-small">{i18n.text(lang, "desk.pick_site")}</div>')
        return
    item = here.item(place)
    standings = {one.id: one for one in ranking.standings} if ranking else {}
    standing = standings.get(place)
    with st.container(border=True, key="desk_site"):
        if standing and standing.rank is not None:
            said = why(explorer, here, criteria_of(here), standing, lang)
            text = i18n.text(
                lang,
                "rank.standing",
                rank=standing.rank,
                score=f"{100 * (standing.score or 0.0):.1f}",
                why=said,
            )
            st.html(f'<div class="shutu-small">{words.safe(text)}</div>')
        if item.own or place not in explorer.points:
            _own(explorer, item, lang)
        else:
            draw_detail(explorer, place, {place}, lang)


def _own(explorer: Explorer, item: Item, lang: str) -> None:
    """What there is to say of a place that is not, or no longer, in the catalogue."""
    row = row_of(explorer, item)
    lines = [precision_words(row, lang), words.region(explorer, row, lang)]
    if row["lon"] is not None:
        lines.append(i18n.text(lang, "detail.coordinates", lon=row["lon"], lat=row["lat"]))
    if item.own:
        lines += [item.own.source, item.own.status, item.own.method]
    lines += [f"{name}: {cell}" for name, cell in item.cells.items()]
    body = "".join(f"<div>{words.safe(line)}</div>" for line in lines if line)
    st.html(
        f'<h2 class="shutu-title"><img src="{draw_icon(row)}" alt="">'
        f"{words.safe(row[f'name_{lang}'])}</h2>"
        f'<div class="shutu-small">{body}</div>'
    )
