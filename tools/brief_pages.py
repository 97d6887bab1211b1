"""Draw the pages of briefs as pictures, to be looked at: all, or those named.

    python -m tools.brief_pages
    python -m tools.brief_pages 17-zh 500-en --to FOLDER

Needs `pdftoppm` (poppler-utils). The lists are those of `tools/brief_lists.py`, ranked: as many
places as the name says.
"""

from __future__ import annotations

import os
import shutil
from datetime import date

from geo import settings
from geo.catalog import Catalog
from geo.export import brief
from geo.export.export_dataset import ExportDataset
from geo.export.make_dataset import make_dataset
from geo.export.page_setup import read_page_setup
from geo.query.filters import Filter
from geo.rank.words import exported_ranking
from tools.brief_lists import ranked_list
from tools.print_pages import PDFTOPPM, sheets
from tools.screenshots import FOLDER, chosen

BRIEFS = FOLDER / "brief"
DAY = date(2026, 11, 29)
# Name → places, language, layout, and the pages that are kept (none named: all).
PAGES: dict[str, tuple[int, str, dict[str, str], tuple[int, ...]]] = {
    "17-zh": (17, "zh", {}, ()),
    "17-en": (17, "en", {}, ()),
    "17-zh-upright": (17, "zh", {"upright": "1", "extent": "places"}, (1, 2)),
    "200-zh": (200, "zh", {}, ()),
    "200-en": (200, "en", {}, ()),
    "200-en-a3-upright": (200, "en", {"paper": "a3", "upright": "1"}, (1, 2)),
    "62-zh": (62, "zh", {}, (1, 2)),
    "500-zh": (500, "zh", {}, (1, 2)),
    "500-en-a3": (500, "en", {"paper": "a3"}, (1, 2)),
}


def ranked_dataset(catalog: Catalog, count: int, lang: str, more: dict[str, str]) -> ExportDataset:
    """The export of such a list, with its ranking, as the page of shortlists makes it."""
    shortlist = ranked_list(catalog, count, lang)
    ranking, about = exported_ranking(catalog, shortlist, lang)
    return make_dataset(
        catalog,
        Filter(),
        date=DAY.isoformat(),
        lang=lang,
        shortlist=shortlist,
        ranking=ranking,
        about_ranking=about,
        page=read_page_setup({**dict(shortlist.layout), **more}),
    )


def main() -> None:
    """Draw the briefs and say how many pages each has."""
    names, folder = chosen(__doc__.split("\n")[0], PAGES, BRIEFS)
    if shutil.which(PDFTOPPM) is None:
        raise SystemExit(f"{PDFTOPPM} is not installed: sudo apt install poppler-utils")
    catalog = Catalog(settings.built_dir())
    for name in names:
        count, lang, more, kept = PAGES[name]
        for former in folder.glob(f"{name}-page-*.png"):
            former.unlink()
        pictures = list(sheets(brief.write(ranked_dataset(catalog, count, lang, more))))
        for number, picture in enumerate(pictures, start=1):
            if not kept or number in kept:
                (folder / f"{name}-page-{number:02}.png").write_bytes(picture)
        print(f"→ {os.path.relpath(folder / name)}-page-*.png ({len(pictures)})", flush=True)


if __name__ == "__main__":
    main()
