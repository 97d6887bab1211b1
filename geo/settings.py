"""Paths and settings. Each can be set by one environment variable."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
FONT_DIR = ROOT / "data" / "font"  # the font that is shipped


def sources_dir() -> Path:
    """The hand-edited tables (`SHUTU_SOURCES`, default `data/sources`)."""
    return Path(os.environ.get("SHUTU_SOURCES", ROOT / "data" / "sources"))


def built_dir() -> Path:
    """The artefacts of `python -m geo build` (`SHUTU_BUILT`, default `data/built`)."""
    return Path(os.environ.get("SHUTU_BUILT", ROOT / "data" / "built"))


def plan_file() -> Path | None:
    """The plan's text if the file exists (`SHUTU_PLAN`, default `data/plan.txt`), else None."""
    path = Path(os.environ.get("SHUTU_PLAN", ROOT / "data" / "plan.txt"))
    return path if path.is_file() else None


def boundary_file() -> Path | None:
    """An approved base map to draw instead of the default (`SHUTU_BOUNDARY`: GeoJSON, WGS84)."""
    path = os.environ.get("SHUTU_BOUNDARY")
    return Path(path) if path else None


def boundary_approval() -> str:
    """The approval text to show with it (`SHUTU_BOUNDARY_APPROVAL`, e.g. its 审图号)."""
    return os.environ.get("SHUTU_BOUNDARY_APPROVAL", "").strip()


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


def shortlists_url() -> str:
    """The database of shortlists (`SHUTU_SHORTLISTS`: a SQLAlchemy URL, `sqlite:///…` or
    `postgresql+psycopg://…`; default: a SQLite file in `data/desk`).
    """
    default = ROOT / "data" / "desk" / "shortlists.sqlite"
    return os.environ.get("SHUTU_SHORTLISTS", "").strip() or f"sqlite:///{default}"
