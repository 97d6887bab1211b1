"""The web server of Shutu: the pages (`main.py`), with the routes and middleware of `geo/web`.

`streamlit run app.py`, or `make run`.
"""

import sys

import streamlit as st

from geo.errors import SettingError
from geo.ui.server import framework, lifespan
from geo.web.routes import routes
from geo.web.stack import middleware

_framework = framework()
try:
    _middleware = middleware(_framework)
except SettingError as error:
    sys.exit(f"Shutu: {error}")

app = st.App("main.py", routes=routes(_framework), middleware=_middleware, lifespan=lifespan)
