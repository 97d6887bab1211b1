"""Names of prefectures and counties as tables write them → their codes; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from geo.catalog.regions import Regions
from geo.schema.rows import RegionName
from geo.store.database import Database

PROVINCE = "510000"
PROVINCE_NAMES = ("四川省", "四川", "全省", "sichuan", "sichuanprovince")
_NO_LETTER = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]+")
_PARTING = re.compile(r"[,，、;；/／|>·\-—–]+")
MAX_TEXT = 60  # characters of a cell that can be a name


class RegionNames:
    """The names of all prefectures and counties: official, short, former and in Latin letters."""

    def __init__(self, database: Database, regions: Regions) -> None:
        """Read the names.

        Raises:
            ArtefactError: the build lacks them or is damaged.
        """
        characters = database.rows("geo_characters").to_pylist()
        self._simplified = {ord(row["char"]): row["simplified"] for row in characters}
        self._prefecture_of = {row["adcode"]: row["prefecture"] for row in regions.counties}
        self._codes: dict[str, dict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        self._former: dict[str, set[str]] = defaultdict(set)
        for row in database.records("region_names", RegionName):
            for text in self._spellings(row):
                self._codes[self._plain(text)][row["tier"]][row["adcode"]] = None
            if row["formerly"]:
                self._former[row["adcode"]].add(row["formerly"])
        for area in regions.prefectures:
            self._codes[self._plain(area["short_zh"])][2][area["adcode"]] = None
        self.codes = frozenset({PROVINCE, *regions.names})
        # Longest first: 乐山市 before 乐山, so that what is left is the name of a county.
        self._prefectures = sorted(
            (text, code)
            for text, tiers in self._codes.items()
            for code in set().union(*tiers.values())
            if code not in self._prefecture_of
        )[::-1]

    def find(self, text: str, within: str = "") -> tuple[str, ...]:
        """The codes that a name may mean, several if it is ambiguous, none if it is no region.

        `within` is what a second column says of the prefecture: a name or a code, or empty. An
        official name precedes a short one, and that a former one. 四川省 is `PROVINCE`.
        """
        if len(text) > MAX_TEXT or len(within) > MAX_TEXT:
            return ()
        plain = self._plain(text)
        if within.strip():
            return self._within(plain, within)
        if plain in PROVINCE_NAMES:
            return (PROVINCE,)
        plain = self._without_province(plain)
        return self._alone(plain) or self._prefixed(plain) or self._parted(text)

    def _spellings(self, row: RegionName) -> tuple[str, ...]:
        """A name; one of a prefecture in Latin letters also with the word that says so."""
        text = row["text"]
        if row["adcode"] in self._prefecture_of or not text.isascii():
            return (text,)
        return (text, f"{text}city", f"{text}prefecture")

    def _within(self, plain: str, within: str) -> tuple[str, ...]:
        """The region of a row that also names its prefecture; none if both contradict."""
        above = self.find(within) or tuple(
            code for code in self.codes if code == within.strip().ljust(6, "0")
        )
        if above == (PROVINCE,):
            return self.find(plain)
        found = [
            code
            for region in above
            for code in self._alone(self._without_province(plain), region)
            or self._alone(self._plain(within) + plain, region)
            or [code for code in self.find(plain) if self._is_in(code, region)]
        ]
        return tuple(dict.fromkeys(found))

    def _alone(self, plain: str, above: str | None = None) -> tuple[str, ...]:
        """The regions of a name by its best tier; below a prefecture, if one is given."""
        tiers = self._codes.get(plain, {})
        for tier in sorted(tiers):
            fitting = [code for code in tiers[tier] if above is None or self._is_in(code, above)]
            if fitting:
                return tuple(fitting)
        return ()

    def _is_in(self, code: str, above: str) -> bool:
        return above in (code, self._prefecture_of.get(code)) or above in self._former[code]

    def _prefixed(self, plain: str) -> tuple[str, ...]:
        """The county of 乐山市市中区 or 阿坝州汶川."""
        for prefix, prefecture in self._prefectures:
            if plain.startswith(prefix) and len(plain) > len(prefix):
                rest = self._counties(plain.removeprefix(prefix), prefecture)
                if rest:
                    return rest
        return ()

    def _parted(self, text: str) -> tuple[str, ...]:
        """The county of `Shizhong District, Leshan`: a prefecture on either side of a mark."""
        parts = [self._plain(part) for part in _PARTING.split(text) if self._plain(part)]
        parts = [part for part in parts if part not in PROVINCE_NAMES]
        if len(parts) != 2:
            return self._alone(parts[0]) if len(parts) == 1 else ()
        found = [
            code
            for county, name in (parts, parts[::-1])
            for prefecture in self._alone(name)
            if prefecture not in self._prefecture_of
            for code in self._counties(county, prefecture)
        ]
        return tuple(dict.fromkeys(found))

    def _counties(self, plain: str, prefecture: str) -> tuple[str, ...]:
        return tuple(code for code in self._alone(plain, prefecture) if code != prefecture)

    def _without_province(self, plain: str) -> str:
        for name in PROVINCE_NAMES:
            if plain.startswith(name) and len(plain) > len(name):
                return plain.removeprefix(name)
        return plain

    def _plain(self, text: str) -> str:
        """Without differences of width, case, characters, blanks and marks."""
        folded = unicodedata.normalize("NFKC", text).casefold()
        return _NO_LETTER.sub("", folded).translate(self._simplified)
