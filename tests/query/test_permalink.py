"""Links: every state survives the round trip, and damaged links lose only what is damaged."""

from dataclasses import replace

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.model import AreaRule
from geo.query.area_code import MAX_NAME, own_name
from geo.query.filters import Filter
from geo.query.permalink import (
    INDICATORS,
    LANGUAGES,
    LEVELS,
    MATRICES,
    MAX_SEARCH,
    ViewState,
    decode,
    encode,
)
from geo.query.spatial import AreaFilter, DistanceFilter
from geo.query.viewport import Viewport
from tests.query.test_filters import draw_filter

TYPED = [
    AreaFilter("片区", shapely.to_wkb(shapely.box(103.4, 30.9, 104, 31.3)), is_typed=True),
    AreaFilter("b", shapely.to_wkb(shapely.box(98, 27, 99, 28)), AreaRule.POINT, is_typed=True),
]


def number(least, most):
    """A number as a link carries it: five decimals, and zero without a sign."""
    return st.floats(least, most).map(lambda value: round(value, 5) + 0.0)


def draw_near(data, catalog):
    km = data.draw(number(0.1, 1000))
    site = data.draw(
        st.sampled_from([None, *sorted(k for k, v in catalog.spatial.points.items() if v)])
    )
    if site:
        return DistanceFilter(*catalog.spatial.points[site], km, site)
    point = data.draw(number(-180, 180)), data.draw(number(-90, 90))
    name = own_name(data.draw(st.text(max_size=MAX_NAME)))
    return DistanceFilter(*point, km, name=name)


def draw_view(data):
    return Viewport(
        data.draw(number(86, 120)),
        data.draw(number(17.5, 43)),
        data.draw(number(4, 15)),
        data.draw(st.integers(0, 359)),
    )


@settings(max_examples=200, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_any_state_survives_the_round_trip(catalog, data):
    sites = catalog.spatial.points
    near = draw_near(data, catalog) if data.draw(st.booleans()) else None
    area = data.draw(st.sampled_from([None, *TYPED]))
    inferred = data.draw(st.booleans())
    state = ViewState(
        filter=replace(draw_filter(data, catalog), near=near, area=area, inferred=inferred),
        lang=data.draw(st.sampled_from(LANGUAGES)),
        site=data.draw(st.sampled_from([None, *sorted(sites)])),
        search=data.draw(st.text(max_size=MAX_SEARCH)),
        view=draw_view(data) if data.draw(st.booleans()) else None,
        list_first=data.draw(st.booleans()),
        matrix=data.draw(st.sampled_from(MATRICES)),
        indicator=data.draw(st.sampled_from(["", *INDICATORS])),
        level=data.draw(st.sampled_from(LEVELS)),
    )
    assert decode(encode(state), catalog.codelists, sites) == (state, [])


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.dictionaries(st.text(max_size=9), st.text(max_size=30), max_size=6))
def test_any_parameters_are_taken(catalog, parameters):
    state, _ = decode(parameters, catalog.codelists, catalog.spatial.points)
    assert decode(encode(state), catalog.codelists, catalog.spatial.points) == (state, [])


def test_only_what_is_damaged_is_dropped(catalog):
    given_parameters = {
        "sector": "energy,x",
        "task": "8,99",
        "site": "nowhere",
        "lang": "fr",
        "foo": "1",
    }
    state, dropped = decode(given_parameters, catalog.codelists, catalog.spatial.points)
    assert state == ViewState(Filter(sectors=("energy",), tasks=(8,)))
    assert sorted(dropped) == ["99", "foo", "fr", "nowhere", "x"]


def test_a_link_of_one_language_opens_in_the_other(catalog):
    chosen = Filter(sectors=("energy",), regions=("513200",))
    made = encode(ViewState(chosen, lang="en"))
    state, _ = decode(made | {"lang": "zh"}, catalog.codelists, {})
    assert state.filter == chosen
    assert state.lang == "zh"


@pytest.mark.parametrize(
    "damaged",
    [
        "50",
        "dujiangyan",
        "dujiangyan,0",
        "dujiangyan,-5",
        "x,50",
        "jiepai-oil-field,50",
        "104,30",
        "104,nan,50",
        "200,30,50",
        "104,30,9999",
        "1,2,3,4",
        "1,2,3,4:甲",
        "dujiangyan,50:甲",
        "104,30,1e400",
    ],
)
def test_a_damaged_distance_is_dropped(catalog, damaged):
    state, dropped = decode({"near": damaged}, catalog.codelists, catalog.spatial.points)
    assert (state, dropped) == (ViewState(), [damaged])


@pytest.mark.parametrize(
    "damaged",
    [
        "104",
        "104,30",
        "104,30,99",
        "104,89,8",
        "a,b,c",
        "1,2,5,6,7",
        "104,30,nan",
        "104,30,8,1e999",
        # Where the map of a box without a height once went, the other side of the earth,
        # and Europe: nothing of Sichuan or its surroundings.
        "-3.4303,-73.8621,4",
        "-76,-30,8",
        "8.5,47.4,6",
    ],
)
def test_a_damaged_view_is_dropped(catalog, damaged):
    state, dropped = decode({"at": damaged}, catalog.codelists, catalog.spatial.points)
    assert (state, dropped) == (ViewState(), [damaged])
