"""What a run sends of our scripts, styles and markup: their addresses, and nothing else."""

import re

import pytest

from tests.ui.apptest import html, opened

PAGES = ["explore", "plan", "shortlist", "coverage", "locate", "sources", "about", "region", "task"]
LINE = 300  # characters: one import with the names of the files


@pytest.mark.parametrize("page", PAGES)
def test_scripts_styles_and_markup_are_sent_as_addresses(page, built):
    app = opened(f"pages/{page}.py")
    components = [element.proto for element in app.get("bidi_component")]
    assert components
    for proto in components:
        assert re.search(r'"/app/static/[0-9a-f]{12}/host\.js"', proto.js_content)
        assert len(proto.js_content) < LINE, proto.component_name
        assert not proto.html_content
        assert not proto.css_content
    styles = re.findall(r"<style>(.*?)</style>", html(app), re.S)
    assert not [style for style in styles if "@media" in style or len(style) > 1_000]
