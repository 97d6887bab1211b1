"""An endpoint: its parameters, documentation and response handling.

One value (`Endpoint`) is both the route and its entry in the OpenAPI document, so that the two
cannot differ.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import i18n, settings
from geo.catalog import Catalog
from geo.errors import ArtefactError, RequestError, ShutuError
from geo.query.permalink import LANGUAGE
from geo.web.caching import REVALIDATED, entity_tag, is_known
from geo.web.requests import Parameter, read_choice, read_query, request_error
from geo.web.workers import RETRY_S, Workers

JSON, GEOJSON, PROBLEM = "application/json", "application/geo+json", "application/problem+json"
TEXT = "text/plain; charset=utf-8"
# Public data that are the same for everybody, read without cookies: any page may read them. The
# header Cross-Origin-Resource-Policy (headers.py) stays at same-origin: it stops only what asks
# without CORS, such as an <img> or <script> of another site.
OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Content-Disposition",
}


@dataclass(frozen=True)
class Call:
    """One request: `given` by the query, `path` by the address, `root` the app's own address
    (absolute, without a slash at its end).
    """

    open_catalog: Callable[[], Catalog]
    given: Mapping[str, str]
    path: Mapping[str, str]
    root: str
    lang: str

    @cached_property
    def catalog(self) -> Catalog:
        """The data.

        Raises:
            ArtefactError: there is no build, or it is damaged.
        """
        return self.open_catalog()


@dataclass(frozen=True)
class EndpointResponse:
    """A prepared response: `make` is only called if the client does not have it already.

    `depends_on` is all that decides the content, besides program and path; None: an answer that
    no cache may store. `is_long` work runs with limited concurrency.
    """

    make: Callable[[], bytes]
    depends_on: Sequence[object] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media: str = ""  # where it is not that of the endpoint
    is_long: bool = False
    kept: str = REVALIDATED


@dataclass(frozen=True)
class Endpoint:
    """An address below the app's own path.

    `media` is the type of a good answer, `schema` the name of its schema in the OpenAPI document,
    empty where it has none.
    """

    path: str
    name: str
    summary: str
    answer: Callable[[Call], EndpointResponse]
    media: str = JSON
    parameters: tuple[Parameter, ...] = ()
    path_parameters: tuple[Parameter, ...] = ()
    error_format: Literal["problem", "text"] = "problem"
    is_open: bool = True
    is_documented: bool = True
    schema: str = ""


@dataclass(frozen=True)
class Service:
    """What all endpoints of a server share; `base` is the app's path, empty or `/name`."""

    open_catalog: Callable[[], Catalog]
    base: str
    workers: Workers

    def route(self, endpoint: Endpoint) -> Route:
        """The route of an endpoint."""

        async def respond(request: Request) -> Response:
            try:
                return await self._respond(endpoint, request)
            except RequestError as error:
                text = i18n.text(language(request), f"request.{error.key}", **error.values)
                return problem(text, error.status, endpoint.error_format, is_open=endpoint.is_open)
            except ArtefactError as error:
                text = i18n.text(
                    language(request),
                    "request.not_ready",
                    reason=str(error),
                    command=settings.COMMAND,
                )
                return problem(text, 503, endpoint.error_format, is_open=endpoint.is_open)

        return Route(self.base + endpoint.path, respond, methods=["GET"], name=endpoint.name)

    async def _respond(self, endpoint: Endpoint, request: Request) -> Response:
        given = read_query(request.query_params, endpoint.parameters)
        read_choice(given, LANGUAGE, i18n.LANGUAGES)
        call = Call(
            self.open_catalog,
            given,
            request.path_params,
            root_address(request, self.base),
            language(request),
        )
        answer = await run_in_threadpool(endpoint.answer, call)
        headers = {
            **(OPEN if endpoint.is_open else {}),
            **answer.headers,
            "content-type": answer.media or endpoint.media,
            "cache-control": "no-store" if answer.depends_on is None else answer.kept,
        }
        if answer.depends_on is not None:
            headers["etag"] = entity_tag(request.url.path, call.root, *answer.depends_on)
            if is_known(headers["etag"], request.headers.getlist("if-none-match")):
                return Response(status_code=304, headers=headers)
        if request.method == "HEAD":
            return without_body(headers)
        body = await self._made(answer)
        return Response(body, headers=headers)

    async def _made(self, answer: EndpointResponse) -> bytes:
        try:
            if answer.is_long:
                return await self.workers.run(answer.make)
            return await run_in_threadpool(answer.make)
        except (RequestError, ArtefactError):
            raise
        except ShutuError as error:  # a font or the pages of a brief: ours to mend, not theirs
            raise request_error("not_made", 500, reason=str(error)) from error


def without_body(headers: Mapping[str, str]) -> Response:
    """The answer to HEAD: all headers but the length, which is not known before the work."""
    response = Response(headers=dict(headers))
    del response.headers["content-length"]
    return response


def problem(
    text: str, status: int, form: Literal["problem", "text"], *, is_open: bool = True
) -> Response:
    """An error as one plain sentence, or with it as a problem (RFC 9457)."""
    headers = dict(OPEN) if is_open else {}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = str(RETRY_S)
    if form == "text":
        return Response(f"{text}\n", status, headers | {"content-type": TEXT})
    content = {
        "type": "about:blank",
        "status": status,
        "title": HTTPStatus(status).phrase,
        "detail": text,
    }
    return Response(as_json(content), status, headers | {"content-type": PROBLEM})


def language(request: Request) -> str:
    """The language of an answer, also of one that says what is wrong with the request."""
    given = request.query_params.get(LANGUAGE, "")
    return given if given in i18n.LANGUAGES else i18n.DEFAULT


def root_address(request: Request, base: str) -> str:
    """The app's address as used by the client, also behind a proxy and below a path."""
    return str(request.base_url).rstrip("/") + base


def as_json(content: Any) -> bytes:
    """JSON in UTF-8, without NaN."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()


def content_disposition(file_name: str) -> str:
    """The header (RFC 6266) under which a browser saves a file, with Chinese names as they are."""
    visible = "".join(
        char if char.isprintable() and char not in '/\\"' else "_" for char in file_name
    )
    plain = visible.encode("ascii", "replace").decode().replace("?", "_")
    whole = quote(visible, safe="", errors="replace")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"
