"""Open the app without a browser, and read what it wrote."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from geo import settings
from geo.ui.links import PAGES
from geo.ui.state.session import Session
from geo.ui.widgets.fields import widget_key

APP = str(settings.ROOT / "main.py")


def opened(page: str | None = None, **parameters: str) -> AppTest:
    """The app at an address with `parameters`, on the explore page or another `page` file."""
    app = AppTest.from_file(APP, default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    if page:
        app.switch_page(page)
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    """All HTML that the page wrote, without the head and foot that are on paper only."""
    bodies = (block.proto.body for block in app.get("html"))
    return " ".join(body for body in bodies if "shutu-print-" not in body)


def session(app: AppTest) -> Session:
    """The session of the visitor."""
    found: Session = app.session_state["session"]
    return found


def address(app: AppTest) -> dict[str, str]:
    """The parameters that the address bar is to have."""
    return dict(session(app).address.wanted)


def go(app: AppTest, parameters: Mapping[str, str]) -> None:
    """What a step in the browser's history is to the server: a run with another address.

    AppTest cannot mark a run as such a step, as a browser does, so the session is told.
    """
    session(app).meet(parameters, is_step=True)
    app.run()
    assert not app.exception


def follow(app: AppTest) -> None:
    """Open the page that the browser was asked to open, as it would."""
    jump = session(app).address.jump
    assert jump.number
    name = next(name for name, path in PAGES.items() if path == jump.page)
    app.switch_page(f"pages/{name}.py")
    go(app, dict(parse_qsl(jump.query)))


def table_data(app: AppTest, key: str) -> dict[str, Any]:
    """What the table with this key was given (`geo/ui/shortlist/edit_table.py`)."""
    drawn = [element.proto for element in app.get("bidi_component")]
    found = next(proto for proto in drawn if proto.id.endswith(f"-{key}"))
    data: dict[str, Any] = json.loads(found.json)
    return data


def field(app: AppTest, name: str) -> str:
    """The present key of a widget whose value the session owns; see `geo/ui/widgets/fields.py`."""
    return widget_key(session(app), name)
