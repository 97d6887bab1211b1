"""What is made from what a visitor brought, kept in their session and gone with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")


@dataclass(frozen=True)
class _Kept:
    key: Hashable
    value: Any


def remembered(slot: str, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made anew only when `key` is not that of the last call with this `slot`.

    Each slot holds one value, so that a session holds no more than what its visitor looks at. Use
    this, and never `st.cache_data`, for whatever a visitor brings: those caches are everybody's.
    """
    kept = st.session_state.get(slot)
    if not isinstance(kept, _Kept) or kept.key != key:
        kept = _Kept(key, make())
        st.session_state[slot] = kept
    value: T = kept.value
    return value


def forget(slot: str) -> None:
    """Let go of what a slot holds."""
    st.session_state.pop(slot, None)
