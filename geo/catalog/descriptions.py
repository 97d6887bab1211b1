"""A filter in words, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from geo import i18n
from geo.model import AreaRule, Datum
from geo.query.codelists import Codelists
from geo.query.filters import FIELDS, Filter
from geo.query.spatial import LEAST_SHARE, AreaFilter
from geo.schema.place import PlaceRow
from geo.schema.rows import in_language


class Descriptions:
    """Describes filters with the names of one build."""

    def __init__(self, codelists: Codelists, rows: Mapping[str, PlaceRow]) -> None:
        """`rows` are those of all places by id, with their names."""
        self._codelists, self._rows = codelists, rows

    def sentence(self, chosen: Filter, lang: str) -> str:
        """The filter in words, e.g. `部门:能源 · 地区:阿坝藏族羌族自治州`."""
        parts = []
        for name in FIELDS:
            codes = getattr(chosen, name)
            if codes:
                labels = [self._codelists.label(name, str(code), lang) for code in codes]
                joined = i18n.text(lang, "filter.or").join(labels)
                parts.append(i18n.text(lang, f"filter.describe.{name}", values=joined))
        parts += self.spatial_parts(chosen, lang).values()
        if not parts:
            name = "everything" if chosen.inferred else "everything_named"
            parts.append(i18n.text(lang, f"filter.{name}"))
        if chosen.inferred and not chosen.relations:
            parts.append(i18n.text(lang, "filter.describe.inferred"))
        return i18n.text(lang, "filter.and").join(parts)

    def spatial_parts(self, chosen: Filter, lang: str) -> dict[str, str]:
        """The spatial parts of the filter in words, by the name of the part."""
        parts = {}
        if chosen.near:
            near = chosen.near
            point = i18n.text(lang, "filter.point", lon=near.lon, lat=near.lat)
            name = in_language(self._rows[near.site], "name", lang) if near.site else point
            if near.name:
                name = i18n.text(lang, "filter.named_point", name=near.name, point=point)
            parts["near"] = i18n.text(lang, "filter.describe.near", name=name, km=near.km)
        if chosen.area:
            parts["area"] = _area(chosen.area, lang)
        return parts


def area_rule(rule: AreaRule, lang: str) -> str:
    """Which places count as inside, in words."""
    return i18n.text(lang, f"distance.rules.{rule}", share=LEAST_SHARE)


def _area(area: AreaFilter, lang: str) -> str:
    how = area_rule(area.rule, lang)
    if area.datum is not Datum.WGS84:
        how += i18n.text(lang, "filter.describe.area_datum", datum=area.datum)
    if not area.name:
        return i18n.text(lang, "filter.describe.area_unnamed", how=how)
    return i18n.text(lang, "filter.describe.area", name=area.name, how=how)
