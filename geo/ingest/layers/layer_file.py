"""Shared by the readers of own layers: their limits, a layer as read, and the errors."""

from __future__ import annotations

from dataclasses import dataclass

from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo import i18n
from geo.errors import LayerFileError
from geo.ingest.areas.model import AreaLimits
from geo.shortlist.rules import UNSEEN

# What a file may hold; the vertices are counted before anything is simplified.
READ_LIMITS = AreaLimits(features=20_000, vertices=1_000_000)
MOST_BYTES, MOST_TILE_BYTES = (
    5_000_000,
    32_000_000,
)  # of a file with features, and of one with tiles
MOST_DRAWN = 100_000  # vertices of a layer after simplification
MOST_COLUMNS = 30
MOST_NAME, MOST_VALUE = 60, 200  # characters


@dataclass(frozen=True)
class FileFeature:
    """A geometry in the coordinates of its file, and the texts of its columns in their order."""

    geometry: BaseGeometry
    values: tuple[str, ...]


@dataclass(frozen=True)
class FileLayer:
    """One layer of a file; `crs` is None when the file names none that we know.

    `name` is empty where the file gives none. `columns_left_out` are those beyond `MOST_COLUMNS`.
    """

    name: str
    crs: CRS | None
    columns: tuple[str, ...]
    features: list[FileFeature]
    columns_left_out: int = 0


def plain_text(value: object, most: int = MOST_VALUE) -> str:
    """A value of a foreign file as one short line of text.

    Invisible characters that hide or reverse text are left out; nothing in it is interpreted later.
    """
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = str(value)[: 4 * most].encode("utf-8", "replace").decode("utf-8")
    line = " ".join(UNSEEN.sub("", text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def layer_error(key: str, **values: object) -> LayerFileError:
    """The error whose texts are `layer_file.<key>`."""
    return LayerFileError(key, values, i18n.text("en", f"layer_file.{key}", **values))
