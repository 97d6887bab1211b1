"""What a browser may say over the websocket of the pages.

Streamlit obeys some words of any visitor that are meant for the developer of an app: `clear_cache`
empties the caches of all sessions, whatever the toolbar shows (checked in 1.67.0). A kiosk and a
public server are shown to everybody, so such messages are dropped.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class MessageFilter:
    """Drops what `is_allowed` says no to; everything else passes as it came."""

    def __init__(self, app: ASGIApp, is_allowed: Callable[[bytes], bool]) -> None:
        """`is_allowed` judges one binary message."""
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
