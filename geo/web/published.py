"""The files that the pages publish for browsers (`geo/ui/static.py`), from wherever they stand.

Streamlit serves a folder `static` beside the main script only. An installed package cannot be
written to, so this route takes its place, under the same addresses and with the same answers.
"""

from __future__ import annotations

import mimetypes
from http import HTTPStatus
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

BELOW = "/app/static"
# As Streamlit answered; what may be done with a file is in the headers of `geo/web/headers.py`.
HEADERS = {"access-control-allow-origin": "*"}
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
BINARY = "application/octet-stream"


def published(folder: Path, base: str) -> Route:
    """The route of the files in `folder`; `base` is the path of the app: empty, or `/name`."""

    async def respond(request: Request) -> FileResponse:
        path = await run_in_threadpool(find, folder, request.path_params["path"])
        if path is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return FileResponse(path, headers=HEADERS, media_type=media_type(path))

    return Route(f"{base}{BELOW}/{{path:path}}", respond, methods=["GET"])


def find(folder: Path, path: str) -> Path | None:
    """The regular file at a path below `folder`; None where there is none, or outside of it."""
    try:
        found = (folder / path).resolve()
        inside = found.is_relative_to(folder.resolve()) and found.is_file()
    except (OSError, ValueError):  # a name that is too long, or holds a NUL
        return None
    return found if inside else None


def media_type(path: Path) -> str:
    """By its ending: a browser runs no script whose type the machine's own table gets wrong."""
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or BINARY
