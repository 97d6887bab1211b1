"""The lock of a kiosk server: only requests that the kiosk needs are answered.

A list of what is allowed, by method and path, so that routes added by the framework stay closed. It
holds from the first request on, before any page was drawn. `geo/ui/kiosk/page.py` is the other
half: it renders every page as the kiosk.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send

from geo import i18n
from geo.web.asgi import CARDS, STREAM, UPLOADS, path_below, refuse
from geo.web.headers import STATIC

READING = ("GET", "HEAD")
FILES = ("/favicon.png", "/manifest.json", "/_stcore/health", "/_stcore/host-config")


class KioskLock:
    """Allows the kiosk's own requests and rejects all others with a short message."""

    def __init__(self, app: ASGIApp, pages: Iterable[str], base: str = "") -> None:
        """`pages` are the paths of pages below `base`, without slashes at the ends."""
        self.app = app
        self.pages = {f"/{page}" for page in pages} | {"/"}
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or websocket."""
        if scope["type"] not in ("http", "websocket") or self._is_allowed(scope):
            await self.app(scope, receive, send)
            return
        uploads = path_below(self.base, scope).startswith(UPLOADS)
        # Streamlit looks for its own addresses below a page first and goes on after a 404.
        status, key = (403, "uploads") if uploads else (404, "closed")
        text = " ".join(i18n.text(lang, f"kiosk_lock.{key}") for lang in i18n.LANGUAGES)
        await refuse(scope, receive, send, status, text)

    def _is_allowed(self, scope: Scope) -> bool:
        path = path_below(self.base, scope)
        if scope["type"] == "websocket":
            return path == STREAM
        if scope["method"] not in READING:
            return False
        own = path in FILES or path.startswith((*STATIC, CARDS))
        return own or (path.rstrip("/") or "/") in self.pages
