"""An area while it is drawn on the map: its form, and the points clicked so far.

This module does not use Streamlit. Widgets call the methods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.query.viewport import DrawnPoint

Form = Literal["polygon", "rectangle", "circle"]
FORMS: tuple[Form, ...] = ("polygon", "rectangle", "circle")
LEAST: dict[Form, int] = {"polygon": 3, "rectangle": 2, "circle": 2}
MOST = 200  # corners that are clicked by hand


@dataclass
class Sketch:
    """The points are corners; of a rectangle two opposite ones, of a circle the centre and any
    point of its rim.
    """

    form: Form | None = None
    points: tuple[DrawnPoint, ...] = ()

    def begin(self, form: Form) -> None:
        """Begin anew."""
        self.form, self.points = form, ()

    def add(self, point: DrawnPoint) -> None:
        """A click on the map; beyond `MOST` points, and twice the same, it counts for nothing."""
        if len(self.points) < MOST and (not self.points or point.place != self.points[-1].place):
            self.points = (*self.points, point)

    def undo(self) -> None:
        """Take the last point back."""
        self.points = self.points[:-1]

    def stop(self) -> None:
        """Draw no longer; what was drawn is dropped."""
        self.form, self.points = None, ()

    @property
    def is_complete(self) -> bool:
        """Whether there are enough points; more than two only make a polygon."""
        return self.form is not None and len(self.points) >= LEAST[self.form]

    @property
    def text(self) -> str:
        """The points as a typed area has them."""
        return "\n".join(f"{point.lon:.5f}, {point.lat:.5f}" for point in self.points)
