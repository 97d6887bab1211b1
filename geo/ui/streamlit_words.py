"""What Streamlit says by itself, in its front end, and what stands there instead.

Checked in the scripts of 1.67.0 (`utils`, `FileUploader`). The server is not told
of a file that the browser refused, so that our sentence has to be put where Streamlit's stands
(`assets/document.js`).
"""

from __future__ import annotations

from geo import i18n
from geo.ingest import PAGE_LIMITS

WORDS = "streamlit."
# The whole text as an expression, and the key of our sentence. Refusals of the server come by their
# status only (`geo/web/uploads.py` says which is which).
FAILED = "(?:AxiosError: )?Request failed with status code"
ERRORS = (
    (r"File must be \S+ or smaller\.", "too_large"),
    (rf"{FAILED} 413", "too_many"),
    (rf"{FAILED} 503", "no_room"),
    (r".* files are not allowed\.", "wrong_kind"),
    (rf"{FAILED} \d+|(?:AxiosError: )?(?:Network Error|timeout of \d+ms exceeded)", "not_sent"),
    (r"Upload failed|File size is too small\.|Unexpected error\. Please try again\.", "not_sent"),
)


def replaced_words(lang: str) -> dict[str, str]:
    """Each word of Streamlit that is not in the language, with the one that is."""
    return {
        text: i18n.text(lang, key)
        for known in i18n.LANGUAGES
        for key, text in i18n.catalogue(known).items()
        if key.startswith(WORDS) and text != i18n.text(lang, key)
    }


def replaced_errors(lang: str) -> list[tuple[str, str]]:
    """Expressions for what Streamlit says of a file that went wrong, and our sentences."""
    limits = {"limit": PAGE_LIMITS.bytes // 1_000_000}
    return [(message, i18n.text(lang, f"upload_error.{key}", **limits)) for message, key in ERRORS]
