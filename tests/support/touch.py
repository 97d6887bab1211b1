"""Fingers on a touch screen, through Chromium's DevTools."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import CDPSession, Page

FingerPath = tuple[tuple[float, float], tuple[float, float]]  # from and to, in CSS pixels


def fingers(
    page: Page,
    devtools: CDPSession,
    paths: Sequence[FingerPath],
    *,
    steps: int = 12,
    pause_ms: float = 0,
) -> None:
    """Fingers that go down together, each along its path, and up together."""
    for step in range(steps + 1):
        points = [
            {
                "x": start[0] + (end[0] - start[0]) * step / steps,
                "y": start[1] + (end[1] - start[1]) * step / steps,
                "id": number,
            }
            for number, (start, end) in enumerate(paths)
        ]
        kind = "touchMove" if step else "touchStart"
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        if pause_ms:
            page.wait_for_timeout(pause_ms)
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
