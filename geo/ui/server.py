"""The web server's (`geo/web`) interface to Streamlit.

Imported before Streamlit's runtime exists: nothing that registers a component may be imported here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from google.protobuf.message import DecodeError
from streamlit import cli_util, runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server import server_util

from geo import settings
from geo.errors import ArtefactError
from geo.ui.data import open_catalog
from geo.ui.kiosk.shared_contents import shared_contents
from geo.ui.links import PAGES
from geo.ui.run_messages import RUNS
from geo.ui.static import root_path
from geo.ui.widgets.background import configured_background
from geo.web.own_layers import offered_bytes
from geo.web.sockets import send_at_once
from geo.web.stack import Framework

# Every click and input; where an upload may go; the next rows of a large table. Not allowed:
# clear_cache, set_run_on_save, load_git_info and debugging messages.
VISITORS_MESSAGES = frozenset(
    {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
        "backend_operation_request",
    }
)
OWN_LAYERS = "own layers"  # in place of the id of a session
VISITORS_OPERATIONS = frozenset({"dataframe_chunk"})


def framework() -> Framework:
    """Streamlit's configuration of this process."""
    return Framework(
        base=root_path(),
        index=(Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8"),
        pages=tuple(PAGES.values()),
        upload_bytes=int(st.get_option("server.maxUploadSize")) * 1024**2,
        hosts=tuple(st.get_option("server.allowedHosts") or ()),
        stored_uploads=stored_uploads,
        is_visitors_message=is_visitors_message,
        runs=RUNS,
        open_catalog=open_catalog,
        background=configured_background()[0],
    )


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """From the start of the server to its end.

    Opens the page in a browser, unless `server.headless`: Streamlit does so for
    an ordinary script, but not for `st.App` (checked in 1.67.0).
    """
    send_at_once()
    if settings.kiosk():  # a page that was cut off connects again soon after this
        asyncio.get_running_loop().run_in_executor(None, prepare_kiosk)
    if not st.get_option("server.headless"):
        # Asynchronously: the server must also start on a machine without a browser.
        asyncio.get_running_loop().call_soon(cli_util.open_browser, page_address())
    yield


def prepare_kiosk() -> None:
    """Make the contents of the kiosk before anybody asks; without data the page says what is."""
    with suppress(ArtefactError):
        shared_contents()


def page_address() -> str:
    """The address of the server on this machine."""
    address = st.get_option("server.address")
    host = server_util.get_display_address(address) if address else "localhost"
    return server_util.get_url(host)


def stored_uploads() -> dict[str, int]:
    """Bytes of uploaded files in memory, by session id; those that have become layers, of all
    sessions together, as `OWN_LAYERS`.
    """
    manager = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    if not isinstance(manager, MemoryUploadedFileManager):
        return {}
    # Copies first: other threads add and remove while this one counts.
    return {
        session: sum(len(file.data) for file in files.copy().values())
        for session, files in manager.file_storage.copy().items()
    } | {OWN_LAYERS: offered_bytes()}


def is_visitors_message(content: bytes) -> bool:
    """Whether a browser message is one that our pages send.

    Undecodable messages are allowed through: Streamlit closes such a connection itself.
    """
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return True
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        request = message.backend_operation_request
        return request.WhichOneof("payload") in VISITORS_OPERATIONS
    return kind in VISITORS_MESSAGES
