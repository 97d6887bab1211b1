"""Saves are kept, nobody overwrites unseen work, and what goes wrong is one clear error."""

import random
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from geo import i18n
from geo.errors import ShortlistError, StoreError
from geo.shortlist import engine
from geo.shortlist.errors import ConflictError
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist, own_item
from geo.shortlist.store import Store, as_new

FULL = Shortlist(
    name="考察 '\"; DROP TABLE shutu_list; -- \0😀",
    weight_sets=(("近者优先'; --", '{"tasks": 30}'),),
    items=(
        Item(
            "min-river",
            "先\n看\0",
            ("水", "😀"),
            snapshot=Position(104.0, 29.1, "line", 1500, "ab"),
        ),
        own_item(
            OwnPlace(
                "=1+1",
                103.5,
                30.6,
                "site",
                800,
                ("510181",),
                "resolved",
                "name",
                0.9,
                "村名录",
                (("预算", "007"), ("b", "")),
            )
        ),
    ),
    build="0fe7a4972173",
    filter=(("sector", "energy"), ("lang", "en")),
)


on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def path_of(url):
    return Path(url.removeprefix("sqlite:///"))


def test_what_is_saved_comes_back(store, url):
    first = store.save(FULL)
    assert (first.version, first.updated[-1]) == (1, "Z")
    assert replace(first, version=0, updated="") == FULL
    assert store.open(FULL.id) == first
    store.close()
    assert Store(url).open(FULL.id) == first  # as after a restart


def test_every_save_is_a_version_that_can_be_brought_back(store):
    one = store.save(FULL)
    two = store.save(one.remove("min-river").rename("zwei"))
    three = store.save(two.remove(*two.ids))
    assert [(v.number, v.name, v.count) for v in store.versions(FULL.id)] == [
        (3, "zwei", 0),
        (2, "zwei", 1),
        (1, FULL.name, 2),
    ]
    assert store.open(FULL.id, 1).items == FULL.items
    back = store.restore_version(FULL.id, 1, base=three.version)
    assert (back.version, back.items, back.name) == (4, FULL.items, FULL.name)
    assert store.open(FULL.id) == back
    assert len(store.versions(FULL.id)) == 4
    with pytest.raises(ShortlistError, match="no version 9"):
        store.open(FULL.id, 9)


def test_a_stale_save_is_a_conflict_that_carries_both(store):
    base = store.save(FULL)
    theirs = store.save(base.note("min-river", "hers"))
    mine = base.note("min-river", "mine")
    with pytest.raises(ConflictError, match="Nothing was overwritten") as caught:
        store.save(mine)
    assert (caught.value.mine, caught.value.theirs) == (mine, theirs)
    assert i18n.text("zh", "store_error.conflict", **caught.value.values)
    assert store.open(FULL.id) == theirs
    with pytest.raises(ConflictError):
        store.restore_version(FULL.id, 1, base=1)
    copy = store.save(as_new(mine, "mine"))
    assert copy.id != mine.id
    assert store.open(copy.id).item("min-river").note == "mine"


def test_two_first_saves_of_one_list_are_a_conflict(store):
    store.save(FULL)
    with pytest.raises(ConflictError):
        store.save(FULL.rename("other"))


def test_a_list_shows_up_with_its_keepers_only(store):
    first = store.save(FULL, owner="a")
    second = store.save(Shortlist(name="zwei"), owner="a")
    store.save(Shortlist(name="hers"), owner="b")
    assert [(s.list_id, s.name) for s in store.listing("a")] == [
        (second.id, "zwei"),
        (first.id, FULL.name),
    ]
    store.save(first.rename("eins"))  # by someone without a key
    assert [s.name for s in store.listing("a")] == ["eins", "zwei"]
    assert store.listing("c") == []
    store.subscribe(second.id, "c")
    store.subscribe(second.id, "c")
    assert [s.name for s in store.listing("c")] == ["zwei"]
    with pytest.raises(ShortlistError, match="no shortlist"):
        store.subscribe("nowhere", "c")


def test_ids_cannot_be_guessed_and_keys_are_not_stored(store, url):
    ids = {Shortlist().id for _ in range(100)}
    assert len(ids) == 100
    assert min(map(len, ids)) >= 22  # 128 bits
    store.save(FULL, owner="my secret key")
    with create_engine(url).connect() as connection:
        rows = connection.execute(text("SELECT owner FROM shutu_keeper")).scalars().all()
    assert "secret" not in str(rows)


def test_a_deleted_list_can_be_restored(store):
    kept = store.save(store.save(FULL, owner="a"))
    store.delete(FULL.id)
    assert store.listing("a") == []
    assert [s.list_id for s in store.listing("a", deleted=True)] == [FULL.id]
    for attempt in (lambda: store.open(FULL.id), lambda: store.save(kept)):
        with pytest.raises(ShortlistError, match="deleted"):
            attempt()
    assert store.restore(FULL.id) == kept
    assert store.save(kept).version == 3
    for act in (store.delete, store.restore, store.open):
        with pytest.raises(ShortlistError, match="no shortlist"):
            act("nowhere")


def test_a_list_that_the_database_does_not_have_is_not_made_up(store):
    with pytest.raises(ShortlistError, match="no shortlist"):
        store.save(replace(FULL, version=7))


def test_a_killed_process_loses_no_acknowledged_save(url, store, work):
    dice = random.Random(url.split(":")[0])
    acknowledged, rounds = {}, 0
    while len(acknowledged) < 100:
        rounds += 1
        process = work("save_at_random", url, f"seed {rounds}", 100)
        lines = [process.stdout.readline() for _ in range(dice.randrange(15, 40))]
        process.send_signal(signal.SIGKILL)
        rest = process.communicate()[0]
        assert process.returncode == -signal.SIGKILL
        # A save that was printed half was acknowledged, but we cannot read of what.
        for line in [*lines, *(piece for piece in rest.splitlines(True) if piece[-1] == "\n")]:
            list_id, version, ids = line.split()
            acknowledged[list_id, int(version)] = tuple(ids.split(","))
    assert rounds > 1
    for (list_id, version), ids in acknowledged.items():
        assert store.open(list_id, version).ids == ids
    lists = {list_id for list_id, _ in acknowledged}
    for list_id in lists:  # no gap, and no half save that stands
        numbers = [saved.number for saved in store.versions(list_id)]
        assert numbers == list(range(len(numbers), 0, -1))
        assert store.open(list_id).version == numbers[0]
        assert store.save(store.open(list_id)).version == numbers[0] + 1


def test_two_processes_lose_no_update(url, store, work):
    store.save(Shortlist(id="shared"))
    workers = [work("append", url, "shared", name, 25) for name in "ab"]
    conflicts = [int(process.communicate(timeout=120)[0]) for process in workers]
    assert [process.returncode for process in workers] == [0, 0]
    items = store.open("shared").ids
    assert sorted(items) == sorted(f"{name}-{step}" for name in "ab" for step in range(25))
    for name in "ab":  # each in the order in which it was added
        mine = [item for item in items if item.startswith(name)]
        assert mine == [f"{name}-{step}" for step in range(25)]
    assert store.open("shared").version == 51
    assert all(count >= 0 for count in conflicts)


def test_many_first_visitors_at_once(url):
    def first_save(number):
        visitor = Store(url)
        saved = visitor.save(Shortlist(name=str(number)), owner="all")
        visitor.close()
        return saved.version

    with ThreadPoolExecutor(8) as visitors:
        assert set(visitors.map(first_save, range(8))) == {1}
    assert len(Store(url).listing("all")) == 8


def test_threads_share_a_store(store):
    with ThreadPoolExecutor(8) as threads:
        saved = list(threads.map(lambda n: store.save(Shortlist(name=str(n))), range(24)))
    assert [store.open(one.id) for one in saved] == saved


def test_a_newer_database_is_left_alone(url, store):
    store.save(FULL)
    with create_engine(url).begin() as connection:
        connection.execute(text("UPDATE shutu_desk SET schema = 99"))
    with pytest.raises(StoreError, match="newer Shutu"):
        Store(url).save(FULL)


def test_a_damaged_version_says_so_and_the_others_stay(url, store):
    store.save(store.save(FULL))
    with create_engine(url).begin() as connection:
        connection.execute(text("UPDATE shutu_version SET content = '{' WHERE number = 2"))
    with pytest.raises(ShortlistError, match=r"Version 2 .* damaged"):
        store.open(FULL.id)
    assert store.restore_version(FULL.id, 1, base=2).items == FULL.items


@on_sqlite
def test_it_runs_in_wal_mode_and_waits_for_the_disk(url, store):
    store.save(FULL)
    with sqlite3.connect(path_of(url)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with engine.reading(store._engine) as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL


@on_sqlite
def test_damage_is_reported_and_left_as_it_is(url, store):
    store.save(FULL)
    store.close()
    path = path_of(url)
    for content in (b"no database at all" * 100, path.read_bytes()[:4096] + b"\xff" * 30_000):
        path.write_bytes(content)
        for act in (store.check, lambda: store.save(FULL), lambda: Store(url).listing("a")):
            with pytest.raises(StoreError, match="damaged and was left as it is"):
                act()
        assert path.read_bytes() == content
        store.close()


@on_sqlite
def test_a_locked_database_is_one_line(url, store, monkeypatch):
    monkeypatch.setattr(engine, "WAIT_S", 0.2)
    store.save(FULL)
    other = sqlite3.connect(path_of(url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mine = Store(url)
    with pytest.raises(StoreError, match="in use by another program") as caught:
        mine.save(Shortlist())
    assert i18n.text("zh", f"store_error.{caught.value.key}", **caught.value.values)
    other.execute("ROLLBACK")
    assert mine.save(Shortlist()).version == 1
    assert store.open(FULL.id).items == FULL.items


def test_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    for target in (tmp_path, tmp_path / "file" / "lists.sqlite"):
        with pytest.raises(StoreError, match="cannot be written"):
            Store(f"sqlite:///{target}").save(FULL)


@on_sqlite
def test_a_database_that_may_only_be_read_can_be_read(url, store):
    saved = store.save(FULL)
    store.close()
    reader = Store(f"sqlite:///file:{path_of(url)}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="cannot be written"):
        reader.save(saved)
    assert store.open(FULL.id) == saved


def test_no_server_is_one_line_without_the_password(tmp_path):
    lost = Store(f"postgresql+psycopg://me:hunter2@/desk?host={tmp_path}")
    with pytest.raises(StoreError, match="does not answer") as caught:
        lost.save(FULL)
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("address", ["", "nonsense", "mysql://x/y", "oracle://x", "postgresql://x"])
def test_an_address_of_something_else(address):
    with pytest.raises(StoreError, match="SHUTU_SHORTLISTS"):
        Store(address).check()
