"""Sources: the plan's structure, the cited material, origins and licences, the build."""

from geo.ui.frame import require_frame

if require_frame():
    from geo.ui.sources.page import draw

    draw()
