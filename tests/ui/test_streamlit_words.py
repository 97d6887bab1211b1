"""The texts that are replaced are those of the installed Streamlit, and none of ours is one."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from geo import i18n
from geo.ui.streamlit_words import ERRORS, replaced_errors

SCRIPTS = Path(find_spec("streamlit").origin).parent / "static" / "static" / "js"
# What is said, and where in the scripts (up to the first value) it stands.
MESSAGES = {
    "File must be 5.0MB or smaller.": ("utils", "File must be $"),
    "File must be 32.0MB or smaller.": ("utils", "File must be $"),
    "image/png files are not allowed.": ("utils", " files are not allowed."),
    "AxiosError: Request failed with status code 413": (
        "axios",
        "Request failed with status code ",
    ),
    "AxiosError: Request failed with status code 503": (
        "axios",
        "Request failed with status code ",
    ),
    "AxiosError: Request failed with status code 408": (
        "axios",
        "Request failed with status code ",
    ),
    "AxiosError: Network Error": ("axios", "Network Error"),
    "Upload failed": ("utils", "Upload failed"),
}
KEYS = ["too_large", "too_large_tiles", "wrong_kind", "too_many", "no_room", *["not_sent"] * 3]


@pytest.mark.parametrize(("message", "key"), list(zip(MESSAGES, KEYS, strict=True)))
def test_streamlit_says_it_and_we_say_ours(message, key):
    script, piece = MESSAGES[message]
    assert any(piece in path.read_text("utf-8") for path in SCRIPTS.glob(f"{script}.*.js"))
    ours = next(ours for form, ours in replaced_errors("en") if re.fullmatch(form, message))
    assert ours == i18n.text("en", f"upload_error.{key}", limit=5, tiles=32)


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_our_sentences_are_not_replaced_again(lang):
    for form, _ in ERRORS:
        for _, ours in replaced_errors(lang):
            assert not re.fullmatch(form, ours)
