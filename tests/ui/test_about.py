"""The about page without a browser."""

import re
from itertools import pairwise

import pytest

from geo import i18n
from geo.query.filters import Filter
from tests.ui.apptest import html, opened

ABOUT = "pages/about.py"


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_every_text_of_the_page_is_shown(lang):
    body = html(opened(ABOUT, lang=lang))
    for key, text in i18n.all_texts(lang).items():
        if key.startswith("about.") and isinstance(text, str) and "{" not in text:
            assert text.replace("'", "&#x27;") in body, key


def test_the_precisions_count_the_named_places(catalog):
    body = html(opened(ABOUT, lang="en"))
    counts = [int(found) for found in re.findall(r"· (\d+) places?\b", body)]
    assert len(counts) == 6
    assert sum(counts) == catalog.places(Filter(relations=("named",))).num_rows == 62


def test_accessibility_names_standard_limits_and_whom_to_tell():
    body = html(opened(ABOUT, lang="en"))
    for part in (
        "WCAG",
        "level AA",
        "Known limits",
        "the operator of this installation",
        "Esc",
        "Home",
        "talks only to the machine",
    ):
        assert part in body, part


def test_headings_come_in_order():
    body = html(opened(ABOUT))
    levels = [int(level) for level in re.findall(r"<h(\d)", body)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
