"""Whether a border crosses itself: the browser's answer and that of shapely."""

import json
import subprocess

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import settings as paths
from tests.programs import needs

MODULE = paths.ROOT / "geo" / "ui" / "assets" / "map" / "sketch_shape.js"
SCRIPT = f"""
import {{ crosses }} from {json.dumps(MODULE.as_uri())};
import {{ readFileSync }} from "node:fs";
const rings = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(rings.map((ring) => crosses(ring, true))));
"""
# A coarse grid, so that corners on edges and edges on edges are common.
CORNER = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(
    lambda pair: (pair[0] / 4, pair[1] / 4)
)
RINGS = st.lists(st.lists(CORNER, min_size=3, max_size=7), min_size=100, max_size=200)


@settings(max_examples=3, deadline=None)
@given(RINGS)
def test_a_polygon_is_refused_exactly_where_it_is_not_valid(rings):
    told = subprocess.run(
        [needs("node"), "--input-type=module", "--eval", SCRIPT],
        input=json.dumps(rings),
        capture_output=True,
        text=True,
        check=True,
    )
    # A corner twice in a row is no fault to shapely, and none that a hand draws.
    distinct = [
        all(one != other for one, other in zip(ring, ring[1:] + ring[:1], strict=True))
        for ring in rings
    ]
    expected = [not shapely.Polygon(ring).is_valid for ring in rings]
    answers = zip(json.loads(told.stdout), expected, distinct, rings, strict=True)
    assert [ring for mine, theirs, clear, ring in answers if clear and mine != theirs] == []
