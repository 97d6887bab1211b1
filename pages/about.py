"""About: what Shutu is, what its words and keys mean, accessibility, privacy."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.about.page import draw

    draw()
