"""Texts of Streamlit's own front end, and our replacements.

Checked in the scripts of 1.67.0 (`utils`, `FileUploader`). The server does not learn of a file that
the browser rejected, so the text is replaced in the browser (`assets/document.js`).
"""

from __future__ import annotations

from geo import i18n
from geo.ingest import PAGE_LIMITS
from geo.ingest.layers.layer_file import MOST_TILE_BYTES

WORDS = "streamlit."
TILES_MB = MOST_TILE_BYTES // 1_000_000
# A regular expression for the whole text, and the key of our text. Server rejections are identified
# only by their status (`geo/web/uploads.py` maps them).
FAILED = "(?:AxiosError: )?Request failed with status code"
ERRORS = (
    (rf"File must be {TILES_MB}\S* or smaller\.", "too_large_tiles"),
    (r"File must be \S+ or smaller\.", "too_large"),
    (rf"{FAILED} 413", "too_many"),
    (rf"{FAILED} 503", "no_room"),
    (r".* files are not allowed\.", "wrong_kind"),
    (rf"{FAILED} \d+|(?:AxiosError: )?(?:Network Error|timeout of \d+ms exceeded)", "not_sent"),
    (r"Upload failed|File size is too small\.|Unexpected error\. Please try again\.", "not_sent"),
)


def replaced_words(lang: str) -> dict[str, str]:
    """Streamlit's words in other languages → in this language."""
    return {
        i18n.text(known, key): i18n.text(lang, key)
        for known in i18n.LANGUAGES
        for key in i18n.all_texts(known)
        if key.startswith(WORDS) and i18n.text(known, key) != i18n.text(lang, key)
    }


def replaced_errors(lang: str) -> list[tuple[str, str]]:
    """Regular expressions for Streamlit's upload errors, and our texts."""
    limits = {"limit": PAGE_LIMITS.bytes // 1_000_000, "tiles": TILES_MB}
    return [(message, i18n.text(lang, f"upload_error.{key}", **limits)) for message, key in ERRORS]
