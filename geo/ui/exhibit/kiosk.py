"""The lock of the stand: who is locked in sees the stand at every address, and nothing else.

`SHUTU_KIOSK=1` locks the whole server. `?kiosk=1` locks a session and, by a cookie that the stand
sets, everything else that the same browser opens until it is closed.
"""

from __future__ import annotations

import streamlit as st
from streamlit import config

from geo import settings

PARAMETER = "kiosk"
COOKIE = "shutu_kiosk"  # set by assets/exhibit/lock.js
_LOCKED = "_locked"
UPLOAD_LIMIT = "server.maxUploadSize"


def is_locked() -> bool:
    """Whether this session may see nothing but the stand; once locked, it stays so."""
    wanted = (
        settings.kiosk()
        or st.query_params.get(PARAMETER) == "1"
        or st.context.cookies.get(COOKIE) == "1"
    )
    if wanted:
        st.session_state[_LOCKED] = True
    return bool(st.session_state.get(_LOCKED))


def forbid_uploads() -> None:
    """On a server that is a stand nothing can be uploaded, whatever is asked of its addresses.

    Streamlit's upload address is open to every session, with or without an upload field, but it
    reads its limit for each request (checked in 1.67.0).
    """
    if settings.kiosk() and config.get_option(UPLOAD_LIMIT):
        config.set_option(UPLOAD_LIMIT, 0)
