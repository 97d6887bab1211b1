"""Criteria survive their text, and damaged texts are named."""

from hypothesis import given
from hypothesis import strategies as st

from geo.rank.code import decode, encode
from geo.rank.criteria import LEVELS, Criterion, Measure
from geo.rank.score import Missing, Rule

NUMBERS = st.floats(-1e6, 1e6)
SPANS = st.none() | st.tuples(st.floats(-1e6, 0), st.floats(0.5, 1e6))
RULES = st.builds(Rule, st.floats(0, 100), st.booleans(), st.sampled_from(Missing), SPANS)
CRITERIA = st.one_of(
    st.builds(Criterion, st.sampled_from([Measure.TASKS, Measure.PRECISION]), RULES),
    st.builds(Criterion, st.just(Measure.GAP), RULES, level=st.sampled_from(LEVELS)),
    st.builds(Criterion, st.just(Measure.DISTANCE), RULES, origin=st.text(min_size=1, max_size=9)),
    st.builds(Criterion, st.just(Measure.COLUMN), RULES, column=st.text(min_size=1, max_size=9)),
)


@given(st.lists(CRITERIA, max_size=4, unique_by=lambda one: one.key))
def test_criteria_come_back_as_they_were(criteria):
    assert decode(encode(criteria)) == (criteria, [])


@given(
    st.text()
    | st.sampled_from(
        [
            "{}",
            "[]",
            "null",
            '{"measure": "tasks", "weight": -1}',
            '{"measure": "gap", "weight": 1e999, "more": 1}',
        ]
    )
)
def test_what_is_damaged_is_left_out_and_named(code):
    assert decode({"key": code}) == ([], ["key"])
