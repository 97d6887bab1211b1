"""The frame of Shutu: navigation, language, theme. `streamlit run app.py` or `make run`."""

from geo.ui.frame import draw_app

draw_app()
