"""The ranking against a plain second way of computing it, and what must hold for any numbers."""

from fractions import Fraction
from math import isfinite

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from geo.errors import RankError
from geo.rank.score import CriterionColumn, Failing, Missing, Rule, rank

NUMBERS = st.one_of(
    st.integers(-5, 5).map(float), st.floats(allow_nan=True, allow_infinity=True), st.none()
)
WEIGHTS = st.one_of(st.integers(0, 3).map(float), st.floats(0, 100))
IDS = [f"s{n}" for n in range(7)]


POLICIES = st.sampled_from(Missing)


@st.composite
def columns(draw, missing=POLICIES, numbers=NUMBERS, spans=True):
    found = []
    for key in "abcd"[: draw(st.integers(0, 4))]:
        span = None
        if spans and draw(st.booleans()):
            low = draw(st.integers(-5, 4))
            span = (float(low), float(draw(st.integers(low + 1, 6))))
        rule = Rule(draw(WEIGHTS), draw(st.booleans()), draw(missing), span)
        found.append(CriterionColumn(key, rule, {site: draw(numbers) for site in IDS}))
    return found


def known(column):
    return {
        site: Fraction(value)
        for site, value in column.values.items()
        if value is not None and isfinite(value)
    }


def utility(column, site):
    """The utility of a known value, straight from the formula."""
    values = known(column)
    low, high = map(Fraction, column.rule.span or (min(values.values()), max(values.values())))
    if low == high:
        return Fraction(1)
    value = max(low, min(high, values[site]))
    return (value - low if column.rule.more_is_better else high - value) / (high - low)


def oracle(columns):
    """(unranked, behind, score) of every site, one after the other and without cleverness."""
    active = [column for column in columns if column.rule.weight > 0]
    answer = {}
    for site in IDS:
        parts, unranked, behind = [], False, False
        for column in active:
            weight = Fraction(column.rule.weight)
            if site in known(column):
                parts.append((weight, utility(column, site)))
                continue
            match column.rule.missing:
                case Missing.DROP:
                    unranked = True
                case Missing.LAST:
                    behind = True
                    parts.append((weight, Fraction(0)))
                case Missing.WORST:
                    parts.append((weight, Fraction(0)))
                case Missing.AVERAGE:
                    utilities = [utility(column, other) for other in known(column)]
                    parts.append(
                        (weight, sum(utilities) / len(utilities) if utilities else Fraction(0))
                    )
                case Missing.IGNORE:
                    pass
        if active and not parts:
            unranked = True
        whole = sum(weight for weight, _ in parts)
        score = sum(weight * value for weight, value in parts) / whole if whole else Fraction(0)
        answer[site] = (unranked, behind and not unranked, score)
    return answer


@given(columns())
def test_scores_and_order_are_those_of_the_formula(columns):
    ranking = rank(IDS, columns)
    wanted = oracle(columns)
    order = sorted(IDS, key=lambda s: (wanted[s][0], wanted[s][1], -wanted[s][2]))
    ranked = [site for site in order if not wanted[site][0]]
    assert [one.id for one in ranking.sites if one.rank is not None] == ranked
    for one in ranking.sites:
        unranked, behind, score = wanted[one.id]
        assert one.score == (None if unranked else float(score))
        assert one.behind == behind
        if not unranked:
            better = [
                s
                for s in IDS
                if not wanted[s][0] and (wanted[s][1], -wanted[s][2]) < (behind, -score)
            ]
            assert one.rank == len(better) + 1


@given(columns())
def test_what_is_missing_is_said_for_every_criterion(columns):
    ranking = rank(IDS, columns)
    for column in columns:
        assert set(ranking.missing[column.key]) == set(IDS) - known(column).keys()
        same = len(set(known(column).values())) == 1
        assert (column.key in ranking.constant) == same


@given(columns())
def test_contributions_add_up_to_the_score(columns):
    for one in rank(IDS, columns).sites:
        if one.score is not None:
            assert sum(s.points for s in one.contributions.values()) == pytest.approx(
                one.score, abs=1e-12
            )
            assert 0 <= one.score <= 1
        for share in one.contributions.values():
            assert share.utility is None or 0 <= share.utility <= 1


@given(columns(), st.permutations(IDS))
def test_the_given_order_decides_ties_only(columns, order):
    one, other = rank(IDS, columns), rank(order, columns)
    assert {s.id: (s.rank, s.score) for s in one.sites} == {
        s.id: (s.rank, s.score) for s in other.sites
    }
    for ranking, given_order in ((one, IDS), (other, order)):
        for before, after in zip(ranking.sites, ranking.sites[1:], strict=False):
            if (before.rank, before.score) == (after.rank, after.score):
                assert given_order.index(before.id) < given_order.index(after.id)


@given(
    columns(numbers=st.integers(-50, 50).map(float), spans=False),
    st.sampled_from([0.5, 2.0, 1024.0]),
    st.integers(-100, 100),
)
def test_the_unit_of_a_criterion_does_not_matter(columns, factor, shift):
    moved = [
        CriterionColumn(c.key, c.rule, {s: v * factor + shift for s, v in c.values.items()})
        for c in columns
    ]
    assert rank(IDS, moved).order == rank(IDS, columns).order


@given(columns(), st.sampled_from([2.0, 64.0]))
def test_only_the_proportion_of_the_weights_matters(columns, factor):
    heavier = [
        CriterionColumn(
            c.key,
            Rule(c.rule.weight * factor, c.rule.more_is_better, c.rule.missing, c.rule.span),
            c.values,
        )
        for c in columns
    ]
    assert rank(IDS, heavier) == rank(IDS, columns)


def exact_merit(column, site):
    """The utility of any site, as a fraction: what `Share.utility` shows is rounded."""
    if site in known(column):
        return utility(column, site)
    utilities = [utility(column, other) for other in known(column)]
    averaged = column.rule.missing is Missing.AVERAGE and utilities
    return sum(utilities) / len(utilities) if averaged else Fraction(0)


def hair(better):
    """Two sites that differ by less than a float of their utility can hold."""
    values = {site: 5e-324 if site == better else 0.0 for site in IDS[:2]}
    return CriterionColumn(better, Rule(span=(0.0, 6.0)), values)


@given(
    columns(missing=st.sampled_from([Missing.WORST, Missing.AVERAGE, Missing.LAST])),
    st.floats(0.01, 50),
)
@example([hair("s1"), hair("s0")], 1.0)
def test_more_weight_never_hurts_who_is_better_there(columns, more):
    assume(columns)
    first = columns[0]
    assume(first.rule.weight > 0)  # from nothing to something also brings the missing into play
    rule = Rule(
        first.rule.weight + more, first.rule.more_is_better, first.rule.missing, first.rule.span
    )
    before = rank(IDS, columns)
    after = rank(IDS, [CriterionColumn(first.key, rule, first.values), *columns[1:]])
    utilities = {one.id: exact_merit(first, one.id) for one in before.sites}
    place = {one.id: one.rank for one in after.sites}
    for one, other in ((a, b) for a in before.sites for b in before.sites):
        if one.rank <= other.rank and utilities[one.id] >= utilities[other.id]:
            assert place[one.id] <= place[other.id]


@given(columns(), st.sampled_from(IDS), st.sampled_from(Missing))
def test_a_criterion_of_no_weight_does_nothing(columns, site, missing):
    idle = CriterionColumn("idle", Rule(0.0, True, missing), {site: 1.0})
    assert rank(IDS, [*columns, idle]).order == rank(IDS, columns).order


def test_nothing_to_rank_and_nothing_to_rank_by():
    assert rank([], [CriterionColumn("a", Rule(), {})]).sites == ()
    ranking = rank(["b", "a"], [])
    assert ranking.order == ("b", "a")
    assert [one.rank for one in ranking.sites] == [1, 1]


def test_ties_share_a_rank_and_the_next_one_is_skipped():
    values = {"a": 1.0, "b": 2.0, "c": 1.0, "d": 0.0}
    ranking = rank(list("abcd"), [CriterionColumn("x", Rule(), values)])
    assert [(one.id, one.rank) for one in ranking.sites] == [
        ("b", 1),
        ("a", 2),
        ("c", 2),
        ("d", 4),
    ]


def test_a_range_that_no_float_holds():
    ranking = rank(
        ["a", "b", "c"], [CriterionColumn("x", Rule(), {"a": -1.7e308, "b": 0.0, "c": 1.7e308})]
    )
    assert [one.score for one in ranking.sites] == [1.0, 0.5, 0.0]


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_weights_that_mean_nothing_are_refused(weight):
    with pytest.raises(RankError):
        Rule(weight)


@pytest.mark.parametrize("span", [(1.0, 1.0), (2.0, 1.0), (0.0, float("inf"))])
def test_ranges_that_mean_nothing_are_refused(span):
    with pytest.raises(RankError):
        Rule(span=span)


def test_the_same_criterion_twice_is_refused():
    with pytest.raises(RankError):
        rank(["a"], [CriterionColumn("x", Rule(), {}), CriterionColumn("x", Rule(), {})])


def thresholds(failing, **ends):
    """Costs of four sites, one of them unknown; c is beyond 20 or below 5 by the ends."""
    values = {"a": 10.0, "b": 20.0, "c": 30.0, "d": None}
    rule = Rule(1.0, False, Missing.WORST, failing=failing, **ends)
    return rank(list("abcd"), [CriterionColumn("cost", rule, values)])


def test_a_site_beyond_a_threshold_comes_last_and_says_which():
    ranking = thresholds(Failing.LAST, at_most=20.0)
    assert [(one.id, one.rank, one.failed) for one in ranking.sites] == [
        ("a", 1, ()),
        ("b", 2, ()),
        ("d", 3, ()),  # no value is no failure: the rule for missing ones decides
        ("c", 4, ("cost",)),
    ]
    assert [one.score for one in ranking.sites] == [1.0, 0.5, 0.0, 0.0]  # utilities are unchanged


def test_a_site_beyond_a_threshold_is_left_out():
    ranking = thresholds(Failing.DROP, at_least=15.0, at_most=25.0)
    assert [(one.id, one.rank) for one in ranking.sites] == [
        ("b", 1),
        ("d", 2),
        ("a", None),
        ("c", None),
    ]
    assert ranking.sites[2].failed == ("cost",)


def test_a_threshold_holds_whatever_the_weight():
    far = CriterionColumn("km", Rule(0.0, False, at_most=50.0), {"a": 80.0, "b": 40.0})
    good = CriterionColumn("good", Rule(), {"a": 9.0, "b": 1.0})
    assert rank(["a", "b"], [far, good]).order == ("b", "a")
    without = CriterionColumn("km", Rule(0.0, False), far.values)
    assert rank(["a", "b"], [without, good]).order == ("a", "b")


def test_failing_is_worse_than_missing():
    missing = CriterionColumn("x", Rule(), {"a": 5.0, "b": None, "c": 9.0})
    limit = CriterionColumn("y", Rule(at_least=1.0), {"a": 1.0, "b": 1.0, "c": 0.0})
    ranking = rank(["a", "b", "c"], [missing, limit])
    assert ranking.order == ("a", "b", "c")
    assert [one.rank for one in ranking.sites] == [1, 2, 3]


@given(columns(), st.floats(-5, 5), st.sampled_from(Failing))
def test_a_threshold_moves_those_that_fail_and_nobody_else(columns, end, failing):
    assume(columns)
    first = columns[0]
    limit = Rule(
        first.rule.weight,
        first.rule.more_is_better,
        first.rule.missing,
        first.rule.span,
        at_least=end,
        failing=failing,
    )
    before = rank(IDS, columns)
    after = rank(IDS, [CriterionColumn(first.key, limit, first.values), *columns[1:]])
    failed = {site for site, value in known(first).items() if value < end}
    assert {one.id for one in after.sites if one.failed} == failed
    ranked = [one.id for one in after.sites if one.rank is not None]
    passing = [one.id for one in before.sites if one.rank is not None and one.id not in failed]
    assert [site for site in ranked if site not in failed] == passing
    assert ranked[: len(passing)] == passing
    if failing is Failing.DROP:
        assert ranked == passing


@pytest.mark.parametrize("ends", [(2.0, 1.0), (float("nan"), None), (None, float("inf"))])
def test_thresholds_that_nothing_passes_are_refused(ends):
    with pytest.raises(RankError):
        Rule(at_least=ends[0], at_most=ends[1])
