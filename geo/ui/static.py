"""Put what the browser loads once (deck.gl, base map, font) where Streamlit serves it.

deck.gl comes from the installed pydeck wheel, the base map from the build, the font from
`data/font`; all are copied, never committed twice, and carry version, build id or checksum in their
names so that browsers may keep them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import streamlit as st

from geo import settings
from geo.errors import ArtefactError, OutputError
from geo.files import write_atomically
from geo.mapping import approved

STATIC = settings.ROOT / "static"


def bundle_name() -> str:
    """File name of the deck.gl bundle."""
    return f"deck-{version('pydeck')}.js"


def root_path() -> str:
    """The path of the app on its server: empty, or with a leading slash."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def url(name: str) -> str:
    """The address under which the browser finds a published file."""
    return f"{root_path()}/app/static/{name}"


@cache
def publish_font() -> str:
    """Copy the font's slices and their style sheet; the address of the style sheet.

    Raises:
        ArtefactError: the font is missing, or the static folder cannot be written.
    """
    source = settings.FONT_DIR
    try:
        # As long as a build id: what stands below such a name never changes.
        name = sha256((source / "sha256sums").read_bytes()).hexdigest()[:12]
        (STATIC / name).mkdir(parents=True, exist_ok=True)
        for path in (source / "web").iterdir():
            _copy(path, STATIC / name / path.name)
    except (OSError, OutputError) as error:
        raise ArtefactError(
            f"the font cannot be put into {STATIC.name} ({error}): make the folder writable"
        ) from error
    return url(f"{name}/font.css")


def publish(built: Path, build_id: str, boundary: approved.ApprovedMap | None) -> None:
    """Copy the bundle and the base map of one build, unless they are there already.

    Several servers may do so at once. An approved `boundary` is written anew each time: its file
    may have changed.

    Raises:
        ArtefactError: the static folder cannot be written.
    """
    bundle = files("pydeck") / "nbextension" / "static" / "index.js"
    folder = STATIC / build_id
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(Path(str(bundle)), STATIC / bundle_name())
        for path in built.glob("base-*.json"):
            _copy(path, folder / path.name)
        if boundary:
            write_atomically(folder / approved.NAME, boundary.geojson)
    except (OSError, OutputError) as error:
        raise ArtefactError(
            f"the map's files cannot be put into {STATIC.name} ({error}): make the folder writable"
        ) from error


def write_folder(name: str, contents: Mapping[str, str]) -> None:
    """Write texts by file name into a folder whose name stands for these contents.

    Raises:
        ArtefactError: the static folder cannot be written.
    """
    folder = STATIC / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in contents.items():
            path = folder / file
            if not path.is_file() or path.stat().st_size != len(text.encode()):
                write_atomically(path, text)
    except (OSError, OutputError) as error:
        raise ArtefactError(
            f"the map's files cannot be put into {STATIC.name} ({error}): make the folder writable"
        ) from error


def _copy(source: Path, target: Path) -> None:
    if not target.is_file() or target.stat().st_size != source.stat().st_size:
        write_atomically(target, source.read_bytes())
