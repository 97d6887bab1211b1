"""The routes of a server over the tiny province, without Streamlit behind them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from threading import Thread
from time import sleep

import pytest
import uvicorn
from starlette.applications import Starlette

from geo.catalog import Catalog
from geo.web.routes import routes
from geo.web.run_queue import RunProtocol
from geo.web.stack import Framework, middleware


def framework(open_catalog: Callable[[], Catalog], base: str = "") -> Framework:
    return Framework(
        base=base,
        index="",
        pages=(),
        upload_bytes=1024,
        hosts=(),
        stored_uploads=dict,
        is_visitors_message=bool,
        runs=RunProtocol(lambda content: None, lambda content: None),  # no page, no run
        open_catalog=open_catalog,
    )


def application(open_catalog: Callable[[], Catalog], base: str = "") -> Starlette:
    """What answers the routes, with the middleware of a server before it."""
    known = framework(open_catalog, base)
    return Starlette(routes=routes(known), middleware=middleware(known))


@pytest.fixture
def app(tiny: Catalog) -> Starlette:
    return application(lambda: tiny)


@pytest.fixture(scope="module")
def address(tiny: Catalog) -> Iterator[str]:
    """A real server below a path, as behind a proxy; the address of the app."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(application(lambda: tiny, "/shutu"), port=port, log_level="warning")
    )
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.01)
    yield f"http://127.0.0.1:{port}/shutu"
    server.should_exit = True
    thread.join()
