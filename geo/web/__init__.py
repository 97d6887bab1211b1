"""The web server apart from the pages: our own routes, and the middleware.

Without Streamlit. `routes.routes` and `stack.middleware` put the parts together for `app.py`. A
route is an `Endpoint` (exports, API, OGC API - Features, QR codes); middleware is pure ASGI
(response headers, compression, limits, the kiosk's lock).
"""
