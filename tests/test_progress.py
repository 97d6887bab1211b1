"""How far long work is: shares and times computed by hand, with a clock that the test moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.progress import Progress


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_the_time_left_is_that_of_the_pace_so_far():
    clock = Clock()
    progress = Progress(20_000, clock=clock)
    assert (progress.share, progress.seconds_left) == (0.0, None)
    clock.now += 2
    progress.reach(5_000)
    assert (progress.share, progress.seconds_left) == (0.25, 6)  # 2,500 a second
    clock.now += 8
    progress.reach(20_000)
    assert (progress.share, progress.seconds_left) == (1.0, 0)


def test_work_that_goes_on_is_measured_by_what_is_new():
    clock = Clock()
    progress = Progress(1_000, done=600, clock=clock)
    assert progress.share == 0.6
    clock.now += 4
    assert progress.seconds_left is None  # nothing new yet
    progress.reach(700)
    assert progress.seconds_left == 12  # 25 a second, 300 left; not 175 a second


def test_nothing_is_said_about_the_rest_in_the_first_second():
    clock = Clock()
    progress = Progress(10, clock=clock)
    clock.now += 0.9
    progress.reach(5)
    assert progress.seconds_left is None


def test_reports_are_due_every_third_of_a_second():
    clock = Clock()
    progress = Progress(10, clock=clock)
    due = []
    for done in range(1, 10):
        clock.now += 0.125
        due.append(progress.reach(done))
    assert due == [False, False, True] * 3


def test_no_work_is_done():
    assert Progress(0).share == 1.0


@given(total=st.integers(1, 10**6), part=st.floats(0, 1), seconds=st.floats(1, 10**5))
def test_time_left_and_time_spent_are_as_the_rest_and_what_is_done(total, part, seconds):
    clock = Clock()
    progress = Progress(total, clock=clock)
    clock.now += seconds
    progress.reach(done := int(total * part))
    left = progress.seconds_left
    if done == 0:
        assert left is None
    else:
        assert left * done == pytest.approx((total - done) * seconds, abs=done)
