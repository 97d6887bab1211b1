"""Sensitivity against rankings computed anew under the moved weights."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.rank.score import CriterionColumn, Failing, Missing, Rule, rank
from geo.rank.sensitivity import TOP, sensitivity

IDS = [f"s{n}" for n in range(13)]
VALUES = st.none() | st.integers(0, 6).map(float)


@st.composite
def weighted(draw):
    """Two to four criteria with small weights, so that ties and crossings are common."""
    columns = []
    for key in "abcd"[: draw(st.integers(2, 4))]:
        rule = Rule(
            draw(st.sampled_from((0.0, 0.25, 1.0, 2.0, 3.5, 5.0))),
            draw(st.booleans()),
            draw(st.sampled_from(Missing)),
            (0.0, 6.0),
            at_least=draw(st.none() | st.just(1.0)),
            failing=draw(st.sampled_from(Failing)),
        )
        values = {site: draw(VALUES) for site in IDS}
        columns.append(CriterionColumn(key, rule, values))
    return columns


def found(columns):
    return sensitivity(IDS, columns, rank(IDS, columns))


def moved(columns, key, share):
    """The criteria with the share of one set anew and the others in their proportions, exactly."""
    rest = sum(Fraction(c.rule.weight) for c in columns if c.key != key)
    lifted = {c.key: Fraction(c.rule.weight) * (1 - share) for c in columns} | {key: share * rest}
    return [
        CriterionColumn(c.key, replace(c.rule, weight=lifted[c.key]), c.values) for c in columns
    ]


def first(columns):
    return tuple(one.id for one in rank(IDS, columns).sites if one.rank == 1)


@given(weighted())
@settings(max_examples=60)
def test_a_shift_is_what_the_ranking_under_the_moved_weights_says(columns):
    now = rank(IDS, columns)
    ranked = [one.id for one in now.sites if one.rank is not None]
    for shift in found(columns).shifts:
        then = rank(IDS, moved(columns, shift.key, shift.after))
        order = [one.id for one in then.sites if one.rank is not None]
        assert shift.entered == tuple(s for s in order[:TOP] if s not in ranked[:TOP])
        assert shift.left == tuple(s for s in ranked[:TOP] if s not in order[:TOP])
        assert shift.first == tuple(one.id for one in then.sites if one.rank == 1)


@given(weighted())
@settings(max_examples=60)
def test_beyond_a_tipping_point_the_first_place_is_anothers_and_before_it_not(columns):
    leader = rank(IDS, columns).order[0]
    hair = Fraction(1, 10**9)
    for tip in found(columns).tips:
        way = 1 if tip.direction == "up" else -1
        assert tip.change * way >= 0
        assert leader not in first(moved(columns, tip.key, tip.after + way * hair))
        for part in (Fraction(1, 3), Fraction(9, 10)):
            if tip.change:
                short = tip.before + tip.change * part
                assert leader in first(moved(columns, tip.key, short))


@given(weighted())
@settings(max_examples=60)
def test_where_there_is_no_tipping_point_no_share_changes_the_first_place(columns):
    answer = found(columns)
    leader = rank(IDS, columns).order[0]
    tips = {(tip.key, tip.direction) for tip in answer.tips}
    for shift in answer.shifts:
        if (shift.key, shift.direction) in tips:
            continue
        end = Fraction(shift.direction == "up")
        for part in (Fraction(1, 4), Fraction(1, 2), Fraction(99, 100)):
            share = shift.before + (end - shift.before) * part
            assert leader in first(moved(columns, shift.key, share))


def test_by_hand():
    """a = (1, 0), b = (0.5, 0.8): S_a = t, S_b = 0.8 − 0.3·t, equal at t = 8/13."""
    columns = [
        CriterionColumn("x", Rule(70.0, span=(0.0, 1.0)), {"a": 1.0, "b": 0.5}),
        CriterionColumn("y", Rule(30.0, span=(0.0, 10.0)), {"a": 0.0, "b": 8.0}),
    ]
    answer = sensitivity(["a", "b"], columns, rank(["a", "b"], columns))
    assert answer.first == ("a",)
    down, up = (tip for tip in answer.tips)
    assert (down.key, down.direction, down.ids) == ("x", "down", ("b",))
    assert (up.key, up.direction, up.ids) == ("y", "up", ("b",))
    assert (down.before, down.after) == (Fraction(7, 10), Fraction(8, 13))
    assert up.after == Fraction(5, 13)
    assert answer.decisive == down
    shifts = {(s.key, s.direction): s for s in answer.shifts}
    assert shifts["x", "down"].after == Fraction(14, 25)
    assert shifts["x", "down"].first == ("b",)
    assert shifts["x", "up"].first == ("a",)
    assert shifts["y", "up"].after == Fraction(9, 25)  # 0.64 > 8/13: a stays first
    assert shifts["y", "up"].first == ("a",)


def test_the_first_ten_change_places_with_the_eleventh():
    """Ten sites at 1 on x; the eleventh is better on y and passes the last of them."""
    x = dict.fromkeys(IDS[:10], 1.0) | {IDS[10]: 0.0}
    y = {site: 10.0 - number for number, site in enumerate(IDS[:10])} | {IDS[10]: 10.0}
    columns = [
        CriterionColumn("x", Rule(50.0, span=(0.0, 1.0)), x),
        CriterionColumn("y", Rule(50.0, span=(0.0, 10.0)), y),
    ]
    ids = IDS[:11]
    shifts = {(s.key, s.direction): s for s in sensitivity(ids, columns, rank(ids, columns)).shifts}
    # The last has 0.5 + 0.05, the eleventh 0.5; at 60 % for y 0.4 + 0.06 against 0.6.
    assert shifts["y", "up"].entered == (IDS[10],)
    assert shifts["y", "up"].left == (IDS[9],)
    assert (shifts["y", "down"].entered, shifts["y", "down"].left) == ((), ())


def test_a_root_that_is_no_fraction():
    """Where criteria are ignored for some sites, two scores may be equal at a square root."""
    columns = [
        CriterionColumn("x", Rule(1.0, True, Missing.IGNORE, (0.0, 1.0)), {"a": 1.0, "c": 1.0}),
        CriterionColumn("y", Rule(1.0, True, Missing.IGNORE, (0.0, 1.0)), {"a": 0.1, "b": 0.4}),
        CriterionColumn("z", Rule(2.0, True, Missing.WORST, (0.0, 1.0)), {"b": 0.5, "c": 0.3}),
    ]
    answer = sensitivity(list("abc"), columns, rank(list("abc"), columns))
    assert answer.tips
    hair = Fraction(1, 10**9)
    for tip in answer.tips:
        way = 1 if tip.direction == "up" else -1
        beyond = rank(list("abc"), moved(columns, tip.key, tip.after + way * hair))
        assert beyond.order[0] in tip.ids


def test_one_weight_or_none_cannot_move():
    one = [CriterionColumn("x", Rule(), {"a": 1.0, "b": 2.0})]
    idle = [*one, CriterionColumn("y", Rule(0.0), {"a": 1.0})]
    for columns in ([], one, idle):
        answer = sensitivity(["a", "b"], columns, rank(["a", "b"], columns))
        assert (answer.shifts, answer.tips, answer.decisive) == ((), (), None)
