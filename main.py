"""The script that Streamlit runs for every visitor: the frame and the page inside it."""

from geo.ui.frame import draw_app

draw_app()
