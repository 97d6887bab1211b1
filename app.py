"""The web server of Shutu: Streamlit's pages (`main.py`) behind the middleware of `geo/web`.

`streamlit run app.py`, or `make run`. Routes of our own go into `st.App(routes=...)`.
"""

import sys

import streamlit as st

from geo.errors import SettingError
from geo.ui.server import framework, lifespan
from geo.web.stack import middleware

try:
    _middleware = middleware(framework())
except SettingError as error:
    sys.exit(f"Shutu: {error}")

app = st.App("main.py", middleware=_middleware, lifespan=lifespan)
