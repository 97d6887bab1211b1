"""Ask an ASGI application without a server: one request or one websocket handshake."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message

from tests.support.loops import run_alone


@dataclass
class Answer:
    """What came back: `status` (None for a closed websocket), headers and body."""

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    kinds: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    app: ASGIApp,
    path: str,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: Callable[[], Any] | None = None,
    *,
    websocket: bool = False,
    can_refuse: bool = True,
) -> Answer:
    """One request; `path` may have a query behind it. `body` is called when the application reads;
    without it, reading fails.
    """
    return run_alone(ask_in_loop(app, path, method, headers, body, websocket, can_refuse))


async def ask_in_loop(
    app: ASGIApp,
    path: str,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: Callable[[], Any] | None = None,
    websocket: bool = False,
    can_refuse: bool = True,
) -> Answer:
    """As `ask`, inside a running event loop."""
    answer = Answer()
    path, _, query = path.partition("?")
    scope: dict[str, Any] = {
        "type": "websocket" if websocket else "http",
        "path": unquote(path),
        "query_string": query.encode(),
        "scheme": "http",
        "root_path": "",
        "headers": [
            (name.lower().encode(), value.encode())
            for name, value in ({"host": "127.0.0.1:8501"} | (headers or {})).items()
        ],
    }
    if websocket:
        scope["extensions"] = {"websocket.http.response": {}} if can_refuse else {}
        scope["subprotocols"] = []
    else:
        scope["method"] = method

    async def receive() -> Message:
        assert body is not None, "the body was read"
        given = body()
        return await given if asyncio.iscoroutine(given) else given

    async def send(message: Message) -> None:
        answer.kinds.append(message["type"])
        if "headers" in message:
            names = [name for name, _ in message["headers"]]
            assert len(names) == len(set(names)), f"a header twice: {names}"
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        answer.status = message.get("status", answer.status)
        answer.body += message.get("body", b"")

    await app(scope, receive, send)
    return answer
