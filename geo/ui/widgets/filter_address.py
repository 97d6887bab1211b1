"""The public address of the file of a filter, with the indicator below the places."""

from __future__ import annotations

from collections.abc import Mapping

from geo.choropleth.model import Choropleth, Denominator
from geo.choropleth.options import PLACES
from geo.export.registry import FORMATS
from geo.query.filters import Filter
from geo.query.permalink import ViewState, encode, fits_link
from geo.ui.state.indicator import DENOMINATORS
from geo.ui.state.session import Page
from geo.ui.widgets.downloads import export_address


def filter_address(
    page: Page,
    name: str,
    chosen: Filter,
    options: Mapping[str, str] | None = None,
    choropleth: Choropleth | None = None,
) -> str | None:
    """The address of a format, with further `options`, and the indicator of the page where the
    format shows one. None where no address carries it all: with an uploaded area, a table, or
    reversed colours.
    """
    shown = choropleth if FORMATS[name].colored else None
    colors = {} if shown is None else _color_parameters(page.choice.indicator, shown)
    if colors is None or not fits_link(chosen):
        return None
    parameters = encode(ViewState(filter=chosen, lang=page.lang))
    return export_address(name, {**parameters, **(options or {}), **colors})


def _color_parameters(indicator: str, choropleth: Choropleth) -> dict[str, str] | None:
    """The indicator as parameters of an export (geo/choropleth/options.py)."""
    by, style = DENOMINATORS.get(indicator), choropleth.style
    if by not in (Denominator.NONE, Denominator.AREA) or style.reverse:
        return None
    return {
        "choropleth": PLACES,
        "level": choropleth.level,
        "per": by,
        "classes": str(style.classes),
        "class_method": style.method,
        "palette": style.palette,
    }
