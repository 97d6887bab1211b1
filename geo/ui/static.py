"""Publish the static files (deck.gl, base map, font, our scripts) where they are served from.

deck.gl comes from the installed pydeck wheel, the base map from the build, the font from
`data/font`; all are copied, never committed twice, and carry version, build id or checksum in their
names so that browsers may cache them.
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
from geo.ui.asset_files import asset, asset_files

STATIC = settings.static_dir()


@cache
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
def _assets_name() -> str:
    """The folder of our scripts and style sheets; its name is as long as a build id, so that it is
    cached like one."""
    sums = sha256()
    for path, text in sorted(asset_files().items()):
        sums.update(f"{path}\0{text}\0".encode())
    return sums.hexdigest()[:12]


def assets_url(path: str) -> str:
    """The address of a script or style sheet by its path below `geo/ui/assets`.

    The content never changes: the address contains a hash of all assets.
    """
    return url(f"{_assets_name()}/{path}")


@cache
def publish_assets() -> None:
    """Write our scripts, style sheets and markup, unless they are there already.

    Several servers may do so at once: each writes whole files, of the same content.

    Raises:
        ArtefactError: the static folder cannot be written.
    """
    folder = STATIC / _assets_name()
    try:
        for path, text in asset_files().items():
            target, content = folder / path, text.encode()
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.is_file() or target.stat().st_size != len(content):
                write_atomically(target, content)
    except (OSError, OutputError) as error:
        raise ArtefactError(
            f"scripts and style sheets cannot be put into {STATIC.name} ({error}): make the folder "
            "writable"
        ) from error


def assets_published() -> bool:
    """Whether the browser finds our scripts and style sheets; publishes them where it has to."""
    try:
        publish_assets()
    except ArtefactError:
        return False  # the page reports it: `publish` fails for the same reason
    return True


def style_element(name: str, *others: str) -> str:
    """HTML that puts a style sheet into the page, after those at `others` (addresses).

    By its address if it is published, else inline.
    """
    imports = "".join(f'@import url("{address}");' for address in others)
    if assets_published():
        return f'<style>{imports}@import url("{assets_url(name)}");</style>'
    return f"<style>{imports}{asset(name)}</style>"


@cache
def publish_font() -> str:
    """Copy the font's slices and their style sheet; the address of the style sheet.

    Raises:
        ArtefactError: the font is missing, or the static folder cannot be written.
    """
    source = settings.FONT_DIR
    try:
        # As long as a build id: content below such a name never changes.
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

    Several servers may do so at once. An approved `boundary` is written again each time: its file
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
    """Write texts by file name into a folder named by a hash of the contents.

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
