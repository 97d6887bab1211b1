"""The plan: the document's facts, and its text beside the map."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.plan.page import draw

    draw()
