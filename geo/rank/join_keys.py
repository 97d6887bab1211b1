"""What a cell of a table's key column names: a site, or a county or prefecture by code or name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol

from geo.ingest import Table
from geo.rank.sites import Site

JoinKey = Literal["id", "name", "adcode", "region"]
JOIN_KEYS: tuple[JoinKey, ...] = ("id", "name", "adcode", "region")
PROVINCE = "510000"
# Statistical codes have 9 or 12 digits; two digits are a province, four a prefecture.
_CODE = re.compile(r"(\d{6})(?:0{3}|0{6})?|(\d{2}|\d{4})")
MOST_LOOKED_AT = 300  # cells of a column, for a guess
# What Excel shows of a long code, and writes into a CSV: 510181000000 becomes 5.10181E+11.
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?e\+?(\d{1,2})")
_LENGTHS = (6, 9, 12)  # digits of a code
_APOSTROPHES = "'’‘`´＇"
_DECIMALS = re.compile(r"\.0*$")  # a program that took the code for a number


class RegionLookup(Protocol):
    """Who knows the names of counties and prefectures (`geo.catalog.region_names`)."""

    @property
    def codes(self) -> Collection[str]:
        """The codes of all prefectures and counties, and of the province."""
        ...

    def find(self, text: str, within: str = "") -> tuple[str, ...]:
        """The codes that a name may mean; `within` is the name of its prefecture."""
        ...


def plain_key(text: str, by: JoinKey) -> str:
    """A key without insignificant differences: width, case, spaces; a code with six digits.

    >>> plain_key("５１０１８１０００", "adcode"), plain_key("'5101.0", "adcode")
    ('510181', '510100')
    >>> plain_key(" Sanxingdui  Site", "name"), plain_key("5.10181E+11", "adcode")
    ('sanxingduisite', '510181')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(plain.split()) if by in ("name", "adcode") else plain.strip()
    if by != "adcode":
        return plain
    shortened = _SCIENTIFIC.fullmatch(plain)
    if shortened:
        digits = shortened[1] + (shortened[2] or "")
        is_county = len(digits.rstrip("0")) <= 6 <= len(digits)
        return digits[:6] if is_county and _is_code(shortened) else plain
    digits = _DECIMALS.sub("", plain.lstrip(_APOSTROPHES).rstrip(_APOSTROPHES).replace(",", ""))
    code = _CODE.fullmatch(digits)
    return (code[1] or code[2].ljust(6, "0")) if code else plain


def is_scientific(text: str) -> bool:
    """Whether a cell has a code as Excel shows long ones: `5.10181E+11`.

    Six digits of it say the county, since tables by county have zeros behind them. With fewer it is
    no longer known which county it was, even where the missing ones may have been zeros: a narrow
    column of Excel leaves out any.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    shortened = _SCIENTIFIC.fullmatch(plain)
    return shortened is not None and _is_code(shortened)


def _is_code(shortened: re.Match[str]) -> bool:
    return int(shortened[3]) + 1 in _LENGTHS


class KeyIndex:
    """Finds what cells name: targets are ids of sites, or codes of regions."""

    def __init__(
        self, sites: Sequence[Site], by: JoinKey, regions: RegionLookup | None = None
    ) -> None:
        """`regions` is needed for names of regions; with it, regions without a site are known."""
        self.by = by
        self.of_regions = by in ("adcode", "region")
        self._regions = regions
        self._ids = _ids(sites, by)

    def find(self, key: str, within: str = "") -> tuple[str, ...]:
        """The targets that a cell may name, none if it names nothing known."""
        if self.by == "region":
            return self._regions.find(key, within) if self._regions and key.strip() else ()
        plain = plain_key(key, self.by)
        if self.by == "adcode":
            known = plain in self._ids or (self._regions and plain in self._regions.codes)
            return (plain,) if plain and (known or plain == PROVINCE) else ()
        return self._ids.get(plain, ())

    def has_site(self, target: str) -> bool:
        """Whether any site lies in a region."""
        return target in self._ids


def _ids(sites: Sequence[Site], by: JoinKey) -> Mapping[str, tuple[str, ...]]:
    """Plain key → ids of the sites that it may mean."""
    index: dict[str, dict[str, None]] = defaultdict(dict)
    for site in sites:
        keys = {"id": (site.id,), "name": site.names}.get(by, (*site.adcodes, *site.prefectures))
        for key in keys:
            index[plain_key(key, "adcode" if by == "region" else by)][site.id] = None
    return {key: tuple(ids) for key, ids in index.items() if key}


def guess_by(
    table: Table, key: str, sites: Sequence[Site], regions: RegionLookup | None = None
) -> JoinKey:
    """How most of the first cells of a column identify a site."""
    hits = _hits(table.column(key), _indexes(sites, regions))
    return max(JOIN_KEYS, key=hits.__getitem__)


def guess_key(table: Table, sites: Sequence[Site], regions: RegionLookup | None = None) -> str:
    """The column whose first cells identify most, the first of several."""
    indexes = _indexes(sites, regions)
    best = {name: max(_hits(table.column(name), indexes).values()) for name in table.columns}
    return max(table.columns, key=best.__getitem__)


def guess_within(table: Table, key: str, regions: RegionLookup) -> str:
    """The column with the prefecture of each row, for names that two prefectures have; else empty.

    A column of prefectures beside a column of prefectures adds nothing.
    """
    if not any(len(regions.find(cell)) > 1 for cell in table.column(key)):
        return ""
    for name in table.columns:
        cells = [cell for cell in table.column(name)[:MOST_LOOKED_AT] if cell.strip()]
        found = [regions.find(cell) for cell in cells] if name != key else []
        above = [codes for codes in found if len(codes) == 1 and codes[0].endswith("00")]
        if found and 2 * len(above) > len(found):
            return name
    return ""


def _indexes(sites: Sequence[Site], regions: RegionLookup | None) -> dict[JoinKey, KeyIndex]:
    return {by: KeyIndex(sites, by, regions) for by in JOIN_KEYS}


def _hits(cells: Sequence[str], indexes: Mapping[JoinKey, KeyIndex]) -> dict[JoinKey, int]:
    """How many of the first cells lead to something, by each kind of key."""
    first = cells[:MOST_LOOKED_AT]
    return {by: sum(bool(index.find(cell)) for cell in first) for by, index in indexes.items()}
