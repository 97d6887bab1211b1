"""Find mentions of units in a text, with their confidence.

A mention weighs more the higher the unit and the fuller its name stands there. Weights add up
along a lineage (`scoring.py`); what they are worth was set by reasoning about kinds of text, and
is checked by `benchmarks/geocode`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from geo.geocode.gazetteer_index import NO_LEVELS, GazetteerIndex, NameEntry, NameGroup
from geo.geocode.model import UnitLevel
from geo.geocode.normalize import BREAK
from geo.geocode.suffixes import ANY_SUFFIX, MIN_STEM, UnitRank, accepts


class NameForm(IntEnum):
    """How a name stands in the text, fullest first."""

    FULL = 0
    ALIAS = 1
    OTHER = 2
    SHORT = 3
    FUZZY = 4


WEIGHT = {
    (UnitRank.PROVINCE, NameForm.FULL): 4.0,
    (UnitRank.PROVINCE, NameForm.SHORT): 3.0,
    (UnitRank.PREFECTURE, NameForm.FULL): 3.5,
    (UnitRank.PREFECTURE, NameForm.OTHER): 3.5,
    (UnitRank.PREFECTURE, NameForm.SHORT): 2.8,
    (UnitRank.COUNTY, NameForm.FULL): 4.0,
    (UnitRank.COUNTY, NameForm.OTHER): 3.4,
    (UnitRank.COUNTY, NameForm.SHORT): 3.0,
    (UnitRank.TOWN, NameForm.FULL): 3.0,
    (UnitRank.TOWN, NameForm.OTHER): 2.3,
    (UnitRank.TOWN, NameForm.SHORT): 1.3,
    (UnitRank.VILLAGE, NameForm.FULL): 2.0,
    (UnitRank.VILLAGE, NameForm.OTHER): 1.6,
    (UnitRank.VILLAGE, NameForm.SHORT): 1.2,
}
FIRM = 1.2  # what a place must weigh to be an answer
LONE = 1.0  # a mention that needs another beside it
VAGUE, FAINT = 0.5, 0.3
THING_WEIGHT = {2: 1.5, 3: 2.5}
LONG_THING = 3.5
# A name before these is part of another name: 重庆路, 西藏中学, 绵阳大道.
STREET = re.compile(r"大?道(?!孚|教)|[东南西北中]?[一二三四五]?[路街巷]|大街|大桥|立交|隧道")
BORROWED = re.compile(
    r"[东南西北]?[路街巷]|大道|大街|大桥|[大中小]学|学院|医院|会馆|商会|银行|饭店|酒店|宾馆|餐厅|餐馆|火锅"
    r"|小镇|风情|广场|花园|小区|公馆|[村坝沟湾山寺庙菜茶馆楼院门里坊]|社区|人家|白药|牌|城(?!口)|话|人(?!民)|援建|援助"
)
GIVER = re.compile(r"援建|援助|对口|帮扶|支援|商会|会馆|企业|客商")  # who gives, not where
AFTER_AREA = re.compile(r"景区|风景|遗址|博物馆|水利|旅游区|国际|公园|名胜|机场|[湖河江沟]")
HARDLY_SHORT, MIDDLE = frozenset({"市中"}), re.compile("[心央间部]")  # 成都市中心, no 市中区
SIDES = "东西"  # 高新区西区 is not 西区 of 攀枝花
# What ends the word before a name: suffixes, prepositions, conjunctions.
SEAMS = frozenset("省市州盟县区镇乡道村社省|在于及和与同跟至到从由向往是将让赴经以对为的了")


NO_REACH: frozenset[int] = frozenset()


@dataclass(slots=True, eq=False)
class ToponymMatch:
    """Units of one group at one place: the stem is `[start, stem)`, with its suffix `[start, end)`.

    `known` are the units as called today. `reach` are counties of a functional zone, which act as
    units above the towns in them.
    """

    start: int
    stem: int
    end: int
    form: NameForm
    rank: int
    inside: bool
    units: tuple[int, ...]
    known: frozenset[int]
    weight: float
    reach: frozenset[int] = NO_REACH


@dataclass(slots=True, eq=False)
class Occurrence:
    """A text from the index where it stands in a query, with the suffix that follows it.

    `exact` are the levels of which a unit has just this suffix, `near` those of our own; `ours`
    are the levels at which the stem is one of our own. `longer` says that a longer stem of a
    town of our own begins there too.
    """

    text: str
    start: int
    stem: int
    suffix: str
    exact: frozenset[int]
    near: frozenset[int]
    ours: frozenset[int]
    longer: bool

    @property
    def name(self) -> str:
        """The stem."""
        return self.text[self.start : self.stem]

    @property
    def opens(self) -> bool:
        """Whether it begins the text or follows a mark."""
        return self.start == 0 or self.text[self.start - 1] == BREAK

    @property
    def whole(self) -> bool:
        """Whether it is all of the text."""
        return self.stem - self.start == len(self.text)

    def before(self, pattern: re.Pattern[str]) -> bool:
        """Whether the stem is followed by what `pattern` says."""
        return pattern.match(self.text, self.stem) is not None

    @property
    def seamed(self) -> bool:
        """Whether a word ends before it, as far as the character before it shows."""
        return self.opens or self.text[self.start - 1] in SEAMS


class ToponymScanner:
    """Finds hits in folded texts."""

    def __init__(self, knowledge: GazetteerIndex) -> None:
        """Use the index of `knowledge`."""
        self._gazetteer = knowledge

    def scan(self, text: str) -> list[ToponymMatch]:
        """All hits that are not part of a longer, firmer one, by place."""
        index, lengths = self._gazetteer.index, self._gazetteer.lengths
        hits: list[ToponymMatch] = []
        for start in range(len(text) - 1):
            known = lengths.get(text[start : start + 2])
            if known is None:
                continue
            longer = False
            for length in known:
                entry = index.get(text[start : start + length])
                if entry is not None and start + length <= len(text):
                    self._read(text, start, start + length, entry, longer, hits)
                    longer = longer or (UnitRank.TOWN in entry.ours and length > MIN_STEM)
        if hits:
            hits = _outermost(hits)
            self._add_children(text, hits)
        if any(hit.weight >= FIRM for hit in hits):
            return [hit for hit in hits if hit.weight > FAINT]  # ignored if there are firm ones
        return hits

    def _read(
        self,
        text: str,
        start: int,
        stem: int,
        entry: NameEntry,
        longer: bool,
        hits: list[ToponymMatch],
    ) -> None:
        """Grade each group by what follows the stem."""
        token = ANY_SUFFIX.match(text, stem)
        suffix = token.group() if token else ""
        groups = entry.groups if suffix or stem - start == len(text) else entry.bare
        if not groups:
            return
        exact = entry.levels.get(suffix, NO_LEVELS) if suffix else NO_LEVELS
        near = entry.near.get(suffix, NO_LEVELS) if suffix else NO_LEVELS
        reading = Occurrence(text, start, stem, suffix, exact, near, entry.ours, longer)
        for group in groups:
            end, form = self._form(reading, group)
            if form is None:
                continue
            weight = self._weight(reading, group, form)
            if weight > 0:
                hits.append(
                    ToponymMatch(
                        start,
                        stem,
                        end,
                        form,
                        group.rank,
                        group.inside,
                        group.units,
                        group.known,
                        weight,
                        self._reach(group),
                    )
                )

    def _reach(self, group: NameGroup) -> frozenset[int]:
        """The counties that a functional zone reaches into, or in which a former town lay."""
        know = self._gazetteer
        if group.rank == UnitRank.THING and len(group.units) == 1:
            unit = group.units[0]
            return frozenset(know.within[unit]) if know.level[unit] == UnitLevel.AREA else NO_REACH
        if group.rank == UnitRank.TOWN and group.inside:
            gone = [u for u in group.units if know.last_year[u] and know.today[u] == u]
            return frozenset([know.parent[u] for u in gone]) if gone else NO_REACH
        return NO_REACH

    def _form(self, at: Occurrence, group: NameGroup) -> tuple[int, NameForm | None]:
        """How the name of a group stands there, and where it ends; None: not at all."""
        rank, suffix = group.rank, at.suffix
        if group.alias or rank == UnitRank.THING:
            return at.stem, NameForm.ALIAS
        if not group.suffix:
            return at.stem, None if self._torn(at) else NameForm.FULL
        if suffix.startswith(group.suffix) or (
            not suffix and at.text.startswith(group.suffix, at.stem) and len(group.suffix) > 1
        ):
            return at.stem + len(group.suffix), NameForm.FULL
        if suffix and accepts(rank, suffix):
            return at.stem + len(suffix), NameForm.OTHER
        if rank == UnitRank.VILLAGE and not at.whole:
            return at.stem, None
        if rank == UnitRank.TOWN and not group.inside:
            return at.stem, None
        return at.stem, NameForm.SHORT

    def _torn(self, at: Occurrence) -> bool:
        """Whether a name of two characters is cut out of another: 提高县域, 仁寿县, 石桥村."""
        if at.stem - at.start > MIN_STEM or at.opens:
            return False
        if at.seamed and at.text[at.start] not in SIDES:
            return False
        return not self._follows_region(at)

    def _follows_region(self, at: Occurrence) -> bool:
        """Whether the stem of a province or prefecture ends right before the name."""
        for length in (2, 3, 4):
            before = self._gazetteer.index.get(at.text[max(at.start - length, 0) : at.start])
            if before and any(group.rank <= UnitRank.PREFECTURE for group in before.groups):
                return True
        return False

    def _weight(self, at: Occurrence, group: NameGroup, form: NameForm) -> float:
        rank, weight = group.rank, WEIGHT.get((UnitRank(group.rank), form), 0.0)
        if form is NameForm.ALIAS:
            return self._alias_weight(at, group)
        if (
            not group.inside
            and rank < UnitRank.COUNTY
            and GIVER.match(at.text, at.stem + len(at.suffix))
        ):
            return 0.0
        if form is NameForm.SHORT:
            return self._short_weight(at, group, weight)
        if form is NameForm.OTHER and rank in at.exact:
            # 长宁区 is not 长宁县, as long as one is called that.
            return 0.0 if rank == UnitRank.COUNTY else weight - 0.7
        if at.name in self._gazetteer.generic and rank in (UnitRank.COUNTY, UnitRank.TOWN):
            if not group.inside:
                return VAGUE
            if all(self._gazetteer.last_year[unit] for unit in group.units):
                return LONE
        cut = not at.seamed and not group.inside and rank >= UnitRank.COUNTY
        if cut and not self._follows_region(at):
            return LONE  # 成安县 in 蓬成安县 is chance
        if rank == UnitRank.TOWN and at.suffix == "镇" and not at.opens:
            return weight - 0.5 if at.name in self._gazetteer.ordinary else weight
        return weight

    def _short_weight(self, at: Occurrence, group: NameGroup, weight: float) -> float:
        rank = group.rank
        if at.near or (at.exact and not group.inside):
            return 0.0 if rank >= UnitRank.TOWN or not group.inside else FAINT
        if not group.inside:
            if at.before(BORROWED) and not self._goes_on(at, group):
                return 0.0
            if rank == UnitRank.PREFECTURE and (at.ours or not at.opens):
                return min(weight, LONE)
            return weight
        if at.before(STREET):
            return FAINT if rank < UnitRank.TOWN else 0.0
        if rank == UnitRank.TOWN:
            return self._short_town_weight(at, weight)
        if rank == UnitRank.COUNTY:
            if at.name in HARDLY_SHORT and (not at.opens or at.before(MIDDLE)):
                return 0.0
            if UnitRank.PREFECTURE in at.ours:
                return LONE  # 阿坝 and 广安 mean the prefecture
            if at.name in self._gazetteer.ordinary_counties:
                return LONE
            if all(self._gazetteer.last_year[unit] for unit in group.units):
                weight -= 0.6
            if at.suffix or at.longer:
                return LONE if accepts(UnitRank.TOWN, at.suffix) else 2.0
        return weight

    def _goes_on(self, at: Occurrence, group: NameGroup) -> bool:
        """Whether right after the name a unit is named that lies in it: 甘肃山丹, not 甘肃山."""
        lengths = self._gazetteer.lengths.get(at.text[at.stem : at.stem + 2], ())
        entries = (
            self._gazetteer.index.get(at.text[at.stem : at.stem + length]) for length in lengths
        )
        return any(
            not group.known.isdisjoint(self._gazetteer.lineage[unit])
            for entry in entries
            if entry
            for below in entry.groups
            if not below.inside
            for unit in below.units
        )

    def _short_town_weight(self, at: Occurrence, weight: float) -> float:
        if at.suffix or at.name in self._gazetteer.ordinary:
            return FAINT
        if at.opens:
            return weight
        return 0.6 if len(at.name) == MIN_STEM else LONE

    def _alias_weight(self, at: Occurrence, group: NameGroup) -> float:
        length = at.stem - at.start
        if group.rank == UnitRank.VILLAGE:  # 马鹿寨村 may be another village's own name
            return min(WEIGHT[UnitRank.VILLAGE, NameForm.FULL] + 0.3 * (length - 3), LONG_THING)
        if group.rank != UnitRank.THING:
            return LONG_THING if length > MIN_STEM else (LONE if at.whole else FAINT)
        weight = THING_WEIGHT.get(length, LONG_THING)
        if at.whole or at.before(AFTER_AREA):
            return weight + (1.0 if length > MIN_STEM else 0.5)
        if at.before(STREET) or at.suffix:
            return FAINT
        return min(weight, LONE) if at.name in self._gazetteer.ordinary else weight

    def _add_children(self, text: str, hits: list[ToponymMatch]) -> None:
        """Units without suffix right after the unit that they belong to: 遂宁安居, 先市下坝."""
        index, lengths = self._gazetteer.index, self._gazetteer.lengths
        starts = {hit.start for hit in hits}
        further: list[ToponymMatch] = []
        for hit in hits:
            if not hit.inside or hit.rank not in (
                UnitRank.PREFECTURE,
                UnitRank.COUNTY,
                UnitRank.TOWN,
            ):
                continue
            start = hit.end + (text[hit.end : hit.end + 1] == BREAK)
            for length in lengths.get(text[start : start + 2], ()):
                stem = start + length
                name = text[start:stem]
                entry = index.get(name)
                if entry is None or stem > len(text) or STREET.match(text, stem):
                    continue
                if name in self._gazetteer.generic or _covered(start, stem, hits):
                    continue
                word = name in self._gazetteer.ordinary and stem < len(text) and stem not in starts
                further += self._children(text, start, stem, entry.groups, hit, word)
        hits += further

    def _children(
        self,
        text: str,
        start: int,
        stem: int,
        groups: tuple[NameGroup, ...],
        above: ToponymMatch,
        word: bool,
    ) -> list[ToponymMatch]:
        """Those of `groups` that lie in `above`; a `word` of everyday language may be a county."""
        found = []
        token = ANY_SUFFIX.match(text, stem)
        suffix = token.group() if token else ""
        if suffix and any(group.suffix == suffix for group in groups):
            return []  # read already, with its suffix
        for group in groups:
            rank = UnitRank(group.rank)
            if not group.inside or rank > UnitRank.VILLAGE or rank <= above.rank:
                continue
            if (suffix and accepts(rank, suffix)) or (word and rank is not UnitRank.COUNTY):
                continue
            short = (
                rank is UnitRank.VILLAGE and above.rank < UnitRank.TOWN and stem - start <= MIN_STEM
            )
            if short and (stem < len(text) or above.rank < UnitRank.COUNTY):
                continue
            holding = above.known | above.reach
            units = tuple(
                unit
                for unit in group.units
                if not holding.isdisjoint(self._gazetteer.lineage[unit])
            )
            if units:
                known = frozenset(self._gazetteer.today[unit] for unit in units)
                found.append(
                    ToponymMatch(
                        start,
                        stem,
                        stem,
                        NameForm.SHORT,
                        rank,
                        True,
                        units,
                        known,
                        WEIGHT[rank, NameForm.SHORT],
                    )
                )
        return found


def _covered(start: int, end: int, hits: list[ToponymMatch]) -> bool:
    """Whether a longer name that is no mere stem stands there: 嘉陵 in 嘉陵江."""
    return any(
        hit.start <= start and hit.end > end and hit.form is not NameForm.SHORT for hit in hits
    )


def _outermost(hits: list[ToponymMatch]) -> list[ToponymMatch]:
    """Without those that lie inside a longer one of full form."""
    firm = [
        (hit.start, hit.end)
        for hit in hits
        if hit.form is not NameForm.SHORT and (hit.weight >= FIRM or hit.rank == UnitRank.THING)
    ]
    if not firm:
        return hits
    return [
        hit
        for hit in hits
        if not any(
            start <= hit.start and hit.end <= end and end - start > hit.end - hit.start
            for start, end in firm
        )
    ]
