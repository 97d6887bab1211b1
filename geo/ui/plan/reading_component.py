"""Mount the text: which file, which passages; out come the places that a person picks in it."""

from __future__ import annotations

from collections.abc import Sequence

from geo.ui.component import module_component
from geo.ui.plan.reading_file import NAME
from geo.ui.state.choice import Choice
from geo.ui.state.session import Page, widget_value

KEY = "reading"
_component = module_component("shutu_reading", "plan/reading.js", styles=["plan/reading.css"])


def draw_text(page: Page, *, folder: str, selected: str | None, dimmed: Sequence[str]) -> None:
    """Draw the text of `folder` (reading_file.py); `selected` and `dimmed` are scenarios."""
    _component(
        key=KEY,
        height="content",
        data={
            "folder": folder,
            "name": NAME,
            "lang": page.lang,
            "selected": selected,
            "dimmed": list(dimmed),
            "contents": page.text("plan.contents"),
            "label": page.text("nav.plan"),
            "failed": page.text("plan.failed"),
        },
        on_picked_change=lambda: _on_pick(page.choice),
    )


def _on_pick(choice: Choice) -> None:
    place = getattr(widget_value(KEY), "picked", None)
    if place:
        choice.select(place, move=True)
