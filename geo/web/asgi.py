"""Helpers for the middleware of this package."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

UPLOADS = "/_stcore/upload_file/"
STREAM = "/_stcore/stream"
CARDS = "/card/"
_DENIAL = "websocket.http.response"  # the ASGI extension for an answer in place of a handshake


def path_below(base: str, scope: Scope) -> str:
    """The path of a request below the app's own (`base`: empty, or `/name`), with a leading slash.

    A path outside `base` is returned as it is: we have no routes there.
    """
    path = str(scope.get("path", "")) or "/"
    if base and (path == base or path.startswith(f"{base}/")):
        return path[len(base) :] or "/"
    return path


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, text: str) -> None:
    """Answer with `status` and one line of plain text, without reading what was sent.

    A websocket gets the same answer in place of its handshake where the server can do that, else
    it is closed.
    """
    if scope["type"] == "websocket" and _DENIAL not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    # No "Connection: close": the server throws away what still arrives, and the sender, who would
    # otherwise see a broken connection, gets to read the answer.
    await PlainTextResponse(f"{text}\n", status)(scope, receive, send)


def as_refusal(scope: Scope, message: Message) -> list[Message]:
    """A websocket that is closed before its handshake, as an answer that can carry headers.

    Other messages, and servers without that extension, get the message as it is.
    """
    if message["type"] != "websocket.close" or _DENIAL not in scope.get("extensions", {}):
        return [message]
    return [
        {
            "type": f"{_DENIAL}.start",
            "status": 403,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        },
        {"type": f"{_DENIAL}.body", "body": b"refused\n"},
    ]
