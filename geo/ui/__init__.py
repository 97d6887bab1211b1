"""Everything that touches Streamlit."""
