"""A browser that gets two runs at once draws the last one only, and must not miss what is chosen.

Streamlit tells a browser the value of a widget that was set in the session only in the run that set
it. A control without it looks as if nothing were chosen, and says so with the next click.
"""

from __future__ import annotations

import pytest

from geo.shortlist import link
from geo.shortlist.drift import pick
from geo.shortlist.model import Shortlist
from tests.ui.apptest import opened

PAGES = ("pages/shortlist.py", "pages/locate.py", "pages/coverage.py")


@pytest.mark.parametrize("page", PAGES)
def test_the_second_run_also_says_what_is_chosen(catalog, page):
    code = link.encode(Shortlist(items=pick(catalog, ["sanxingdui"])))
    app = opened(page, **{link.CONTENT: code}).run()
    controls = [one.proto for one in app.get("button_group") if one.proto.required]
    assert controls
    for control in controls:
        assert (control.set_value and control.raw_values) or control.default, control.label
