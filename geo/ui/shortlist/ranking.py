"""The ranking of the current list by its criteria, recomputed only on changes."""

from __future__ import annotations

from dataclasses import replace

from geo.errors import ShortlistError
from geo.rank import code
from geo.rank.criteria import Criterion
from geo.rank.report import rankings_by_set
from geo.rank.score import CriterionColumn, Ranking, rank
from geo.rank.sensitivity import Sensitivity, sensitivity
from geo.rank.shortlist_ranking import (
    columns_of,
    criteria_of,
    weight_sets_of,
)
from geo.rank.weights import WeightSet, as_percent, weights_of, with_weights
from geo.rank.words import as_ranked
from geo.shortlist.model import Shortlist
from geo.shortlist.ranked import Ranked
from geo.ui.state.session import Page, Session
from geo.ui.state.shortlists import Shortlists


def set_criteria(shortlists: Shortlists, criteria: list[Criterion]) -> None:
    """Set the ranking criteria of the current list."""
    shortlists.change(shortlists.current.rank_by(code.encode(criteria)))


def add_criterion(shortlists: Shortlists, made: Criterion) -> None:
    """Add a criterion that weighs as much as the others do on average; 100 if it is the first."""
    criteria = criteria_of(shortlists.current)
    weights = [one.rule.weight for one in criteria]
    weight = round(sum(weights) / len(weights), 1) if weights else 100.0
    set_criteria(shortlists, [*criteria, replace(made, rule=replace(made.rule, weight=weight))])


def replace_rule(shortlists: Shortlists, key: str, **values: object) -> None:
    """Change how one criterion of the current list counts.

    Raises:
        RankError: a value has no meaning.
    """
    changed = [
        replace(one, rule=replace(one.rule, **values)) if one.key == key else one  # type: ignore[arg-type]
        for one in criteria_of(shortlists.current)
    ]
    set_criteria(shortlists, changed)


def make_whole(shortlists: Shortlists) -> None:
    """Scale the weights of the current list so that they add up to 100."""
    criteria = criteria_of(shortlists.current)
    set_criteria(shortlists, with_weights(criteria, as_percent(weights_of(criteria))))


def apply_weights(shortlists: Shortlists, weights: WeightSet) -> None:
    """Rank the current list by a named set of weights."""
    set_criteria(shortlists, with_weights(criteria_of(shortlists.current), weights.weights))


def set_weight_sets(session: Session, sets: list[WeightSet]) -> bool:
    """Set the named weights of the current list; False, with a message, where it has no room."""
    shortlists = session.shortlists
    try:
        shortlists.change(shortlists.current.with_weight_sets(code.encode_sets(sets)))
    except ShortlistError as error:
        session.notices.fail_with(error)
        return False
    return True


def ranking_of(page: Page, shortlist: Shortlist) -> Ranking | None:
    """The ranking of a list, None when it has no criteria."""
    criteria = criteria_of(shortlist)
    if not criteria:
        return None
    return page.session.remembered(
        "ranking",
        _question(page, shortlist),
        lambda: rank(shortlist.ids, columns_in(page, shortlist)),
    )


def columns_in(page: Page, shortlist: Shortlist) -> list[CriterionColumn]:
    """The values of all places of the list for each of its criteria."""
    return page.session.remembered(
        "ranking_columns",
        _question(page, shortlist),
        lambda: columns_of(page.catalog, shortlist, criteria_of(shortlist)),
    )


def sensitivity_of(page: Page, shortlist: Shortlist, ranking: Ranking) -> Sensitivity:
    """What moving each weight does to the ranking of a list."""
    return page.session.remembered(
        "sensitivity",
        _question(page, shortlist),
        lambda: sensitivity(shortlist.ids, columns_in(page, shortlist), ranking),
    )


def reasons_of(page: Page, shortlist: Shortlist, ranking: Ranking) -> dict[str, Ranked]:
    """Rank, score and reason of each place of a list, in words."""
    return page.session.remembered(
        "ranking_reasons",
        (_question(page, shortlist), shortlist.weight_sets, page.lang),
        lambda: as_ranked(page.catalog, shortlist, criteria_of(shortlist), ranking, page.lang),
    )


def rankings_of_sets(page: Page, shortlist: Shortlist) -> dict[str, Ranking]:
    """The ranking of a list under each of its named sets of weights."""
    sets = weight_sets_of(shortlist)

    question = (_question(page, shortlist), shortlist.weight_sets)
    return page.session.remembered(
        "ranking_sets",
        question,
        lambda: rankings_by_set(shortlist.ids, columns_in(page, shortlist), sets),
    )


def _question(page: Page, shortlist: Shortlist) -> tuple[object, ...]:
    """What a ranking depends on."""
    items = tuple((item.id, item.own, item.columns) for item in shortlist.items)
    return (page.catalog.database.build_id, items, shortlist.types, shortlist.criteria)
