"""Long work has its turns: a few at once, some wait, the others are sent away in time."""

from __future__ import annotations

import asyncio
import time
from threading import Event

import pytest

from geo.errors import RequestError
from geo.web.workers import Workers
from tests.support.loops import run_alone


def crowd(workers: Workers, count: int, seconds: float) -> tuple[list[object], int]:
    """So many ask at once; what each got, and how many worked at once at most."""
    working, most = [0], [0]

    def work() -> str:
        working[0] += 1
        most.append(working[0])
        time.sleep(seconds)
        working[0] -= 1
        return "done"

    async def all_at_once() -> list[object]:
        return await asyncio.gather(
            *(workers.run(work) for _ in range(count)), return_exceptions=True
        )

    return run_alone(all_at_once()), max(most)


def test_two_at_once_and_all_have_their_turn():
    got, most = crowd(Workers(at_once=2, waiting=10, patience_s=5), 6, 0.03)
    assert got == ["done"] * 6
    assert most == 2


def test_who_would_wait_too_long_is_sent_away_without_being_begun():
    got, _ = crowd(Workers(at_once=1, waiting=10, patience_s=0.05), 3, 0.3)
    assert got[0] == "done"
    assert [(error.key, error.status) for error in got[1:]] == [("busy", 503)] * 2


def test_there_is_room_for_some_who_wait():
    got, _ = crowd(Workers(at_once=1, waiting=2, patience_s=5), 5, 0.02)
    assert got.count("done") < 5
    assert isinstance(got[-1], RequestError)


def test_a_turn_is_given_back_whatever_happens():
    workers = Workers(at_once=1, waiting=1, patience_s=1)

    def broken() -> None:
        raise ValueError("broken")

    async def twice() -> str:
        for _ in range(3):
            with pytest.raises(ValueError, match="broken"):
                await workers.run(broken)
        return await workers.run(lambda: "done")

    assert run_alone(twice()) == "done"


def test_who_goes_away_does_not_free_the_turn_of_a_thread_that_works():
    workers, go_on = Workers(at_once=1, waiting=1, patience_s=0.05), Event()

    async def leave() -> None:
        leaving = asyncio.create_task(workers.run(go_on.wait))
        await asyncio.sleep(0.05)
        leaving.cancel()
        try:
            with pytest.raises(RequestError):
                await workers.run(lambda: None)
        finally:
            go_on.set()
        await asyncio.wait([leaving])
        await workers.run(lambda: None)

    run_alone(leave())
