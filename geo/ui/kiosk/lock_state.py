"""The lock of the kiosk: a locked session shows the kiosk at every address.

`SHUTU_KIOSK=1` locks the whole server. `?kiosk=1` locks a session and, by a cookie that the kiosk
sets, everything else that the same browser opens until it is closed. The other routes of a locked
server, and its rejection of uploads, are in `geo/web/kiosk_lock.py`.
"""

from __future__ import annotations

import streamlit as st

from geo import settings
from geo.ui.state.session import Session

PARAMETER = "kiosk"
COOKIE = "shutu_kiosk"  # set by assets/kiosk/lock.js


def is_locked(session: Session) -> bool:
    """Whether this session is restricted to the kiosk; a lock is permanent."""
    wanted = (
        settings.kiosk()
        or st.query_params.get(PARAMETER) == "1"
        or st.context.cookies.get(COOKIE) == "1"
    )
    session.locked = session.locked or wanted
    return session.locked
