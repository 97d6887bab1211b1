"""What a visitor wants to draw on the map: the browser draws it, and reports the result.

This module does not use Streamlit. Widgets call the methods.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import LocalizedError
from geo.query.drawing import DrawnName


@dataclass
class Sketch:
    """The last wish: `number` is incremented, so that the browser detects a new one."""

    number: int = 0
    wanted: DrawnName | None = None
    refused: LocalizedError | None = None  # why the last drawing is not the filter

    def begin(self, wanted: DrawnName) -> None:
        """Draw a form, or edit an area of the filter."""
        self.number += 1
        self.wanted, self.refused = wanted, None

    def stop(self) -> None:
        """The browser has finished it, or has given it up."""
        self.wanted = None
