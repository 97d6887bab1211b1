"""Criteria survive their text, and damaged texts are named."""

from hypothesis import assume, given
from hypothesis import strategies as st

from geo.rank.code import decode, decode_sets, encode, encode_sets
from geo.rank.criteria import LEVELS, Criterion, Measure
from geo.rank.score import Failing, Missing, Rule
from geo.rank.weights import WeightSet

NUMBERS = st.floats(-1e6, 1e6)
SPANS = st.none() | st.tuples(st.floats(-1e6, 0), st.floats(0.5, 1e6))
ENDS = st.none() | st.floats(-1e6, 0), st.none() | st.floats(0, 1e6)
RULES = st.builds(
    Rule,
    st.floats(0, 100),
    st.booleans(),
    st.sampled_from(Missing),
    SPANS,
    *ENDS,
    st.sampled_from(Failing),
)
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


def test_criteria_of_an_earlier_shutu_open():
    old = '{"measure": "tasks", "weight": 2.0, "more": true, "missing": "last"}'
    assert decode({"tasks": old}) == ([Criterion(Measure.TASKS, Rule(2.0))], [])


SETS = st.lists(
    st.builds(
        WeightSet,
        st.text(min_size=1, max_size=9),
        st.dictionaries(st.text(max_size=9), st.floats(0, 1e9), max_size=5),
    ),
    max_size=4,
    unique_by=lambda one: one.name,
)


@given(SETS)
def test_weight_sets_come_back_as_they_were(sets):
    assert decode_sets(encode_sets(sets)) == (sets, [])


@given(
    st.text()
    | st.sampled_from(["[]", "null", '{"a": -1}', '{"a": 1e999}', '{"a": NaN}', '{"a": "1"}'])
    | st.just("[" * 5000)
)
def test_damaged_weight_sets_are_named(code):
    assume(code != "{}")
    assert decode_sets({"mine": code}) == ([], ["mine"])
