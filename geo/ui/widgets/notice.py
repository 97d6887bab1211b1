"""Notices of the session, each displayed once."""

from __future__ import annotations

import streamlit as st

from geo.ui.state.session import Session


def draw_notice(session: Session) -> None:
    """Show the pending message once."""
    message = session.notices.take_message()
    if message:
        st.toast(message.text(session.lang))


def draw_failure(session: Session) -> None:
    """Show what went wrong, once."""
    failed = session.notices.take_failed()
    if failed:
        st.error(failed.text(session.lang))
