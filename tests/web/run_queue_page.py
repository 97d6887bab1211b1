"""A page whose clicks take a moment, so that another request can come while they work."""

import gc
import time

import streamlit as st

state = st.session_state
for name in ("one", "two", "part"):
    state.setdefault(name, 0)


def count(name: str) -> None:
    """Count a click, with places in between where Streamlit may end a run."""
    before = state[name]
    for _ in range(4):
        time.sleep(0.001)
        _ = state[name]
    state[name] = before + 1


@st.fragment
def part() -> None:
    """A part of the page that runs by itself."""
    st.button("part", on_click=count, args=("part",))
    st.text(f"part {state['part']}")


@st.dialog("Conflict")
def conflict() -> None:
    """A dialog, which is a fragment, too; its button closes it with a run of the page."""
    if st.button("close"):
        state["closed"] = state.get("closed", 0) + 1
        st.rerun()


st.button("one", on_click=count, args=("one",))
st.button("two", on_click=count, args=("two",))
with st.container():
    part()
if st.button("open"):
    conflict()
st.text(f"full collections: {gc.get_stats()[2]['collections']}")
for number in range(5):
    st.text(f"line {number}")
st.text(f"one {state['one']} two {state['two']} closed {state.get('closed', 0)}")
