"""Paths and settings. Each can be set by one environment variable.

In a checkout everything is below its root. In an installed package (`pip install shutu`) read-only
files are in `geo/product`, and what is written goes to the user's folders. Only this module decides
which of the two it is.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

PACKAGE = Path(__file__).resolve().parent
IMPORT_DIR = PACKAGE.parent  # what `sys.path` must hold for `import geo`
_PRODUCT = PACKAGE / "product"  # made by the wheel (pyproject.toml); a checkout has none
INSTALLED = (_PRODUCT / "app.py").is_file()
# Read only where it is installed: app.py, main.py, pages, .streamlit, data/sources, data/font.
ROOT = _PRODUCT if INSTALLED else IMPORT_DIR
PAGES_DIR = ROOT / "pages"
FONT_DIR = ROOT / "data" / "font"  # the font that is shipped
COMMAND = "shutu" if INSTALLED else "python -m geo"  # what a person types
PATHS = (
    "SHUTU_SOURCES",
    "SHUTU_BUILT",
    "SHUTU_STATIC",
    "SHUTU_PLAN",
    "SHUTU_BOUNDARY",
    "SHUTU_FONT",
)
SQLITE = "sqlite:///"


def sources_dir() -> Path:
    """The hand-edited tables (`SHUTU_SOURCES`, default `data/sources`)."""
    return Path(os.environ.get("SHUTU_SOURCES", ROOT / "data" / "sources"))


def built_dir() -> Path:
    """The artefacts of `shutu build` (`SHUTU_BUILT`, default `data/built`).

    Installed, the default is a folder of its own for each version and state of the sources.
    """
    given = os.environ.get("SHUTU_BUILT")
    if given is not None:
        return Path(given)
    built = data_dir() / "built"
    return built / _build_key(sources_dir()) if INSTALLED else built


def builds_on_demand() -> bool:
    """Whether the first command that needs the data makes it (`geo/build/on_demand.py`)."""
    return INSTALLED and "SHUTU_BUILT" not in os.environ


def data_dir() -> Path:
    """Where what must be kept is written: `data`, or the user's folder for data of programs."""
    if not INSTALLED:
        return ROOT / "data"
    from platformdirs import user_data_path

    return user_data_path("shutu", appauthor=False)


def static_dir() -> Path:
    """The files that browsers load once (`SHUTU_STATIC`, default `static`, or the user's cache).

    They are written by the server and can be deleted while none runs.
    """
    given = os.environ.get("SHUTU_STATIC")
    if given is not None:
        return Path(given)
    if not INSTALLED:
        return ROOT / "static"
    from platformdirs import user_cache_path

    return user_cache_path("shutu", appauthor=False) / "static"


def keep_paths() -> None:
    """Make relative paths in the environment absolute: for whoever changes the current folder, or
    starts a process in another.
    """
    for name in PATHS:
        if given := os.environ.get(name):
            os.environ[name] = str(Path(given).absolute())
    tiles = background()
    if tiles and "://" not in tiles:
        os.environ["SHUTU_BACKGROUND"] = str(Path(tiles).absolute())
    database = os.environ.get("SHUTU_SHORTLISTS", "").strip()
    file = database.removeprefix(SQLITE)
    if database.startswith(SQLITE) and file and not file.startswith((":memory:", "file:")):
        os.environ["SHUTU_SHORTLISTS"] = f"{SQLITE}{Path(file).absolute()}"


@cache
def _build_key(sources: Path) -> str:
    """The version, and a hash of the sources and of our code: what a build is made from."""
    digest = hashlib.sha256()
    for folder, pattern in ((sources, "*"), (PACKAGE, "*.py")):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file():
                digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return f"{version('shutu')}-{digest.hexdigest()[:12]}"


def plan_path() -> Path:
    """Where the plan's text is looked for (`SHUTU_PLAN`, default `plan.txt` in `data_dir`)."""
    return Path(os.environ.get("SHUTU_PLAN", data_dir() / "plan.txt"))


def plan_file() -> Path | None:
    """The plan's text if the file exists."""
    path = plan_path()
    return path if path.is_file() else None


def boundary_file() -> Path | None:
    """An approved base map to draw instead of the default (`SHUTU_BOUNDARY`: GeoJSON, WGS84)."""
    path = os.environ.get("SHUTU_BOUNDARY")
    return Path(path) if path else None


def boundary_approval() -> str:
    """The approval text to show with it (`SHUTU_BOUNDARY_APPROVAL`, e.g. its 审图号)."""
    return os.environ.get("SHUTU_BOUNDARY_APPROVAL", "").strip()


def background() -> str:
    """Tiles below the places (`SHUTU_BACKGROUND`: a .mbtiles or .pmtiles file, or an address with
    `{z}`, `{x}`, `{y}`); empty, the default: none.
    """
    return os.environ.get("SHUTU_BACKGROUND", "").strip()


def background_attribution() -> str:
    """Their source, shown with every map (`SHUTU_BACKGROUND_ATTRIBUTION`)."""
    return os.environ.get("SHUTU_BACKGROUND_ATTRIBUTION", "").strip()


def background_datum() -> str:
    """Their datum (`SHUTU_BACKGROUND_DATUM`: `wgs84`, `cgcs2000`, `gcj02`), in small letters."""
    return os.environ.get("SHUTU_BACKGROUND_DATUM", "").strip().lower().replace("-", "")


def background_key() -> str:
    """What replaces `{key}` in the address (`SHUTU_BACKGROUND_KEY`); browsers see it."""
    return os.environ.get("SHUTU_BACKGROUND_KEY", "").strip()


def map_engine() -> str:
    """`SHUTU_MAP`: `component` (default), or `pydeck` for Streamlit's own plain map."""
    return os.environ.get("SHUTU_MAP", "component")


def font_file() -> Path | None:
    """Another font file for maps and briefs (`SHUTU_FONT`; default: the shipped one, None)."""
    chosen = os.environ.get("SHUTU_FONT")
    return Path(chosen) if chosen else None


def kiosk() -> bool:
    """Whether the whole server is a kiosk (`SHUTU_KIOSK=1`): nothing but the exhibition."""
    return os.environ.get("SHUTU_KIOSK", "").strip().lower() in ("1", "true", "yes")


def public_address() -> str | None:
    """The address of the explorer for visitors' phones, or None: no QR codes.

    `SHUTU_PUBLIC_ADDRESS`, else `SHUTU_URL` where that is set.
    """
    given = os.environ.get("SHUTU_PUBLIC_ADDRESS") or os.environ.get("SHUTU_URL") or ""
    address = given.strip()
    parts = urlsplit(address)
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def idle_seconds() -> float:
    """Seconds without a touch until the kiosk prompts (`SHUTU_IDLE_SECONDS`, default 60)."""
    return _number("SHUTU_IDLE_SECONDS", 60, (3, 3600))


def kiosk_clock() -> float:
    """Speed factor of the kiosk's clock (`SHUTU_KIOSK_CLOCK`, default 1), for trials."""
    return _number("SHUTU_KIOSK_CLOCK", 1, (0.1, 100))


def frame_ancestors() -> str:
    """Which pages may frame the app (`SHUTU_FRAME_ANCESTORS`, default `self`), unparsed."""
    return os.environ.get("SHUTU_FRAME_ANCESTORS", "")


def upload_memory_bytes() -> int:
    """Memory limit for the uploads of all visitors (`SHUTU_UPLOADS_MB`, default 512 MB)."""
    return round(_number("SHUTU_UPLOADS_MB", 512, (16, 65_536)) * 1024**2)


def _number(name: str, default: float, limits: tuple[float, float]) -> float:
    """A number of the environment; the default if it is missing, invalid or out of range."""
    try:
        value = float(os.environ.get(name, default))
    except ValueError:
        return default
    return value if limits[0] <= value <= limits[1] else default


def site_url() -> str:
    """The explorer's address, for links in command-line exports (`SHUTU_URL`)."""
    return os.environ.get("SHUTU_URL", "").strip() or "http://127.0.0.1:8501/"


def geocoder() -> str:
    """The online provider to use (`SHUTU_GEOCODER`); empty, the default: none."""
    return os.environ.get("SHUTU_GEOCODER", "").strip().lower()


def geocoder_key() -> str:
    """Its key (`SHUTU_GEOCODER_KEY`); never displayed or logged."""
    return os.environ.get("SHUTU_GEOCODER_KEY", "").strip()


def geocoder_url() -> str:
    """The address of a private server of it (`SHUTU_GEOCODER_URL`)."""
    return os.environ.get("SHUTU_GEOCODER_URL", "").strip()


def shortlist_versions() -> int:
    """How many of the newest versions of a shortlist are kept (`SHUTU_VERSIONS`, default 50)."""
    return int(_number("SHUTU_VERSIONS", 50, (1, 10_000)))


def shortlist_megabytes() -> float:
    """Size limit in MB for all versions of one shortlist (`SHUTU_SHORTLIST_MB`, default 50)."""
    return _number("SHUTU_SHORTLIST_MB", 50, (0.001, 100_000))


def shortlists_megabytes() -> float:
    """Size limit in MB for all versions of all shortlists (`SHUTU_SHORTLISTS_MB`, default
    2,000)."""
    return _number("SHUTU_SHORTLISTS_MB", 2_000, (0.001, 10_000_000))


def report_mail() -> str:
    """Where visitors may mail a report of an error (`SHUTU_REPORT_MAIL`); empty, the default: they
    get its text to copy.
    """
    return os.environ.get("SHUTU_REPORT_MAIL", "").strip()


def shortlists_url() -> str:
    """The database of shortlists (`SHUTU_SHORTLISTS`: a SQLAlchemy URL, `sqlite:///…` or
    `postgresql+psycopg://…`; default: a SQLite file in `shortlists` of `data_dir`).
    """
    default = data_dir() / "shortlists" / "shortlists.sqlite"
    former = data_dir() / "desk" / "shortlists.sqlite"  # the name until 0.1: nothing saved is lost
    if former.is_file() and not default.is_file():
        default = former
    return os.environ.get("SHUTU_SHORTLISTS", "").strip() or f"{SQLITE}{default}"
