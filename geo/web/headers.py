"""The security response headers, as values.

What each directive is for, and how it was found: `docs/2026-11-28-web-headers.md`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from geo.errors import SettingError

SETTING = "SHUTU_FRAME_ANCESTORS"
# An origin as frame-ancestors takes it: no path, and a wildcard for the lowest labels only.
_ORIGIN = re.compile(
    r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:(\d{1,5}|\*))?", re.IGNORECASE
)
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# A year: the address contains a build id or version, so it changes with the content.
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
NOT_STORED = "no-store"
PRIVATE = "private, no-store"  # what a visitor brought
_OURS = re.compile(r"/app/static/(?:[0-9a-f]{12}/(?!base-approved\.)|[\w-]+-\d+\.\d+\.\d+\.)")
# Data, files and pages without a script of our own routes; files of the pages.
DATA = ("/export/", "/api/", "/ogc", "/qr.svg", "/card/", "/background/")
STATIC = ("/static/", "/app/static/")
PERMISSIONS = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)


def frame_ancestors(given: str) -> str:
    """The sources of `frame-ancestors` from the setting: which pages may frame this app.

    `self` (also the empty text), `none`, `*`, or origins such as `https://portal.example.cn`,
    separated by blanks or commas; `self` may stand beside origins.

    Raises:
        SettingError: the setting has another value.
    """
    words = given.replace(",", " ").split() or ["self"]
    if words in (["none"], ["*"]):
        return "'none'" if words == ["none"] else "*"
    for word in words:
        if word != "self" and not _ORIGIN.fullmatch(word):
            raise SettingError(
                f"{SETTING} has {word!r}, which is not an origin; the server was not started. Give "
                "`self`, `none`, `*` or origins such as https://portal.example.cn, without a path"
            )
    return " ".join("'self'" if word == "self" else word.lower() for word in words)


def script_hashes(html: str) -> tuple[str, ...]:
    """The `script-src` sources of the inline scripts of a page."""
    return tuple(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(html)
    )


@dataclass(frozen=True)
class Policy:
    """The headers of one server: `ancestors` and `scripts` as CSP sources.

    `tiles` is the origin of a background map (`geo/mapping/background.py`); empty: none.
    """

    ancestors: str = "'self'"
    scripts: tuple[str, ...] = ()
    tiles: str = ""

    @property
    def pages(self) -> str:
        """The policy of rendered or executed content: pages, scripts, styles, workers."""
        return _policy(
            {
                "default-src": "'none'",
                # blob: is how Streamlit loads the scripts of components (v2), ours all of them.
                # WebAssembly is for long.js below Streamlit's messages, and for deck.gl; nothing
                # makes JavaScript from text, so 'unsafe-eval' stays out.
                "script-src": " ".join(("'self'", "blob:", "'wasm-unsafe-eval'", *self.scripts)),
                # Streamlit's styles (emotion), st.html and the components write <style> and style=.
                "style-src": "'self' 'unsafe-inline'",
                "img-src": "'self' data:",  # symbols of the map, the logo
                "font-src": "'self' data:",  # data: the formulas in Streamlit's style sheet (KaTeX)
                # 'self' covers the websocket of the same host (CSP 3). deck.gl fetches the symbols,
                # which are data: addresses.
                "connect-src": " ".join(filter(None, ("'self' data:", self.tiles))),
                "worker-src": "blob:",  # deck.gl makes its workers so
                "manifest-src": "'self'",
                "base-uri": "'none'",
                "form-action": "'self'",
                "frame-ancestors": self.ancestors,
            }
        )

    @property
    def files(self) -> str:
        """The policy of data and files, which are displayed or saved but never executed."""
        return _policy(
            {
                "default-src": "'none'",
                "style-src": "'unsafe-inline'",
                "img-src": "data:",
                "base-uri": "'none'",
                "form-action": "'none'",
                "frame-ancestors": self.ancestors,
            }
        )

    def fixed(self, path: str) -> dict[str, str]:
        """The headers of an answer at `path` (below the app's own), without its caching."""
        headers = {
            "content-security-policy": self.files
            if path.startswith(("/media/", *DATA))
            else self.pages,
            "x-content-type-options": "nosniff",
            # Links contain ids of shortlists, which must not be sent to other sites as referrer.
            "referrer-policy": "same-origin",
            "permissions-policy": ", ".join(f"{feature}=()" for feature in PERMISSIONS),
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
        }
        # The older header knows no origins; where some are named, frame-ancestors alone decides.
        older = {"'self'": "SAMEORIGIN", "'none'": "DENY"}.get(self.ancestors)
        return headers | ({"x-frame-options": older} if older else {})


def cache_control(path: str, status: int) -> str | None:
    """The caching of a response at `path`, or None to leave it to the application.

    Session data is not cached; content with a build id or version in its address is.
    """
    if path.startswith("/export/session/layer/"):
        return PRIVATE
    if path.startswith(("/_stcore/", "/media/", "/export/session/")):
        return NOT_STORED
    if path.startswith("/app/static/"):
        if status not in (200, 206, 304):
            return NOT_STORED
        return IMMUTABLE if _OURS.match(path) else REVALIDATE
    return NOT_STORED if status >= 400 else None


def _policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
