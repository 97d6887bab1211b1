"""Versions have a quota: which ones stay, what is refused, and that nothing else is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from geo import i18n
from geo.errors import ShortlistError, StoreError
from geo.shortlist.errors import ConflictError
from geo.shortlist.model import Item, Shortlist
from geo.shortlist.quota import MAX_DAYS, Quota, StoredVersion, to_remove
from geo.shortlist.store import Store

FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)


def saves(*days, size=10):
    """Versions 1, 2, … saved on these days, counted from the first one."""
    return [
        StoredVersion(number, (FIRST + timedelta(days=day, minutes=number)).isoformat(), size)
        for number, day in enumerate(days, start=1)
    ]


def left(stored, quota):
    gone = to_remove(stored, quota)
    return [one.number for one in stored if one.number not in gone]


def test_the_newest_stay_and_the_last_of_each_older_day():
    stored = saves(0, 0, 0, 1, 1, 3, 3, 3, 3)
    assert left(stored, Quota(versions=2)) == [3, 5, 7, 8, 9]
    assert left(stored, Quota(versions=9)) == list(range(1, 10))
    assert left(saves(*range(500)), Quota(versions=10)) == list(range(501 - 10 - MAX_DAYS, 501))


def test_the_oldest_give_way_to_the_room_of_a_list():
    assert left(saves(0, 1, 2, 3), Quota(list_bytes=25)) == [3, 4]
    assert left(saves(0, 0, size=99), Quota(list_bytes=25)) == [2]


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 50)), min_size=1, max_size=60),
    st.integers(1, 12),
    st.integers(1, 800),
)
def test_the_newest_always_stays_and_twice_thinned_is_thinned(days, versions, room):
    days.sort()
    stored = [
        one._replace(bytes=size)
        for one, (_, size) in zip(saves(*(day for day, _ in days)), days, strict=True)
    ]
    quota = Quota(versions, room)
    numbers = left(stored, quota)
    kept = [one for one in stored if one.number in numbers]
    assert numbers[-1] == len(stored)
    assert len(kept) == 1 or sum(one.bytes for one in kept) <= room
    assert left(kept, quota) == numbers


def test_a_list_that_is_saved_for_long_keeps_few_versions(url):
    store = Store(url, Quota(versions=5))
    here = store.save(Shortlist(items=(Item("a"),)))
    for number in range(30):
        here = store.save(here.note("a", str(number)))
    numbers = [one.number for one in store.versions(here.id)]
    assert numbers == [31, 30, 29, 28, 27, 26]  # all of one day: its last older one stays, too
    assert store.open(here.id) == here
    assert store.open(here.id, 27).item("a").note == "25"
    with pytest.raises(ShortlistError, match="no version 3"):
        store.open(here.id, 3)
    assert store.restore_version(here.id, 27, base=31).version == 32
    store.close()


def test_what_is_too_large_for_a_list_is_refused_and_nothing_is_lost(url):
    store = Store(url, Quota(list_bytes=2_000))
    kept = store.save(Shortlist(items=(Item("a"),)))
    with pytest.raises(ShortlistError, match=r"0\.002 MB .* still there") as caught:
        store.save(kept.note("a", "x" * 3_000))
    assert i18n.text("zh", f"shortlist_error.{caught.value.key}", **caught.value.values)
    assert store.open(kept.id) == kept
    assert [one.number for one in store.versions(kept.id)] == [1]
    assert store.save(kept.note("a", "x")).version == 2
    store.close()


def test_a_full_database_keeps_what_it_has(url):
    store = Store(url, Quota(total_bytes=3_000))
    first = store.save(Shortlist(items=(Item("a", note="x" * 2_500),)), owner="me")
    with pytest.raises(StoreError, match=r"limit of 0\.003 MB.*save it as a file"):
        store.save(Shortlist(items=(Item("b", note="y" * 2_500),)), owner="me")
    assert [one.list_id for one in store.listing("me")] == [first.id]
    assert store.open(first.id) == first
    store.close()


def test_versions_of_an_older_shutu_are_counted(url):
    store = Store(url)
    kept = store.save(Shortlist(items=(Item("a", note="x" * 2_000),)))
    store.close()
    with create_engine(url).begin() as connection:
        connection.execute(text("DROP TABLE shutu_version_size"))
    again = Store(url, Quota(total_bytes=3_000))
    with pytest.raises(StoreError, match="reached its limit"):
        again.save(Shortlist(items=(Item("b", note="y" * 2_000),)))
    assert again.open(kept.id) == kept
    again.close()


def test_two_processes_that_save_and_thin_lose_no_update(url, work):
    store = Store(url, Quota(versions=2))
    here = store.save(Shortlist(id="shared"))
    other = work("append", url, "shared", "a", 20)
    for step in range(20):
        while True:
            here = store.open("shared")
            try:
                here = store.save(here.add(Item(f"b-{step}")))
                break
            except ConflictError:
                continue
    other.communicate(timeout=60)
    assert other.returncode == 0
    assert sorted(store.open("shared").ids) == sorted(f"{n}-{s}" for n in "ab" for s in range(20))
    assert store.open("shared").version == 41
    store.close()
