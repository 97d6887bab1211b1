"""`/qr.svg?link=`: the QR code of an address of this app, for a phone beside the screen."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import SplitResult, urlsplit

import segno

from geo import settings
from geo.web.endpoint import Call, Endpoint, EndpointResponse
from geo.web.filtering import LANG
from geo.web.requests import Parameter, request_error

MAX_LINK = 1_000  # characters; denser codes are hard to read from a screen
SCALE, BORDER = 4, 2  # pixels of a module, modules around the code
# The code depends on the link only; the link is private.
KEPT = "private, max-age=86400"
PORTS = {"http": 80, "https": 443}
LINK = Parameter("link", "An address of this app.", required=True, most=MAX_LINK)


def _qr(call: Call) -> EndpointResponse:
    link = call.given[LINK.name]
    if not is_ours(link, call.root):
        raise request_error("bad_link", value=link)

    def make() -> bytes:
        picture = BytesIO()
        segno.make(link, micro=False).save(
            picture, kind="svg", scale=SCALE, border=BORDER, light="white"
        )
        return picture.getvalue()

    return EndpointResponse(make, (link,), kept=KEPT)


def is_ours(link: str, root: str) -> bool:
    """Whether a link belongs to this app: below `root` or its public address."""
    if not link.isascii() or not link.isprintable() or set(link) & set(' \\"<>'):
        return False
    homes = filter(None, (root, settings.public_address()))
    try:
        return any(_leads_to(urlsplit(link), urlsplit(home)) for home in homes)
    except ValueError:  # invalid, e.g. a port that is not a number
        return False


def _leads_to(link: SplitResult, home: SplitResult) -> bool:
    """Same server and below the same path.

    http and https are equal: behind a TLS proxy the page has an https address while this server
    receives http.
    """
    path = home.path.rstrip("/")
    return (
        link.scheme in PORTS
        and link.username is None
        and link.hostname == home.hostname
        and _port(link) == _port(home)
        and (link.path == path or link.path.startswith(f"{path}/"))
    )


def _port(address: SplitResult) -> int | None:
    """The port that an address names; None where it is the usual one of its scheme."""
    return None if address.port == PORTS.get(address.scheme) else address.port


ENDPOINTS = (
    Endpoint(
        "/qr.svg",
        "qrCode",
        "The QR code of an address of this app",
        _qr,
        media="image/svg+xml",
        parameters=(LINK, LANG),
        error_format="text",
        is_open=False,
    ),
)
