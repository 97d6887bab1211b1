"""Other people's programs that tests use: where they are, or how to get them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

# Program (or any of several) → the Debian package that has it. `.ci/run` installs all of them.
PACKAGES = {
    (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "msedge",
    ): "chromium",
    ("ogrinfo",): "gdal-bin",
    ("ogr2ogr",): "gdal-bin",
    ("soffice",): "libreoffice-calc-nogui",
    ("pdftotext",): "poppler-utils",
    ("pdftohtml",): "poppler-utils",
    ("pdffonts",): "poppler-utils",
    ("pdfinfo",): "poppler-utils",
    ("initdb",): "postgresql",
    ("pg_ctl",): "postgresql",
    ("git",): "git",
    ("node", "nodejs"): "nodejs",
}
POSTGRESQL = "/usr/lib/postgresql"  # Debian keeps these programs out of the path


def needs(program: str) -> str:
    """The path of a program; where it is missing the test is skipped, and says what installs it."""
    names, package = next(item for item in PACKAGES.items() if program in item[0])
    path = next(filter(None, map(shutil.which, names)), None) or _newest_postgresql(program)
    if path is None:
        pytest.skip(f"{program} is not installed: sudo apt install {package}")
    return path


def plan_file() -> Path:
    """The plan's text, which is not part of this project; without it the test is skipped."""
    root = Path(__file__).resolve().parents[1]
    path = Path(os.environ.get("SHUTU_PLAN_FILE", root.parent / "shared" / "plan" / "plan.txt"))
    if not path.is_file():
        pytest.skip(f"no plan's text at {path}: make test SHUTU_PLAN_FILE=path/to/plan.txt")
    return path


def _newest_postgresql(program: str) -> str | None:
    installed = Path(POSTGRESQL).glob(f"*/bin/{program}")
    newest = max(installed, key=lambda path: int(path.parts[-3]), default=None)
    return str(newest) if newest else None
