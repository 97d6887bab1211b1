"""Coverage: which sectors and tasks have places where, what is missing, the plan's targets."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.coverage.page import draw

    draw()
