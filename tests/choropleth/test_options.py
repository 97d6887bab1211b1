"""Options of a choropleth by name."""

from __future__ import annotations

import pytest

from geo.choropleth.classes import ClassMethod
from geo.choropleth.errors import ChoroplethError
from geo.choropleth.model import ChoroplethStyle, Denominator
from geo.choropleth.options import CHOICES, read_options
from geo.choropleth.palettes import Palette


def test_what_is_given_changes_the_usual_style():
    given = {"level": "counties", "per": "area", "classes": "4", "class_method": "equal"}
    found = read_options({**given, "palette": "grey", "lang": "zh"})
    assert found.parameters == {**given, "palette": "grey"}
    assert (found.level, found.per) == ("counties", Denominator.AREA)
    assert found.styled(ChoroplethStyle()) == ChoroplethStyle(ClassMethod.EQUAL, 4, Palette.GREY)


def test_nothing_given_leaves_it():
    usual = ChoroplethStyle(ClassMethod.NATURAL, 6, Palette.PURPLE, reverse=True)
    assert read_options({}).styled(usual) == usual
    assert read_options({}).level is None
    assert read_options({}).parameters == {}


@pytest.mark.parametrize("name", CHOICES)
def test_an_unknown_value_is_refused_with_the_known_ones(name):
    with pytest.raises(ChoroplethError, match=CHOICES[name][-1]):
        read_options({name: "x" * 500})
