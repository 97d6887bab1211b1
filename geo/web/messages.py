"""A filter for browser messages on the websocket of the pages.

Streamlit executes some messages from any visitor that are meant for app developers: `clear_cache`
empties the caches of all sessions, whatever the toolbar shows (checked in 1.67.0). Kiosks and
public servers are open to everybody, so such messages are dropped.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class MessageFilter:
    """Drops messages that `is_allowed` rejects; all others pass unchanged."""

    def __init__(self, app: ASGIApp, is_allowed: Callable[[bytes], bool]) -> None:
        """`is_allowed` checks one binary message."""
        self.app = app
        self.is_allowed = is_allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one websocket; requests pass untouched."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def receive_allowed() -> Message:
            while True:
                message = await receive()
                content = message.get("bytes")
                if message["type"] != "websocket.receive" or content is None:
                    return message
                if self.is_allowed(content):
                    return message

        await self.app(scope, receive_allowed, send)
