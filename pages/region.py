"""One region: what the plan names there, what applies, what is missing, beside another."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.region.page import draw

    draw()
