"""One task of the plan: its text in short, its places, what applies, what names no place."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.task.page import draw

    draw()
