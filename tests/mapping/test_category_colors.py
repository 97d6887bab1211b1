"""The colours of the parts of a score: apart for all eyes, and their signs can be read."""

from itertools import combinations

import numpy as np
import pytest

from geo.mapping.theme import CATEGORY_COLORS, rgb_color
from tests.mapping.test_palette import SIMULATE, contrast, lab

# The smallest CIELAB distance of any two of the eight, by kind of vision.
APART = {"normal": 26, "protan": 20, "deutan": 17, "tritan": 10}


@pytest.mark.parametrize("vision", SIMULATE)
def test_parts_stay_apart(vision):
    for one, other in combinations(CATEGORY_COLORS, 2):
        colors = (lab(rgb_color(color.fill), vision) for color in (one, other))
        apart = np.linalg.norm(np.subtract(*colors))
        assert apart > APART[vision], (one, other, apart)


@pytest.mark.parametrize("color", CATEGORY_COLORS)
def test_signs_in_a_part_can_be_read(color):
    assert contrast(rgb_color(color.fill), rgb_color(color.ink)) >= 4.5
