"""Ten colours that stay apart, also for colour-blind eyes, and ten different symbols."""

from itertools import combinations

import numpy as np
import pytest

from geo.mapping.palette import MARKS, symbol_svg
from geo.model import Precision

# Simulation of colour-blind vision on linear RGB (Viénot, Brettel and Mollon 1999).
SIMULATE = {
    "normal": np.eye(3),
    "protan": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "deutan": np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def lab(rgb, vision):
    value = np.array(rgb) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(SIMULATE[vision] @ linear, 0, 1) / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", SIMULATE)
def test_colours_stay_apart(vision):
    for (a, first), (b, second) in combinations(MARKS.items(), 2):
        apart = np.linalg.norm(lab(first.rgb, vision) - lab(second.rgb, vision))
        assert apart > 20, (a, b, apart)


def test_every_sector_has_its_own_symbol_and_every_precision_its_frame():
    assert len({mark.path for mark in MARKS.values()}) == len(MARKS) == 10
    frames = {symbol_svg(MARKS["energy"], precision) for precision in Precision}
    assert len(frames) == len(Precision)
