"""What stands between the web server and the pages: response headers, limits, the stand's lock,
and one run at a time for each browser.

Pure ASGI without Streamlit. `stack.middleware` puts the parts together for `app.py`; routes of our
own (`st.App(routes=...)`) belong into this room too.
"""
