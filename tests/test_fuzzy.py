"""Approximate comparison of spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.fuzzy import closest, distance, relative_distance, similarity, within_one_edit

LEVENSHTEIN = [
    # the examples of textbooks
    ("kitten", "sitting", 3),
    ("saturday", "sunday", 3),
    ("flaw", "lawn", 2),
    ("", "abc", 3),
    ("abc", "", 3),
    ("ab", "ba", 2),
    ("same", "same", 0),
    ("intention", "execution", 5),
    ("abcd", "bcd", 1),
    ("bcd", "abcd", 1),
    ("gumbo", "gambol", 2),
    ("都江堰", "都江偃", 1),
    ("", "", 0),
]


@pytest.mark.parametrize(("one", "other", "edits"), LEVENSHTEIN)
def test_distance(one, other, edits):
    assert distance(one, other) == distance(other, one) == edits
    assert relative_distance(one, other) == edits / max(len(one), len(other), 1)


@given(st.text("abc", min_size=1, max_size=6), st.data())
def test_one_edit_is_forgiven(word, data):
    position = data.draw(st.integers(0, len(word) - 1))
    char = data.draw(st.sampled_from("abcd"))
    for edited in (
        word[:position] + char + word[position:],
        word[:position] + word[position + 1 :],
        word[:position] + char + word[position + 1 :],
    ):
        assert within_one_edit(word, edited)
        assert within_one_edit(edited, word, swaps=False)


def edited_once(word, alphabet):
    """Every word that one substitution, insertion or deletion makes, and the word itself."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        word,
        *(left + right[1:] for left, right in cuts if right),
        *(left + char + right for left, right in cuts for char in alphabet),
        *(left + char + right[1:] for left, right in cuts if right for char in alphabet),
    }


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_one_edit_is_what_trying_all_edits_finds(one, other):
    assert within_one_edit(one, other, swaps=False) == (other in edited_once(one, "abc"))
    swapped = {
        one[:place] + one[place + 1] + one[place] + one[place + 2 :]
        for place in range(len(one) - 1)
    }
    assert within_one_edit(one, other) == (other in edited_once(one, "abc") | swapped)


def test_similarity_counts_what_both_have_in_order():
    assert similarity("abcd", "bcde") == pytest.approx(0.75)  # bcd: 2 * 3 / 8
    assert similarity("", "") == 1
    assert similarity("ab", "xy") == 0


def test_closest():
    names = ["成都市", "成华区", "都江堰市", "阿坝县"]
    assert closest("成都", names, limit=2) == ["成都市"]
    assert closest("成都", names, limit=2, least=0.0) == ["成都市", "成华区"]
    assert closest("没有", names, limit=3, least=0.0) == names[:3]  # none is alike: their order
    assert closest("x", [], limit=3) == []
