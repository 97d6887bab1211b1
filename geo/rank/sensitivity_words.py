"""What moving weights does to a ranking in words, for pages and exports."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from geo import describe, i18n
from geo.catalog import Catalog
from geo.rank.criteria import Criterion
from geo.rank.sensitivity import TOP, Sensitivity, TippingPoint, WeightShift
from geo.rank.shortlist_ranking import criteria_of
from geo.rank.words import criterion_words, item_name, sign
from geo.shortlist.model import Shortlist
from geo.shortlist.ranking_report import SensitivityWords

MAX_NAMES = 5


def sensitivity_words(
    catalog: Catalog, here: Shortlist, found: Sensitivity, lang: str
) -> SensitivityWords:
    """What moving each weight of a list changes; empty where fewer than two weights can move."""
    if not found.shifts:
        return SensitivityWords()
    shifts = {(shift.key, shift.direction): shift for shift in found.shifts}
    rows = []
    for position, one in enumerate(criteria_of(here)):
        if (one.key, "down") not in shifts:
            continue
        down, up = shifts[one.key, "down"], shifts[one.key, "up"]
        title = f"{sign(position)} {criterion_words(catalog, here, one, lang)}"
        share = percents(down.before, down.before)[0]
        rows.append(
            (
                f"{title} {share} %",
                _shift(catalog, here, found, down, lang),
                _shift(catalog, here, found, up, lang),
                _tips(catalog, here, one, found.tips, lang),
            )
        )
    return SensitivityWords(
        (_first(catalog, here, found, lang), _most_moved(catalog, here, found, lang)),
        tuple(i18n.text(lang, f"sensitivity.{name}") for name in ("weight", "down", "up", "tips")),
        tuple(rows),
        i18n.text(lang, "sensitivity.help", top=TOP),
    )


def _first(catalog: Catalog, here: Shortlist, found: Sensitivity, lang: str) -> str:
    first = _names(catalog, here, found.first, lang)
    tip = found.decisive
    if len(found.first) > 1:
        return i18n.text(lang, "sensitivity.shared", names=first)
    if tip is None:
        return i18n.text(lang, "sensitivity.firm", name=first)
    before, after = percents(tip.before, tip.after)
    return i18n.text(
        lang,
        f"sensitivity.decides_{tip.direction}",
        criterion=_criterion(catalog, here, tip.key, lang),
        before=before,
        after=after,
        points=abs(Decimal(after) - Decimal(before)),  # of what is shown, so that it adds up
        first=first,
        names=_names(catalog, here, tip.ids, lang),
    )


def _most_moved(catalog: Catalog, here: Shortlist, found: Sensitivity, lang: str) -> str:
    moved: dict[str, int] = {}
    for shift in found.shifts:
        moved[shift.key] = moved.get(shift.key, 0) + len(shift.entered)
    key = max(moved, key=moved.__getitem__)
    if not moved[key]:
        return i18n.text(lang, "sensitivity.ten_firm", top=TOP)
    criterion = _criterion(catalog, here, key, lang)
    return i18n.text(
        lang, "sensitivity.ten_moved", criterion=criterion, top=TOP, changes=moved[key]
    )


def _shift(
    catalog: Catalog, here: Shortlist, found: Sensitivity, shift: WeightShift, lang: str
) -> str:
    """The share that a weight moves to, and what changes."""
    changed = {"entered": shift.entered, "left": shift.left if shift.entered else ()}
    if set(shift.first) != set(found.first):
        changed["first"] = shift.first
    changes = [
        i18n.text(lang, f"sensitivity.{key}", names=_names(catalog, here, ids, lang))
        for key, ids in changed.items()
        if ids
    ] or [i18n.text(lang, "sensitivity.unchanged")]
    share = f"{percents(shift.before, shift.after)[1]} %"
    return i18n.pair(lang, share, i18n.semicolon(lang, changes))


def _tips(
    catalog: Catalog, here: Shortlist, one: Criterion, tips: Sequence[TippingPoint], lang: str
) -> str:
    """Below and above which share others are first."""
    lines = [
        i18n.text(
            lang,
            f"sensitivity.tip_{tip.direction}",
            share=percents(tip.before, tip.after)[1],
            names=_names(catalog, here, tip.ids, lang),
        )
        for tip in tips
        if tip.key == one.key
    ]
    return i18n.semicolon(lang, lines) or i18n.text(lang, "sensitivity.never")


def percents(before: Fraction, after: Fraction) -> tuple[str, str]:
    """Two shares in percent, with as many decimals as it takes to tell them apart (at most 6)."""
    for decimals in range(1, 7):
        one, other = (f"{float(100 * share):.{decimals}f}" for share in (before, after))
        if one != other or before == after:
            break
    return one, other


def _criterion(catalog: Catalog, here: Shortlist, key: str, lang: str) -> str:
    one = next(one for one in criteria_of(here) if one.key == key)
    return criterion_words(catalog, here, one, lang)


def _names(catalog: Catalog, here: Shortlist, ids: Sequence[str], lang: str) -> str:
    names = [item_name(catalog, here.item(place), lang) for place in ids]
    return describe.listed_first(names, lang, MAX_NAMES)
