"""The middleware that adds the headers of `headers.Policy` to every response."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.web.asgi import as_refusal, path_below
from geo.web.headers import Policy, cache_control

_STARTS = ("http.response.start", "websocket.accept", "websocket.http.response.start")


class SecurityHeaders:
    """Pages, files, errors and websocket handshakes: all get the same security headers."""

    def __init__(self, app: ASGIApp, policy: Policy, base: str = "") -> None:
        """`base` is the path of the app on its server: empty, or with a leading slash."""
        self.app = app
        self.policy = policy
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or websocket."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        path = path_below(self.base, scope)
        started = False

        async def send_protected(message: Message) -> None:
            nonlocal started
            for one in [message] if started else as_refusal(scope, message):
                if one["type"] in _STARTS:
                    started = True
                    self._protect(one, path)
                await send(one)

        try:
            await self.app(scope, receive, send_protected)
        except Exception:
            # Starlette's own error response is created outside of all middleware.
            if scope["type"] == "http" and not started:
                answer = PlainTextResponse("Internal Server Error", 500)
                await answer(scope, receive, send_protected)
            raise

    def _protect(self, message: Message, path: str) -> None:
        headers = MutableHeaders(raw=message.setdefault("headers", []))
        for name, value in self.policy.fixed(path).items():
            headers[name] = value
        kept = cache_control(path, message.get("status", 101))
        if kept and message["type"] == "http.response.start":
            headers["cache-control"] = kept
