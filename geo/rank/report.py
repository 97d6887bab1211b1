"""The ranking of a list as a whole, for its exports: ranks by named weights, and sensitivity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo import i18n
from geo.catalog import Catalog
from geo.rank.score import CriterionColumn, Ranking, rank
from geo.rank.sensitivity import sensitivity
from geo.rank.sensitivity_words import sensitivity_words
from geo.rank.shortlist_ranking import columns_of, criteria_of, weight_sets_of
from geo.rank.weights import WeightSet
from geo.shortlist.model import Shortlist
from geo.shortlist.ranking_report import RankingReport


def ranking_report(catalog: Catalog, here: Shortlist, lang: str) -> RankingReport | None:
    """What exports add to the ranks of the places; None for a list without criteria."""
    criteria = criteria_of(here)
    if not criteria:
        return None
    columns = columns_of(catalog, here, criteria)
    ranking = rank(here.ids, columns)
    by_set = rankings_by_set(here.ids, columns, weight_sets_of(here))
    return RankingReport(
        _ranks(titled(ranking, by_set, lang)) if by_set else {},
        sensitivity_words(catalog, here, sensitivity(here.ids, columns, ranking), lang),
    )


def rankings_by_set(
    ids: Sequence[str], columns: Sequence[CriterionColumn], sets: Sequence[WeightSet]
) -> dict[str, Ranking]:
    """Name of each set of weights → the ranking under it; a criterion it does not name counts 0."""
    return {
        one.name: rank(
            ids,
            [
                replace(each, rule=replace(each.rule, weight=one.weights.get(each.key, 0.0)))
                for each in columns
            ],
        )
        for one in sets
    }


def titled(now: Ranking, by_set: Mapping[str, Ranking], lang: str) -> dict[str, Ranking]:
    """The rankings by the title of their column: that of now first; no title comes twice."""
    found = {i18n.text(lang, "weight_sets.now"): now}
    for name, one in by_set.items():
        title = i18n.text(lang, "weight_sets.column", name=name)
        found[title if title not in found else f"{title} {len(found)}"] = one
    return found


def _ranks(rankings: Mapping[str, Ranking]) -> dict[str, dict[str, int | None]]:
    return {title: {site.id: site.rank for site in one.sites} for title, one in rankings.items()}
