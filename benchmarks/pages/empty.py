"""The least that a Streamlit page can be: what framework and machine cost by themselves."""

import streamlit as st

st.write("")
