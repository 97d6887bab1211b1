"""Where in a text units are mentioned, and how firmly.

A mention weighs more the higher the unit and the fuller its name stands there. Weights add up
along a lineage (`judging.py`); what they are worth was set by reasoning about kinds of text, and
is checked by `benchmarks/geocode`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from geo.geocode.folding import BREAK
from geo.geocode.knowledge import Group, Knowledge
from geo.geocode.naming import ANY_SUFFIX, Rank, accepts


class Form(IntEnum):
    """How a name stands in the text, fullest first."""

    FULL = 0
    ALIAS = 1
    OTHER = 2
    SHORT = 3
    NEARLY = 4


WEIGHT = {
    (Rank.PROVINCE, Form.FULL): 4.0, (Rank.PROVINCE, Form.SHORT): 3.0,
    (Rank.PREFECTURE, Form.FULL): 3.5, (Rank.PREFECTURE, Form.OTHER): 3.5,
    (Rank.PREFECTURE, Form.SHORT): 2.8,
    (Rank.COUNTY, Form.FULL): 4.0, (Rank.COUNTY, Form.OTHER): 3.4, (Rank.COUNTY, Form.SHORT): 3.0,
    (Rank.TOWN, Form.FULL): 3.0, (Rank.TOWN, Form.OTHER): 2.3, (Rank.TOWN, Form.SHORT): 1.3,
    (Rank.VILLAGE, Form.FULL): 2.0, (Rank.VILLAGE, Form.OTHER): 1.6,
    (Rank.VILLAGE, Form.SHORT): 1.2,
}  # fmt: skip
FIRM = 1.2  # what a place must weigh to be an answer
FAINT = 0.3
THING_WEIGHT = {2: 1.5, 3: 2.5}
LONG_THING = 3.5
# A name before these is part of another name: 重庆路, 西藏中学, 绵阳大道.
STREET = re.compile(r"大?道(?!孚|教)|[东南西北中]?[一二三四五]?[路街巷]|大街|大桥|立交|隧道")
BORROWED = re.compile(
    r"[东南西北]?[路街巷]|大道|大街|大桥|[大中小]学|学院|医院|会馆|商会|银行|饭店|酒店|宾馆|餐厅|餐馆|火锅"
    r"|小镇|风情|广场|花园|小区|公馆|[村坝沟湾山寺庙菜茶馆楼院门里坊]|社区|人家|白药|牌|城(?!口)|话|人(?!民)|援建|援助"
)
AFTER_AREA = re.compile(r"景区|风景|遗址|博物馆|水利|旅游区|国际|公园|名胜|机场|[湖河江沟]")
FALSE_HEADS = frozenset("提最更新较拔整管合办处地物心护清梳代真伦道治数原定推受料助调经生病")


@dataclass(slots=True)
class Hit:
    """Units of one group at one place: the stem is `[start, stem)`, with its suffix `[start, end)`.

    `known` are the units as called today. `supported` says that the text names a unit above.
    """

    start: int
    stem: int
    end: int
    form: Form
    rank: int
    inside: bool
    units: tuple[int, ...]
    known: frozenset[int]
    weight: float
    meant: str = ""  # the right spelling, where a character is wrong


class Scanner:
    """Finds hits in folded texts."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Use the index of `knowledge`."""
        self._know = knowledge

    def scan(self, text: str) -> list[Hit]:
        """All hits that are not part of a longer, firmer one, by place."""
        index, lengths = self._know.index, self._know.lengths
        hits: list[Hit] = []
        for start in range(len(text) - 1):
            known = lengths.get(text[start : start + 2])
            if known is None:
                continue
            for length in known:
                groups = index.get(text[start : start + length])
                if groups is not None and start + length <= len(text):
                    self._read(text, start, start + length, groups, hits)
        if len(hits) > 1:
            hits = _outermost(hits)
            self._villages_after(text, hits)
        return hits

    def _read(
        self, text: str, start: int, stem: int, groups: tuple[Group, ...], hits: list[Hit]
    ) -> None:
        """Grade each group by what follows the stem."""
        token = ANY_SUFFIX.match(text, stem)
        suffix = token.group() if token else ""
        exact = {group.rank for group in groups if suffix and group.suffix == suffix}
        for group in groups:
            rank = group.rank
            if group.alias or rank == Rank.THING:
                weight = self._thing_weight(text, start, stem, group)
                hits.append(Hit(start, stem, stem, Form.ALIAS, rank, group.inside, group.units,
                                group.known, weight))  # fmt: skip
                continue
            end = stem
            if not group.suffix:
                form = Form.FULL
                if stem - start == 2 and _torn(text, start):
                    continue
            elif text.startswith(group.suffix, stem) and (
                suffix.startswith(group.suffix) or not token
            ):
                form, end = Form.FULL, stem + len(group.suffix)
            elif suffix and accepts(rank, suffix):
                form, end = Form.OTHER, stem + len(suffix)
            elif rank == Rank.VILLAGE or (not group.inside and rank == Rank.TOWN):
                if not (rank == Rank.VILLAGE and stem - start == len(text)):
                    continue
                form = Form.SHORT
            else:
                form = Form.SHORT
            weight = self._weight(text, start, stem, group, form, suffix, exact)
            if weight > 0:
                hits.append(Hit(start, stem, end, form, rank, group.inside, group.units,
                                group.known, weight))  # fmt: skip

    def _weight(
        self, text: str, start: int, stem: int, group: Group, form: Form, suffix: str,
        exact: set[int],
    ) -> float:  # fmt: skip
        rank = Rank(group.rank)
        weight = WEIGHT.get((rank, form), 0.0)
        name = text[start:stem]
        if form is Form.OTHER:
            if rank is Rank.COUNTY and exact:
                return 0.0  # 长宁区 is not 长宁县, as long as one is called that
            return weight if rank not in exact else weight - 0.7
        if form is Form.SHORT:
            return self._short_weight(text, start, stem, group, weight, suffix, name, exact)
        if not group.inside and rank >= Rank.COUNTY and name in self._know.ordinary:
            return FAINT
        if rank is Rank.TOWN and name in self._know.ordinary and start and suffix == "镇":
            return weight - 0.5
        return weight

    def _short_weight(
        self, text: str, start: int, stem: int, group: Group, weight: float, suffix: str,
        name: str, exact: set[int],
    ) -> float:  # fmt: skip
        rank = group.rank
        if exact:
            return 0.0 if rank >= Rank.TOWN or not group.inside else FAINT
        if not group.inside:
            if BORROWED.match(text, stem):
                return 0.0
            return weight
        if STREET.match(text, stem):
            return FAINT if rank < Rank.TOWN else 0.0
        if suffix and rank >= Rank.COUNTY:
            weight = 2.0 if rank == Rank.COUNTY else FAINT
        if rank == Rank.COUNTY and name in self._know.ordinary_counties:
            return min(weight, 1.0)
        if rank == Rank.TOWN:
            if name in self._know.ordinary:
                return FAINT
            if start and text[start - 1] != BREAK:
                return min(weight, 0.6) if stem - start == 2 else min(weight, 1.0)
        return weight

    def _thing_weight(self, text: str, start: int, stem: int, group: Group) -> float:
        length = stem - start
        whole = length == len(text)
        if group.rank != Rank.THING:  # an alias of a region or village
            return LONG_THING if length > 2 else (1.0 if whole else FAINT)
        weight = THING_WEIGHT.get(length, LONG_THING)
        if whole or AFTER_AREA.match(text, stem):
            return weight + 1.0 if length > 2 else weight + 0.5
        if STREET.match(text, stem) or ANY_SUFFIX.match(text, stem):
            return FAINT
        if text[start:stem] in self._know.ordinary:
            return min(weight, 1.0)
        return weight

    def _villages_after(self, text: str, hits: list[Hit]) -> None:
        """Villages and towns without suffix right after the unit that they belong to."""
        index, lengths = self._know.index, self._know.lengths
        further: list[Hit] = []
        for hit in hits:
            if not hit.inside or hit.rank not in (Rank.PREFECTURE, Rank.COUNTY, Rank.TOWN):
                continue
            start = hit.end + (text[hit.end : hit.end + 1] == BREAK)
            for length in lengths.get(text[start : start + 2], ()):
                stem = start + length
                groups = index.get(text[start:stem])
                if groups is None or stem > len(text) or STREET.match(text, stem):
                    continue
                if text[start:stem] in self._know.ordinary and stem < len(text):
                    if not any(other.start == stem for other in hits):
                        continue
                further += self._children(text, start, stem, groups, hit)
        hits += further

    def _children(
        self, text: str, start: int, stem: int, groups: tuple[Group, ...], above: Hit
    ) -> list[Hit]:
        found = []
        suffix = ANY_SUFFIX.match(text, stem)
        for group in groups:
            rank = group.rank
            if rank not in (Rank.TOWN, Rank.VILLAGE) or rank <= above.rank or not group.inside:
                continue
            if suffix and (accepts(Rank(rank), suffix.group()) or group.suffix == suffix.group()):
                continue  # read already, with its suffix
            if suffix and any(other.suffix == suffix.group() for other in groups):
                continue
            if rank == Rank.VILLAGE and above.rank < Rank.TOWN and stem - start < 3:
                if stem < len(text) or above.rank < Rank.COUNTY:
                    continue
            units = tuple(
                unit for unit in group.units
                if not above.known.isdisjoint(self._know.lineage[unit])
            )  # fmt: skip
            if units:
                known = frozenset(self._know.today[unit] for unit in units)
                found.append(Hit(start, stem, stem, Form.SHORT, rank, True, units, known,
                                 WEIGHT[Rank(rank), Form.SHORT]))  # fmt: skip
        return found


def _torn(text: str, start: int) -> bool:
    """Whether a name of two characters is cut out of another word: 提高县域, 管理县级."""
    return start > 0 and text[start - 1] in FALSE_HEADS


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Without those that lie inside a longer one of full form."""
    firm = [(hit.start, hit.end) for hit in hits
            if hit.form is not Form.SHORT and hit.weight >= FIRM]  # fmt: skip
    if not firm:
        return hits
    return [
        hit for hit in hits
        if not any(
            start <= hit.start and hit.end <= end and end - start > hit.end - hit.start
            for start, end in firm
        )
    ]  # fmt: skip
