"""What an online answer is worth: only in Sichuan, never kept when it is none."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from geo.errors import ProviderError
from geo.geocode.model import Ambiguous, Failed, Outside, Resolved, Unresolved
from geo.geocode.providers import ProviderAnswer
from geo.geocode.providers.base import failed
from geo.geocode.providers.provider_resolver import (
    PATIENCE,
    CountyAtPoint,
    ProviderResolver,
    query_text,
    rate_limiter,
)
from geo.model import Precision

HERE = ProviderAnswer("天府新区", 104.06, 30.57, 500, "兴趣点")
NEAR_HERE = ProviderAnswer("天府新区 2", 104.061, 30.571, 500)
FAR = ProviderAnswer("另一处", 105.9, 30.5, 3_000)
GUIZHOU = ProviderAnswer("贵州省金沙县", 106.22, 27.46, 20_000)
COARSE = ProviderAnswer("四川省", 104.06, 30.65, 100_000)


class Says:
    """A provider that says one thing after the other."""

    name, pause_s = "says", 0.0

    def __init__(self, *wording: list[ProviderAnswer] | ProviderError) -> None:
        self.wording, self.asked = list(wording), []

    def ask(self, query: str) -> list[ProviderAnswer]:
        self.asked.append(query)
        wording = self.wording.pop(0)
        if isinstance(wording, ProviderError):
            raise wording
        return wording


def county_at(lon: float, lat: float) -> CountyAtPoint | None:
    return CountyAtPoint("510116", "双流区", "成都市") if lat > 28 else None


def online(*wording) -> ProviderResolver:
    return ProviderResolver(Says(*wording), county_at, rate_limiter(0))


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([HERE], Resolved),
        ([HERE, NEAR_HERE], Resolved),
        ([GUIZHOU, HERE], Resolved),
        ([HERE, FAR], Ambiguous),
        ([GUIZHOU], Outside),
        ([], Unresolved),
        ([COARSE], Unresolved),
    ],
)
def test_what_answers_amount_to(answers, kind):
    assert type(online(answers).resolve("天府新区")) is kind


def test_a_place_says_where_and_how_exactly():
    outcome = online([HERE, FAR]).resolve("天府新区")
    first, second = outcome.candidates
    assert (first.adcode, first.prefecture, first.precision) == (
        "510116",
        "成都市",
        Precision.SITE,
    )
    assert second.precision is Precision.LOCALITY
    assert first.score > second.score


def test_failures_are_said_and_never_kept():
    asked = online(failed("timeout", "says"), [HERE])
    first = asked.resolve("天府新区")
    assert isinstance(first, Failed)
    assert "says" in first.message
    assert isinstance(asked.resolve("天府新区"), Resolved)


def test_answers_are_kept_and_nothing_found_is_not():
    asked = online([], [HERE])
    assert isinstance(asked.resolve("天府新区"), Unresolved)
    assert isinstance(asked.resolve("天府新区"), Resolved)
    assert isinstance(asked.resolve("天府新区"), Resolved)
    assert len(asked.provider.asked) == 2


@pytest.mark.parametrize(("key", "after"), [("key", 1), ("quota", 1), ("timeout", PATIENCE)])
def test_it_gives_up(key, after):
    asked = online(*[failed(key, "says")] * after)
    for number in range(after):
        assert not asked.given_up
        asked.resolve(f"名 {number}")
    assert asked.given_up
    asked.try_again()
    assert not asked.given_up


def test_questions_of_all_sessions_are_kept_apart():
    limiter, asked_at = rate_limiter(0.05), []

    class Slow(Says):
        def ask(self, query: str) -> list[ProviderAnswer]:
            asked_at.append(time.monotonic())
            return super().ask(query)

    def one_session(number: int) -> None:
        session = ProviderResolver(Slow([HERE], [HERE]), county_at, limiter)
        for name in ("甲", "乙"):
            session.resolve(f"{name}{number}")

    with ThreadPoolExecutor() as sessions:
        list(sessions.map(one_session, range(3)))
    asked_at.sort()
    assert len(asked_at) == 6
    assert all(later - before >= 0.045 for before, later in pairwise(asked_at))


def test_a_failure_is_not_asked_again_by_itself():
    session = online(failed("timeout", "says"), [HERE])
    assert isinstance(session.resolve("天府新区"), Failed)
    assert len(session.provider.asked) == 1


@pytest.mark.parametrize(
    ("name", "region", "text"),
    [
        ("三河村", "昭觉县", "四川省昭觉县三河村"),
        ("昭觉县三河村", "昭觉县", "四川省昭觉县三河村"),
        ("四川昭觉县", "", "四川昭觉县"),
        (" 三河村 ", " ", "四川省三河村"),
    ],
)
def test_the_question(name, region, text):
    assert query_text(name, region) == text
