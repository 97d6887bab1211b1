"""The tests that stand beside the ES modules (`*.test.js`), run by Node.js where it is there."""

import subprocess

import pytest

from geo import settings
from tests.programs import needs

ASSETS = settings.ROOT / "geo" / "ui" / "assets"
FILES = sorted(ASSETS.rglob("*.test.js"))


def test_there_are_some():
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ASSETS)))
def test_module(path):
    done = subprocess.run(
        [needs("node"), "--test", "--test-reporter=spec", path],
        cwd=settings.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests 0" not in done.stdout
