"""What the door of shortlists lets in works in every later step; what it refuses is one line."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import describe, i18n
from geo.errors import ShortlistError, UnknownValueError
from geo.export.make_dataset import make_dataset
from geo.export.registry import FORMATS
from geo.mapping import layers
from geo.mapping.features import map_features
from geo.mapping.resolve import ShownPlaces, resolved
from geo.mapping.view import plain_view, target, target_of_shape
from geo.query.filters import Filter
from geo.rank import code
from geo.rank.shortlist_ranking import sites_of
from geo.rank.words import as_ranked
from geo.shortlist import link
from geo.shortlist.compare import compare, differences, merge
from geo.shortlist.drift import drift, with_todays_positions
from geo.shortlist.file import from_json, from_record, read_shortlist, to_json
from geo.shortlist.store import Store
from geo.ui.shortlist.ranking import ranking_of
from geo.ui.shortlist.site_map import listed
from geo.ui.shortlist.site_rows import row_of
from geo.ui.state.session import Page, Session

LONGEST_LINE = 700
CHEAP = ("csv", "geojson", "kml", "xlsx", "parquet")
SLOW = tuple(name for name in FORMATS if name not in CHEAP)

VILLAGE = {
    "name": "永丰村",
    "lon": 104.0,
    "lat": 30.6,
    "precision": "site",
    "uncertainty_m": 500,
    "adcodes": ["510181"],
    "status": "resolved",
    "method": "name",
    "score": 0.9,
    "source": "list.csv · 3",
    "columns": {"预算": "007"},
}
THEN = {"lon": 103.6, "lat": 31.0, "precision": "line", "uncertainty_m": 1500, "shape": "ab12"}
WHOLE = {
    "format": "shutu-shortlist",
    "schema": 2,
    "name": "考察",
    "build": "0fe7a4972173",
    "filter": {"sector": "energy", "near": "dujiangyan,50"},
    "saved": "2026-11-25T02:32:00Z",
    "criteria": {
        "uncertainty": json.dumps(
            {"measure": "uncertainty", "weight": 2, "more": False, "missing": "last"}
        ),
        "column:预算": json.dumps(
            {
                "measure": "column",
                "column": "预算",
                "weight": 1,
                "more": True,
                "missing": "worst",
                "span": [0, 10],
            }
        ),
        "distance:own-0": json.dumps(
            {
                "measure": "distance",
                "origin": "own-0",
                "weight": 1,
                "more": False,
                "missing": "average",
            }
        ),
    },
    "items": [
        {
            "id": "min-river",
            "note": "先看\n再说",
            "tags": ["水"],
            "then": THEN,
            "columns": {"预算": "3.5万"},
        },
        {"id": "own-0", "own": VILLAGE},
        {"id": "gone-place", "then": THEN},
        {"id": "own-1", "own": {"name": "=1+1"}},
    ],
}
BIG = "1" + "0" * 400
TEXTS = [
    "",
    " ",
    "\x00",
    "a\nb",
    "\u202eabc",
    "\u2066",
    "\ud800",
    "\ufffe",
    "😀",
    "a/b",
    "../x",
    "<b>",
    "![x](http://x)",
    "=1+1",
    "own-",
    "own-0",
    "min-river",
    "NaN",
    "9" * 5000,
    "x" * 40_000,
    "site",
    "unlocated",
    "510181",
    "٣",
    "0001-01-01",
    "9999-12-31T23:59:59Z",
    '{"weight": 1e999}',
    '{"measure": "column", "weight": ' + BIG + ', "more": 1, "missing": "last"}',
    '{"measure": "distance", "weight": 1, "more": 1, "missing": "last", "origin": "inf,1e308"}',
    '{"measure": "gap", "weight": 1, "more": 1, "missing": "last", "span": {"a": 1}}',
    "[" * 9000,
]
NUMBERS = [
    0,
    -0.0,
    -1,
    1,
    2,
    1.5,
    180,
    180.0001,
    -180,
    90,
    -90,
    3e9,
    2**31,
    2**63,
    1e15,
    1e308,
    float("inf"),
    float("nan"),
    5e-324,
    10**400,
]
PLAIN = (
    st.none()
    | st.booleans()
    | st.sampled_from(NUMBERS)
    | st.sampled_from(TEXTS)
    | st.text(st.characters(), max_size=8)
)
ODD = (
    PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(st.sampled_from(TEXTS), PLAIN, max_size=3)
)


def paths(value, here=()):
    """All keys that lead somewhere into a record."""
    if here:
        yield here
    if isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(below, (*here, key))


def changed(record, path, value):
    """The record with another value at a path."""
    copy = json.loads(json.dumps(record))
    at = copy
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return copy


@st.composite
def records(draw):
    """A good record with one or two values replaced by what people, programs and enemies write."""
    record = WHOLE
    for _ in range(draw(st.integers(1, 2))):
        found = draw(st.sampled_from(sorted(paths(record), key=str)))
        record = changed(record, found, draw(ODD))
    return record


def refused(error):
    """See that an error is one line that a person can read, in both languages."""
    message = [
        str(error),
        *(
            i18n.text(lang, f"shortlist_error.{error.key}", **error.values)
            for lang in i18n.LANGUAGES
        ),
    ]
    for line in message:
        assert line.isprintable()
        assert len(line) <= LONGEST_LINE


def every_step(here, catalog, formats):
    """Do with a list what the pages, the command line and the database do."""
    assert replace(from_json(to_json(here)), id=here.id) == here
    packed = link.encode(here)
    assert packed is None or link.decode(packed).ids == here.ids
    store = Store("sqlite:///:memory:")
    kept = store.save(replace(here, version=0))
    assert store.open(here.id) == kept
    store.close()
    assert compare(here, kept).common == here.ids
    assert differences(here, kept) == {}
    assert merge(here, kept).ids == here.ids
    moved = drift(here, catalog)
    assert set(drift(with_todays_positions(here, catalog, moved), catalog)) <= set(moved)
    criteria, _ = code.decode(dict(here.criteria))
    assert code.decode(code.encode(criteria)) == (criteria, [])
    for lang in i18n.LANGUAGES:
        every_view(here, catalog, criteria, lang)
        export(here, catalog, formats if lang == "zh" else (), lang)


def every_view(here, catalog, criteria, lang):
    rows = [row_of(catalog, item) for item in here.items]
    json.dumps(listed(catalog, rows, lang), allow_nan=False).encode()
    features = map_features(rows, numbered=True)
    drawn = resolved(layers.place_layers(features), ShownPlaces(features, lang, None))
    json.dumps(drawn, allow_nan=False).encode()
    for item in here.items:
        row = row_of(catalog, item)
        describe.regions(row["adcodes"], catalog.regions.names, lang)
        where = target({**row, "uncertainty_m": row["uncertainty_m"] or 0})
        if where:
            plain_view(where)
    for site in sites_of(catalog, here.items):
        if site.shape is not None:
            plain_view(target_of_shape(site.shape))
    if criteria:
        ranking = ranking_of(Page(catalog, Session(), lang), here)
        for why in as_ranked(catalog, here, criteria, ranking, lang).values():
            why.why.encode()


def export(here, catalog, formats, lang):
    try:
        dataset = make_dataset(
            catalog, Filter(inferred=True), date="2026-11-28", lang=lang, shortlist=here
        )
    except UnknownValueError as error:  # an id of no build; `check_known`
        assert "\n" not in str(error)
        return
    for name in formats:
        assert FORMATS[name].write(dataset)


@given(record=records())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_let_in_works_everywhere_and_the_rest_is_one_line(record, catalog):
    try:
        here = from_record(record)
    except ShortlistError as error:
        refused(error)
        return
    every_step(here, catalog, CHEAP)


EXTREMES = {
    "poles": {"lat": -90, "lon": 180},
    "north": {"lat": 90.0, "lon": -180},
    "zero": {"lat": 0, "lon": 0, "precision": "line", "uncertainty_m": 20_040_000},
    "area": {"precision": "area", "uncertainty_m": 0},
    "long": {"name": "![x](http://x)<b>永丰村" * 900, "source": "x" * 32_000},
    "texts": {"name": "#let x = [*$=1+1 \\u{1}\x00", "method": "\u202e\t\n", "adcodes": ["999999"]},
    "columns": {"columns": {f"列{n}" * 20: "=1\n+\x0b1" for n in range(199)}},
    "odd columns": {"columns": {"": "", " ": "NaN", "id": "x", "ID": "1e999", "geometry": "{"}},
}


@pytest.mark.parametrize("name", EXTREMES)
@pytest.mark.parametrize("form", FORMATS)
def test_extreme_values_go_through_every_format(name, form, catalog):
    village = {**VILLAGE, **EXTREMES[name]}
    here = from_record({"items": [{"id": "own-0", "own": village}, *WHOLE["items"][2:]]})
    export(here, catalog, [form], "en")


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_values_work_everywhere(name, catalog):
    every_step(
        from_record(changed(WHOLE, ("items", 1, "own"), {**VILLAGE, **EXTREMES[name]})),
        catalog,
        (),
    )


@pytest.mark.parametrize(
    ("key", "path", "value"),
    [
        ("bad_id", ("items", 0, "id"), " "),
        ("bad_id", ("items", 0, "id"), "a/b"),
        ("bad_id", ("items", 0, "id"), "a\nb"),
        ("bad_id", ("items", 0, "id"), ["a"] * 1000),
        ("bad_id", ("items", 0, "own"), VILLAGE),
        ("bad_value", ("items", 0, "then", "precision"), "bogus"),
        ("bad_precision", ("items", 0, "then", "precision"), "unlocated"),
        ("bad_value", ("items", 0, "then", "uncertainty_m"), 3e9),
        ("bad_value", ("items", 1, "own", "uncertainty_m"), float("nan")),
        ("bad_value", ("items", 1, "own", "lon"), 10**400),
        ("bad_value", ("items", 1, "own", "lat"), None),
        ("bad_value", ("items", 1, "own", "adcodes"), ["x"]),
        ("bad_value", ("items", 1, "own", "score"), float("inf")),
        ("bad_value", ("items", 0, "note"), "\ud800"),
        ("bad_value", ("items", 0, "note"), False),
        ("bad_value", ("name",), []),
        ("bad_value", ("filter", "sector"), 1),
        ("too_long", ("criteria", "x"), "[" * 100_000),
        ("newer", ("schema",), 10**400),
        ("damaged", ("schema",), True),
        ("damaged", ("format",), "somebody-else"),
        ("damaged", ("items",), {"0": {"id": "a"}}),
    ],
)
def test_the_rule_at_the_door(key, path, value):
    with pytest.raises(ShortlistError) as caught:
        from_record(changed(WHOLE, path, value))
    assert caught.value.key == key
    refused(caught.value)


def test_a_value_that_is_nested_deeply_is_refused(catalog):
    deep = "[" * 900 + "]" * 900
    for content in (
        f'{{"items": [{{"id": {deep}}}]}}',
        f'{{"items": [{{"id": "a", "note": {deep}}}]}}',
        f'{{"items": {deep}}}',
        f'{{"items": [{{"id": "own-1", "own": {{"name": {deep}}}}}]}}',
    ):
        with pytest.raises(ShortlistError) as caught:
            from_json(content)
        refused(caught.value)


def test_the_name_of_a_file_stays_one_printable_line(tmp_path):
    path = tmp_path / ("a\n\u202e" + "x" * 200 + ".json")
    path.write_text("{}")
    for file in (path, tmp_path / "no\x00thing"):
        with pytest.raises(ShortlistError) as caught:
            read_shortlist(file)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) <= LONGEST_LINE


@pytest.mark.parametrize("value", ["[]", '{"":0}', "{}"])
def test_a_file_of_small_values_is_refused_before_they_are_built(monkeypatch, value):
    content = f'{{"x": [{",".join([value] * 300_000)}], "items": []}}'
    monkeypatch.setattr(json, "loads", lambda _: pytest.fail("built"))
    with pytest.raises(ShortlistError):
        from_json(content)
