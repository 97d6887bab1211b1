"""The tests that stand beside the ES modules (`*.test.js`), run by Node.js where it is there."""

import os
import subprocess
from importlib.resources import files

import pytest

from geo import settings
from tests.programs import needs

ASSETS = settings.ROOT / "geo" / "ui" / "assets"
FILES = sorted(ASSETS.rglob("*.test.js"))
DECK = str(files("pydeck") / "nbextension" / "static" / "index.js")


def test_there_are_some():
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ASSETS)))
def test_module(path):
    done = subprocess.run(
        [needs("node"), "--test", "--test-reporter=spec", path],
        cwd=settings.ROOT,
        env={**os.environ, "SHUTU_DECK": DECK},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests 0" not in done.stdout
