"""The shipped font for a page: only the characters that the page has, as WOFF.

Not WOFF2, which is a quarter smaller but needs a compressor (brotli) that Python does not have. And
never the font of `SHUTU_FONT`: many licences forbid embedding.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from geo import settings
from geo.export.fonts import REGULAR_FILE


def woff(texts: Iterable[str]) -> bytes:
    """The shipped font with those characters of `texts` that it has.

    The same characters give the same bytes.

    Raises:
        OSError: the shipped font cannot be read.
    """
    options = Options()
    options.layout_features = []
    options.drop_tables = ["vhea", "vmtx", "BASE", "GPOS", "GSUB", "GDEF"]
    font = TTFont(settings.FONT_DIR / REGULAR_FILE, lazy=True, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(set().union(*texts))))
    subsetter.subset(font)
    font.flavor = "woff"
    content = io.BytesIO()
    font.save(content)
    return content.getvalue()
