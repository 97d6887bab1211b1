"""The link of an exported file to the page that shows the same."""

from __future__ import annotations

from urllib.parse import urlencode, urljoin

from geo import settings
from geo.query.filters import Filter
from geo.query.permalink import ViewState, encode
from geo.shortlist import link
from geo.shortlist.model import Shortlist

SHORTLIST_PAGE = "shortlist"


def page_link(chosen: Filter, lang: str, listed: Shortlist | None) -> str:
    """Where the explorer shows the same: a list that fits into a link, or else the filter."""
    parameters = encode(ViewState(chosen, lang))
    code = link.encode(listed) if listed is not None else None
    page = SHORTLIST_PAGE if code else ""
    if code:
        parameters[link.CONTENT] = code
    root = settings.site_url().rstrip("/") + "/"
    query = urlencode(parameters, safe=",")
    return urljoin(root, page) + (f"?{query}" if query else "")
