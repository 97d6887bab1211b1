"""Open the app without a browser, and read what it wrote."""

from streamlit.testing.v1 import AppTest

from geo import settings
from geo.ui import fields
from geo.ui.session import Session

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
    """All HTML that the page wrote."""
    return " ".join(block.proto.body for block in app.get("html"))


def session(app: AppTest) -> Session:
    """The session of the visitor."""
    found: Session = app.session_state["session"]
    return found


def address(app: AppTest) -> dict[str, str]:
    """The parameters that the address bar should have."""
    return session(app).address.wanted


def field(app: AppTest, name: str) -> str:
    """The present key of a widget whose value the session owns; see `geo/ui/fields.py`."""
    return fields.widget_key(session(app), name)


def go(app: AppTest, **parameters: str) -> AppTest:
    """Go to another address of the page, as a person does through the history of the browser."""
    session(app).begun = False  # AppTest cannot mark a run as such a step
    app.query_params.clear()
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app
