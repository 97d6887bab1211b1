"""`pytest -k WORD` opens few files, and misses no test that the word would choose among all."""

from pathlib import Path

import pytest

from geo import settings
from tests.support.keyword_files import holding

CIRCLE, NAMES, LIST = (
    Path("tests/test_circle.py"),
    Path("tests/test_names.py"),
    Path("test_list.py"),
)
TEXTS = {
    CIRCLE: "tests/test_circle.py\ndef test_a_circle_is_round(radius): ...",
    NAMES: "tests/test_names.py\nclass TestNames:\n    async def test_Long_names(self): 'circle'",
    LIST: "test_list.py\n@parametrize('chengdu')\ndef test_list_is_read(): ...",
}
MARKS = ["browser", "real"]


@pytest.mark.parametrize(
    ("expression", "files"),
    [
        ("test_a_circle_is_round", {CIRCLE}),
        ("circle", {CIRCLE, NAMES}),  # a parameter may be called so
        ("LONG_names", {NAMES}),
        ("TestNames and long", {NAMES}),
        ("(round or list_is)", {CIRCLE, LIST}),
        ("test_names.py", {NAMES}),
        # what may come from anywhere
        ("chengdu", None),
        ("round and chengdu", None),
        ("is_read[chengdu]", None),
        ("not circle", None),
        ("rea", None),
        ("", None),
    ],
)
def test_files_that_an_expression_can_mean(expression, files):
    assert holding(expression, TEXTS, MARKS) == files


def test_asking_for_a_test_by_its_name_misses_none(request):
    """Held against all tests of this run, with every value that they are parametrised with."""
    texts = {
        path: f"{path.relative_to(settings.ROOT)}\n{path.read_text(encoding='utf-8')}"
        for path in (settings.ROOT / "tests").rglob("test_*.py")
    }
    items = request.session.items
    functions = sorted({item.name.partition("[")[0] for item in items})
    for function in functions[::20]:
        chosen = {item.path for item in items if function in item.name}
        files = holding(function, texts, MARKS)
        assert files is None or chosen <= files
