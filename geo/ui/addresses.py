"""The pages and their addresses. Imports nothing: the server reads them before it starts."""

PAGES = {
    "explore": "",
    "shortlist": "shortlist",
    "coverage": "coverage",
    "locate": "locate",
    "sources": "sources",
    "about": "about",
    "kiosk": "kiosk",
}  # page file → path in the address
