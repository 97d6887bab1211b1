"""A small app behind the queue of runs (`test_run_queue_server.py`); `UNQUEUED=1` leaves it out."""

import os

import streamlit as st
from starlette.middleware import Middleware

from geo.ui.run_messages import RUNS
from geo.web.run_queue import RunQueue

_middleware = [] if os.environ.get("UNQUEUED") else [Middleware(RunQueue, protocol=RUNS)]

app = st.App("run_queue_page.py", middleware=_middleware)
