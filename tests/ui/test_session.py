"""Which address counts, and what a choice becomes; nothing here needs Streamlit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import settings
from geo.catalog import Catalog
from geo.query.filters import FIELDS, Filter
from geo.query.permalink import NUMBERS, ViewState, decode
from geo.query.spatial import AreaFilter, DistanceFilter
from geo.query.viewport import Viewport
from geo.ui.state.choice import AREA, MAX_AREAS, Choice
from geo.ui.state.session import Session

SQUARES = [AreaFilter(f"{number}.geojson", bytes([number])) for number in range(5)]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog(settings.built_dir())


def test_an_address_counts_at_first_and_after_a_step_only(catalog):
    session = Session()
    session.meet({"sector": "water", "lang": "en"}, is_step=True)
    assert session.lang == "en"
    assert session.read_address(catalog) == []
    assert session.choice.filter == Filter(sectors=("water",))
    session.meet({"sector": "city"}, is_step=False)  # a browser that is late, or another page
    assert session.read_address(catalog) == []
    assert session.choice.filter == Filter(sectors=("water",))
    session.meet({"sector": "city", "kind": "nonsense"}, is_step=True)
    assert session.read_address(catalog) == ["nonsense"]
    assert (session.lang, session.choice.filter) == ("zh", Filter(sectors=("city",)))
    assert session.address.taken == {"sector": "city", "kind": "nonsense"}


def test_a_page_may_take_a_parameter_of_its_own_first(catalog):
    session = Session()
    assert session.take_parameter("list") is None
    session.meet({"list": "abc", "sector": "water"}, is_step=True)
    assert session.take_parameter("list") == "abc"
    assert session.take_parameter("list") is None
    assert session.read_address(catalog) == []


@pytest.mark.parametrize(
    ("state", "where"),
    [
        (ViewState(), "home"),
        (ViewState(site="sanxingdui"), "place"),
        (ViewState(Filter(regions=("513200",))), "regions"),
        (ViewState(Filter(near=DistanceFilter(104, 30, 5), regions=("513200",))), "reach"),
        (ViewState(site="sanxingdui", view=Viewport(104, 30, 9)), "view"),
    ],
)
def test_the_map_goes_where_an_address_means_it_to_be(state, where):
    choice = Choice()
    choice.take(state, "")
    assert choice.camera.where == where
    assert choice.camera.number == 1


def test_an_uploaded_area_comes_back_by_its_number_as_long_as_it_is_kept():
    choice = Choice()
    for area in SQUARES:
        choice.set_area(area)
    assert list(choice.areas.values()) == SQUARES[-MAX_AREAS:]
    assert choice.address("zh")[AREA] == "5"
    assert AREA not in choice.parameters("zh")  # nobody else has the file
    choice.take(ViewState(), "4")
    assert choice.filter.area == SQUARES[3]
    assert not choice.area_is_gone
    choice.take(ViewState(), "1")
    assert choice.filter.area is None
    assert choice.area_is_gone


def test_clearing_leaves_what_is_no_restriction():
    choice = Choice(selected="sanxingdui")
    choice.count_inferred(True)
    choice.put("sectors", ["water"])
    choice.set_area(SQUARES[0])
    choice.clear()
    assert choice.filter == Filter(inferred=True)
    assert choice.selected == "sanxingdui"


def test_only_a_row_that_is_newly_chosen_moves_the_map():
    choice = Choice()
    ids = ["a", "b", "c"]
    choice.tick("list", [1], ids)
    assert (choice.selected, choice.camera.value) == ("b", "b")
    choice.tick("list", [1, 0], ids)
    assert choice.selected == "a"
    choice.tick("list", [1], ids)
    assert choice.selected == "a"
    choice.tick("another list", [1], ids)
    assert choice.selected == "b"


CODES = {
    "tasks": ["1", "8"],
    "themes": ["2"],
    "sectors": ["water", "city"],
    "regions": ["510100"],
    "kinds": ["village"],
    "precisions": ["exact"],
    "relations": ["named"],
}
STEPS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from([(name, c) for name in FIELDS for c in CODES[name]])),
    st.tuples(
        st.just("remove"), st.sampled_from([(name, c) for name in FIELDS for c in CODES[name]])
    ),
    st.tuples(st.just("count_inferred"), st.tuples(st.booleans())),
    st.tuples(st.just("select"), st.tuples(st.sampled_from(["sanxingdui", None]))),
    st.tuples(st.just("show_list_first"), st.tuples(st.booleans())),
    st.tuples(
        st.just("set_near"), st.sampled_from([(None,), (DistanceFilter(104.5, 30.5, 20.0),)])
    ),
    st.tuples(st.just("clear"), st.just(())),
)


@given(steps=st.lists(STEPS, max_size=12), lang=st.sampled_from(["zh", "en"]))
def test_what_an_address_says_is_what_was_chosen(catalog, steps, lang):
    """Whatever the steps: a link to the choice, opened by somebody else, is the same choice."""
    choice = Choice()
    for name, values in steps:
        getattr(choice, name)(*values)
    given_state, dropped = decode(
        choice.parameters(lang), catalog.codelists, catalog.spatial.points
    )
    assert dropped == []
    other = Choice()
    other.take(given_state, "")
    assert other.filter == choice.filter
    assert other.parameters(lang) == choice.parameters(lang)
    assert all(isinstance(code, int) for name in NUMBERS for code in getattr(other.filter, name))


def test_the_distance_of_the_filter_and_of_the_next_one_are_the_same():
    choice = Choice()
    choice.set_km(20)
    choice.set_near(DistanceFilter(104, 30, 20))
    choice.set_km(35)
    assert choice.filter == replace(Filter(), near=DistanceFilter(104, 30, 35))
    assert choice.km == 35
