"""Shortlists for hypothesis to try."""

from __future__ import annotations

from hypothesis import strategies as st

from geo.model import Precision
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist, own_item
from geo.shortlist.rules import line
from geo.shortlist.rules import text as clean

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAME = TEXT.filter(lambda text: clean(text, 100).strip())
DEGREES = (st.floats(-180, 180), st.floats(-90, 90))
PLACED = st.sampled_from([p for p in Precision if p is not Precision.UNLOCATED])
METRES = st.none() | st.integers(0, 10**6)
HEADERS = TEXT.map(lambda given: clean(given, 100))  # as they are kept, so that none comes twice
COLUMNS = st.dictionaries(HEADERS, TEXT, max_size=4).map(lambda given: tuple(given.items()))
ADCODES = st.lists(st.sampled_from(["510181", "513225", "999999"]), max_size=2).map(tuple)
WORDS = {"status": TEXT, "method": TEXT, "source": TEXT, "score": st.none() | st.floats(0, 1)}

positions = st.builds(Position, *DEGREES, PLACED, METRES, TEXT) | st.just(
    Position(None, None, Precision.UNLOCATED)
)
own_places = st.builds(
    OwnPlace,
    NAME,
    *DEGREES,
    PLACED,
    METRES,
    ADCODES,
    columns=COLUMNS,
    **WORDS,
) | st.builds(OwnPlace, NAME, columns=COLUMNS, **WORDS)
tags = st.lists(NAME.map(lambda given: clean(given, 100)), max_size=3, unique=True).map(tuple)
ids = st.sampled_from([f"place-{letter}" for letter in "abcdefgh"])
items = st.builds(Item, ids, TEXT, tags, snapshot=st.none() | positions) | st.builds(
    own_item, own_places, TEXT, tags
)
SET_NAMES = NAME.map(lambda given: line(given, 100))
SETS = st.dictionaries(SET_NAMES, TEXT, max_size=3).map(lambda given: tuple(given.items()))
shortlists = st.builds(
    Shortlist,
    name=TEXT,
    items=st.lists(items, max_size=8).map(tuple),
    build=TEXT,
    filter=COLUMNS,
    criteria=COLUMNS,
    weight_sets=SETS,
)
