"""Where things are: below the root of a checkout, or in the package and the user's folders."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geo import settings

SHOW = """
import os
from geo import settings
for value in (settings.ROOT, settings.COMMAND, settings.sources_dir(), settings.FONT_DIR,
              settings.static_dir(), settings.shortlists_url(), settings.data_dir()):
    print(value)
"""


def shown(where: Path, home: Path, **environment: str) -> list[str]:
    """What a package in the folder `where` takes for its places, with this home."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SHUTU_")}
    homes = {"HOME": str(home), "XDG_DATA_HOME": "", "XDG_CACHE_HOME": ""}
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=where,
        env=plain | homes | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="the folders are those of Linux")
def test_a_package_with_a_product_uses_the_folders_of_the_user(tmp_path):
    """XDG Base Directory Specification: ~/.local/share and ~/.cache, where nothing else is set."""
    geo = tmp_path / "site" / "geo"
    (geo / "product").mkdir(parents=True)
    for name in ("__init__.py", "settings.py"):
        shutil.copy(settings.PACKAGE / name, geo)
    (geo / "product" / "app.py").touch()
    assert shown(tmp_path / "site", tmp_path) == [
        f"{geo}/product",
        "shutu",
        f"{geo}/product/data/sources",
        f"{geo}/product/data/font",
        f"{tmp_path}/.cache/shutu/static",
        f"sqlite:///{tmp_path}/.local/share/shutu/shortlists/shortlists.sqlite",
        f"{tmp_path}/.local/share/shutu",
    ]
    moved = shown(tmp_path / "site", tmp_path, XDG_DATA_HOME="/x", SHUTU_STATIC="/y")
    assert moved[4:] == ["/y", "sqlite:////x/shutu/shortlists/shortlists.sqlite", "/x/shutu"]


def test_a_checkout_keeps_everything_below_its_root(tmp_path):
    root = settings.ROOT
    assert (root / "pyproject.toml").is_file()
    assert shown(root, tmp_path) == [
        str(root),
        "python -m geo",
        str(root / "data" / "sources"),
        str(root / "data" / "font"),
        str(root / "static"),
        f"sqlite:///{root / 'data' / 'shortlists' / 'shortlists.sqlite'}",
        str(root / "data"),
    ]


def test_each_state_of_the_sources_has_a_build_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "version", lambda _: "0.2.0")
    sources = tmp_path / "sources"
    (sources / "plan").mkdir(parents=True)
    (sources / "plan" / "tasks.csv").write_text("a")
    key = settings._build_key.__wrapped__
    first = key(sources)
    assert first.startswith("0.2.0-")
    assert key(Path(shutil.copytree(sources, tmp_path / "copy"))) == first  # wherever it lies
    (sources / "plan" / "tasks.csv").write_text("b")
    second = key(sources)
    (sources / "plan" / "tasks.csv").rename(sources / "plan" / "other.csv")
    assert len({first, second, key(sources)}) == 3
    monkeypatch.setattr(settings, "version", lambda _: "0.3.0")
    assert key(sources).startswith("0.3.0-")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("sqlite:///lists.sqlite", "sqlite:///{here}/lists.sqlite"),
        ("sqlite:////srv/lists.sqlite", "sqlite:////srv/lists.sqlite"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite://", "sqlite://"),
        ("postgresql+psycopg://u@h/lists", "postgresql+psycopg://u@h/lists"),
        ("", ""),
    ],
)
def test_relative_paths_mean_the_folder_in_which_they_were_typed(
    given, kept, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHUTU_SHORTLISTS", given)
    monkeypatch.setenv("SHUTU_BUILT", "built")
    monkeypatch.setenv("SHUTU_BACKGROUND", "land.pmtiles")
    monkeypatch.setenv("SHUTU_PLAN", "/srv/plan.txt")
    monkeypatch.delenv("SHUTU_FONT", raising=False)
    settings.keep_paths()
    assert os.environ["SHUTU_SHORTLISTS"] == kept.format(here=tmp_path)
    assert os.environ["SHUTU_BUILT"] == str(tmp_path / "built")
    assert os.environ["SHUTU_PLAN"] == "/srv/plan.txt"
    assert os.environ["SHUTU_BACKGROUND"] == str(tmp_path / "land.pmtiles")
    monkeypatch.setenv("SHUTU_BACKGROUND", "https://t.example/{z}/{x}/{y}")
    settings.keep_paths()
    assert os.environ["SHUTU_BACKGROUND"] == "https://t.example/{z}/{x}/{y}"
    assert "SHUTU_FONT" not in os.environ
