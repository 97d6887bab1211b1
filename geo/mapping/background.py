"""The background of the map from the settings: tiles of a local file, or of an address.

There is none by default. A file is served by `geo/web/tiles.py`; tiles of an address are requested
by the visitor's browser, after the visitor has been asked (assets/map/background.js). Only Web
Mercator tiles in WGS84 or CGCS2000 are drawn. GCJ-02 is refused, not shifted: the shift differs
from place to place, so that it would be right in the middle of a view only, and it would leave the
edge of the map without a picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

from geo import settings
from geo.errors import SettingError
from geo.json_document import Json
from geo.mapping.tile_file import VECTOR, TileFile, open_tiles

SETTING = "SHUTU_BACKGROUND"
FOLDER = "/background"  # below the app's own path
DATUMS = ("wgs84", "cgcs2000")
SHIFTED = ("gcj02", "bd09")
# Hosts of maps in GCJ-02 or BD-09, whatever the setting says.
SHIFTED_HOSTS = ("autonavi.com", "amap.com", "gtimg.com", "qq.com", "bdimg.com", "baidu.com")
PLACES = ("{z}", "{x}", "{y}")
KEY = "{key}"
ADDRESS_ZOOMS = (1, 18)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Background:
    """Tiles to draw below the places.

    `address` is a template with `{z}`, `{x}` and `{y}`; of a file it begins below the app's path.
    `origin` is empty for a file, which `tiles` reads.
    """

    address: str
    attribution: str
    zooms: tuple[int, int]
    origin: str = ""
    tiles: TileFile | None = None

    @property
    def is_local(self) -> bool:
        """Whether no other server is asked."""
        return not self.origin

    def as_json(self, root: str) -> Json:
        """For the browser; `root` is the app's path."""
        facts = self.tiles.facts if self.tiles else None
        return {
            "address": f"{root}{self.address}" if self.is_local else self.address,
            "attribution": self.attribution,
            "host": urlsplit(self.origin).netloc,
            "zooms": list(self.zooms),
            "vector": bool(facts and facts.media == VECTOR),
            "bounds": list(facts.bounds) if facts and facts.bounds else None,
        }


def read_background() -> Background | None:
    """The background of the settings; None where none is set.

    Raises:
        SettingError: a setting is invalid: there is no background then.
    """
    given = settings.background()
    if not given:
        return None
    try:
        return _of_address(given) if "://" in given else _of_file(Path(given))
    except SettingError as error:
        raise SettingError(f"{SETTING}: {error}; the map has no background") from error


def _of_file(path: Path) -> Background:
    tiles = open_tiles(path)
    _check_datum(settings.background_datum() or DATUMS[0])
    attribution = settings.background_attribution() or _plain(tiles.facts.attribution)
    state = path.stat()
    version = sha256(f"{path.name} {state.st_size} {state.st_mtime_ns}".encode()).hexdigest()[:12]
    return Background(
        f"{FOLDER}/{{z}}/{{x}}/{{y}}?v={version}",
        _stated(attribution),
        (tiles.facts.least_zoom, tiles.facts.most_zoom),
        tiles=tiles,
    )


def _of_address(given: str) -> Background:
    missing = [part for part in PLACES if part not in given]
    if missing:
        raise SettingError(f"the address lacks {missing[0]}")
    key = settings.background_key()
    if KEY in given and not key:
        raise SettingError(f"the address has {KEY}, but {SETTING}_KEY is empty")
    address = given.replace(KEY, quote(key, safe=""))
    try:
        parts = urlsplit(given)
    except ValueError as error:  # an invalid host
        raise SettingError("the address is not one of http or https with a plain host") from error
    host = parts.netloc.lower()
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise SettingError("the address is not one of http or https with a plain host")
    datum = settings.background_datum()
    if not datum:
        raise SettingError(f"{SETTING}_DATUM must say wgs84 or cgcs2000 for an address")
    name = host.partition(":")[0]
    if any(name == one or name.endswith(f".{one}") for one in SHIFTED_HOSTS):
        datum = SHIFTED[0]
    _check_datum(datum)
    return Background(
        address,
        _stated(settings.background_attribution()),
        ADDRESS_ZOOMS,
        origin=f"{parts.scheme}://{host}",
    )


def _check_datum(datum: str) -> None:
    if datum in SHIFTED:
        raise SettingError(
            f"its datum is {datum}, some 400 m off the places in Sichuan; such maps are not drawn: "
            "take one in WGS84 or CGCS2000, such as 天地图"
        )
    if datum not in DATUMS:
        raise SettingError(f"the datum {datum!r} is unknown; give wgs84 or cgcs2000")


def _stated(attribution: str) -> str:
    if not attribution:
        raise SettingError(f"{SETTING}_ATTRIBUTION must name the source, for the edge of the map")
    return attribution


def _plain(html: str) -> str:
    """The text of an attribution, which tile files mostly write as HTML."""
    return unescape(_TAG.sub("", html)).strip()
