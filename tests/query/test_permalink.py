"""Links: every state survives the round trip, and damaged links lose only what is damaged."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.query.filters import Filter
from geo.query.permalink import LANGUAGES, State, decode, encode
from tests.query.test_filters import draw_filter


def known(explorer):
    return set(explorer.places(Filter())["id"].to_pylist())


@settings(max_examples=200, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_any_state_survives_the_round_trip(explorer, data):
    sites = known(explorer)
    state = State(
        filter=draw_filter(data, explorer),
        lang=data.draw(st.sampled_from(LANGUAGES)),
        site=data.draw(st.sampled_from([None, *sorted(sites)])),
        stations=data.draw(st.booleans()),
    )
    assert decode(encode(state), explorer.vocabulary, sites) == (state, [])


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.dictionaries(st.text(max_size=9), st.text(max_size=30), max_size=6))
def test_any_parameters_are_taken(explorer, parameters):
    state, _ = decode(parameters, explorer.vocabulary, known(explorer))
    assert decode(encode(state), explorer.vocabulary, known(explorer)) == (state, [])


def test_only_what_is_damaged_is_dropped(explorer):
    given_parameters = {"sector": "energy,x", "task": "8,99", "site": "nowhere", "lang": "fr",
                        "foo": "1"}  # fmt: skip
    state, dropped = decode(given_parameters, explorer.vocabulary, known(explorer))
    assert state == State(Filter(sectors=("energy",), tasks=(8,)))
    assert sorted(dropped) == ["99", "foo", "fr", "nowhere", "x"]


def test_a_link_of_one_language_opens_in_the_other(explorer):
    chosen = Filter(sectors=("energy",), regions=("513200",))
    made = encode(State(chosen, lang="en"))
    state, _ = decode(made | {"lang": "zh"}, explorer.vocabulary, set())
    assert state.filter == chosen
    assert state.lang == "zh"
