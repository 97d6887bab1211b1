"""The lock of the stand: who is locked in sees the stand at every address, and nothing else.

`SHUTU_KIOSK=1` locks the whole server. `?kiosk=1` locks a session and, by a cookie that the stand
sets, everything else that the same browser opens until it is closed. What a locked server answers
besides its pages, and that it takes no uploads, stands in `geo/web/stand_lock.py`.
"""

from __future__ import annotations

import streamlit as st

from geo import settings
from geo.ui.session import Session

PARAMETER = "kiosk"
COOKIE = "shutu_kiosk"  # set by assets/exhibit/lock.js


def is_locked(session: Session) -> bool:
    """Whether this session may see nothing but the stand; once locked, it stays so."""
    wanted = (
        settings.kiosk()
        or st.query_params.get(PARAMETER) == "1"
        or st.context.cookies.get(COOKIE) == "1"
    )
    session.locked = session.locked or wanted
    return session.locked
