"""`/export` colours regions by their places; what has no effect is refused."""

from __future__ import annotations

import pytest

from geo.export.registry import COLORED, FORMATS
from tests.web.asgi_client import ask


@pytest.mark.parametrize("level", ["prefectures", "counties"])
def test_a_page_of_an_address_has_coloured_regions(app, level):
    answer = ask(app, f"/export/html?choropleth=places&level={level}&per=area&lang=en")
    text = answer.body.decode()
    assert answer.status == 200
    assert "places per 10,000 km²" in text
    assert 'class="ground region"' in text
    assert ("ground all_counties" in text) == (level == "counties")


def test_classes_and_palette_are_those_of_the_address(app):
    plain = ask(app, "/export/html?choropleth=places").body
    chosen = "class_method=equal&classes=3&palette=grey"
    other = ask(app, f"/export/html?choropleth=places&{chosen}&lang=en").body.decode()
    assert "equal intervals" in other
    assert "#dcdee2" in other
    assert b"#dcdee2" not in plain


def test_another_choropleth_has_another_tag(app):
    tags = {
        ask(app, f"/export/svg?{query}").headers["etag"]
        for query in ("", "choropleth=places", "choropleth=places&per=area")
    }
    assert len(tags) == 3


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("choropleth=gdp.csv", "gdp.csv"),
        ("choropleth=places&level=towns", "towns"),
        ("choropleth=places&classes=9", "9"),
        ("level=counties", "choropleth"),
        ("choropleth=places&per=population", "population"),
    ],
)
def test_wrong_values_are_refused(app, query, said):
    answer = ask(app, f"/export/png?{query}&lang=en")
    assert answer.status == 400
    assert said in answer.body.decode()


@pytest.mark.parametrize("name", sorted(set(FORMATS) - set(COLORED)))
def test_formats_that_show_none_refuse_it(app, name):
    answer = ask(app, f"/export/{name}?choropleth=places&lang=en")
    assert answer.status == 400
    assert "no effect" in answer.body.decode()
