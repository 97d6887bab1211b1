"""The process that reads a file: whatever becomes of it, one sentence, and nothing is left."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from geo import i18n, settings
from geo.errors import AreaFileError, IngestError, ListFileError, ShortlistError
from geo.ingest import process
from geo.ingest.areas import read_area
from geo.ingest.pool import OneProcess, Pool
from geo.ingest.process import Worker, WorkerRequest
from geo.ingest.process_limits import MIB, PROCESS_LIMITS, ProcessLimits
from geo.ingest.table import PAGE_LIMITS
from geo.ingest.user_files import UserFiles, command_files
from geo.shortlist.file import to_json
from geo.shortlist.model import Item, Shortlist
from tests.ingest.hostile import feature_list, geopackage, shapefile, wkb_polygon, workbook

SQUARE = [[103, 30], [103, 32], [105, 32], [105, 30], [103, 30]]
# A reader of this test's own: what a parser does when a file has taken it over.
TAKEN_OVER = "import sys; sys.path[:] = sys.argv[1:]; from tests.ingest import taken_over"
DEAF = (
    "import struct, sys, time; ready = b'{}'; "
    "sys.stdout.buffer.write(struct.pack('>Q', 2) + ready); sys.stdout.flush(); time.sleep(60)"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")


@pytest.fixture(scope="module")
def files():
    pool = Pool()
    pool.start()
    yield UserFiles(pool, PAGE_LIMITS)
    pool.close()


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """A folder for temporary files that can be looked through."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def behave(monkeypatch, how: str, limits: ProcessLimits = PROCESS_LIMITS) -> str:
    """Let a process read a file in that way; the key of the error."""
    monkeypatch.setattr(process, "START", TAKEN_OVER)
    with pytest.raises(IngestError) as caught:
        OneProcess().run(WorkerRequest(how, {}, b"", limits), lambda answer: list(answer.values()))
    error = caught.value
    for lang in i18n.LANGUAGES:
        assert i18n.text(lang, f"ingest.{error.key}", **error.values)
    assert str(error) == i18n.text("en", f"ingest.{error.key}", **error.values)
    return error.key


# What an ordinary file gives


def test_an_area_is_the_same_as_without_a_process(files, tmp_path):
    for name, data in (
        ("a.gpkg", geopackage(tmp_path, [wkb_polygon()])),
        ("a.zip", shapefile([SQUARE])),
    ):
        assert files.read_area(name, data) == read_area(name, data)


def test_a_list_keeps_sheets_lines_and_geometry(files):
    found = files.read_list("a.xlsx", workbook(sheets=3))
    assert (found.grid.cells, found.sheets) == ((("名称",), ("三河村",)), ["s1", "s2", "s3"])
    assert files.read_list("a.xlsx", workbook(sheets=3), "s2").grid == found.grid
    data = "\n名称,县\n\n三河村,昭觉\n".encode()
    assert files.read_list("a.csv", data).grid.lines == (2, 4)
    point = {"type": "Point", "coordinates": [104.0, 30.5]}
    assert files.read_list("a.json", feature_list(point, None)).grid.geometries == (point, None)
    assert files.read_pasted("三河村\n永丰村").cells == (("三河村",), ("永丰村",))


def test_a_large_list_comes_in_parts(files):
    data = "名称\n" + "三河村\n" * 19_999
    assert len(files.read_list("a.csv", data.encode()).grid.cells) == 20_000


def test_a_shortlist(files):
    saved = Shortlist(name="甲", items=tuple(Item(f"place-{n}", "记") for n in range(2_500)))
    found = files.read_shortlist(to_json(saved).encode())
    assert (found.name, found.items, found.id == saved.id) == ("甲", saved.items, False)


def test_what_a_reader_says_arrives_with_its_values(files):
    with pytest.raises(ListFileError, match="丁") as caught:
        files.read_list("a.xlsx", workbook(sheets=2), "丁")
    assert (caught.value.key, caught.value.values) == (
        "no_sheet",
        {"sheet": "丁", "sheets": "s1 / s2"},
    )
    with pytest.raises(AreaFileError) as far:
        files.read_area("a.zip", shapefile([[[x - 100, y] for x, y in SQUARE]]))
    assert far.value.values == {"west": 3, "south": 30, "east": 5, "north": 32}
    with pytest.raises(ShortlistError, match="damaged"):
        files.read_shortlist(b"{")


def test_files_on_the_disk(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes("名称\n三河村\n".encode("gb18030"))
    assert command_files().read_list_file(path).grid.table().rows == (("三河村",),)
    with pytest.raises(ListFileError, match=r"无\.csv"):
        command_files().read_list_file(tmp_path / "无.csv")
    with pytest.raises(AreaFileError, match=r"a\.json"):
        command_files().read_area_file(tmp_path / "a.json")
    with pytest.raises(ShortlistError):
        command_files().read_shortlist_file(tmp_path / "a.json")


# What goes wrong


@pytest.mark.parametrize("how", ["crash", "exit", "raise", "nonsense", "half"])
def test_a_process_that_ends_or_sends_no_answer(monkeypatch, temporary, how):
    assert behave(monkeypatch, how) == "crashed"
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("how", ["unknown error", "wrong values", "foreign error"])
def test_an_error_that_is_none_of_ours(monkeypatch, how):
    assert behave(monkeypatch, how) == "crashed"


def test_a_process_that_sleeps_is_ended_by_the_clock(monkeypatch, temporary):
    began = time.monotonic()
    assert behave(monkeypatch, "sleep", ProcessLimits(wall_s=3)) == "time"
    assert time.monotonic() - began < 20
    assert not list(temporary.iterdir())


def test_a_process_that_does_not_take_its_file(monkeypatch):
    monkeypatch.setattr(process, "START", DEAF)
    request = WorkerRequest("list", {}, bytes(5_000_000), ProcessLimits(wall_s=1))
    with pytest.raises(IngestError) as caught:
        OneProcess().run(request, lambda answer: answer.value())
    assert caught.value.key == "time"


def test_too_long_an_answer_is_not_read(monkeypatch):
    assert behave(monkeypatch, "flood", ProcessLimits(result=2_000_000)) == "result"


@linux
def test_the_processor_time_is_limited(monkeypatch):
    assert behave(monkeypatch, "compute", ProcessLimits(cpu_s=0, wall_s=60)) == "time"


@linux
def test_the_memory_is_limited(monkeypatch):
    assert behave(monkeypatch, "eat", ProcessLimits(memory=64 * MIB)) == "memory"


def test_no_process_can_start(monkeypatch, temporary):
    monkeypatch.setattr(sys, "executable", str(temporary / "nothing"))
    with pytest.raises(IngestError, match="could not be started"):
        OneProcess().run(WorkerRequest("list", {}, b"", PROCESS_LIMITS), list)
    assert not list(temporary.iterdir())
    pool = Pool()
    pool.start()  # a server starts without its readers, too
    pool.close()


@pytest.mark.parametrize(
    "how",
    [
        "connect",
        "look up",
        "listen",
        "start a program",
        "fork",
        "write elsewhere",
        "remove",
        "load a library",
        "read the environment",
    ],
)
def test_what_a_reader_must_not_do(monkeypatch, how):
    """The reader of this test sends `refused` when Python would not let it."""
    monkeypatch.setenv("SHUTU_GEOCODER_KEY", "secret")
    monkeypatch.setattr(process, "START", TAKEN_OVER)
    request = WorkerRequest(how, {"path": str(settings.ROOT / "README.md")}, b"", PROCESS_LIMITS)
    assert OneProcess().run(request, lambda answer: answer.value()) == "refused"
    assert (settings.ROOT / "README.md").exists()


# The pool


def test_each_file_gets_a_process_of_its_own(monkeypatch):
    monkeypatch.setattr(process, "START", TAKEN_OVER)
    pool = Pool()
    pool.start()
    request = WorkerRequest("number", {}, b"", PROCESS_LIMITS)
    numbers = [pool.run(request, lambda answer: answer.value()) for _ in range(5)]
    pool.close()
    assert len(set(numbers)) == 5 and os.getpid() not in numbers


def test_a_process_that_died_while_it_waited_is_replaced():
    pool = Pool()
    pool.start()
    for worker in pool._ready:
        worker.process.kill()
        worker.process.wait()
    assert UserFiles(pool, PAGE_LIMITS).read_pasted("三河村").cells == (("三河村",),)
    pool.close()


def test_a_burst_waits_its_turn_and_then_is_asked_to_try_again(monkeypatch):
    monkeypatch.setattr(process, "START", TAKEN_OVER)
    pool = Pool(at_once=1, waiting=2, patience_s=60)
    ends: list[str] = []

    def bring() -> None:
        try:
            pool.run(WorkerRequest("wait", {}, b"", PROCESS_LIMITS), lambda answer: answer.value())
            ends.append("read")
        except IngestError as error:
            ends.append(error.key)

    people = [threading.Thread(target=bring) for _ in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    pool.close()
    assert sorted(ends) == ["busy"] * 3 + ["read"] * 3


def test_who_waits_too_long_is_asked_to_try_again(monkeypatch):
    monkeypatch.setattr(process, "START", TAKEN_OVER)
    pool = Pool(at_once=1, waiting=5, patience_s=0.2)
    first = WorkerRequest("wait", {}, b"", PROCESS_LIMITS)
    slow = threading.Thread(target=lambda: pool.run(first, lambda answer: answer.value()))
    slow.start()
    time.sleep(0.1)
    with pytest.raises(IngestError, match="Try again"):
        pool.run(first, lambda answer: answer.value())
    slow.join()
    pool.close()


def test_a_closed_pool_leaves_nothing(temporary):
    pool = Pool()
    pool.start()
    numbers = [worker.process.pid for worker in pool._ready]
    assert len(list(temporary.iterdir())) == len(numbers) == 2
    pool.close()
    assert not list(temporary.iterdir())
    assert not [number for number in numbers if Path(f"/proc/{number}").exists()]


@linux
def test_when_the_server_is_killed_its_processes_end_and_tidy_up(tmp_path):
    code = (
        "import time; from geo.ingest.pool import Pool; pool = Pool(); pool.start(); "
        "[one.process.stdout.peek(1) for one in pool._ready]; "
        "print(*[one.process.pid for one in pool._ready], flush=True); time.sleep(60)"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        cwd=settings.ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert server.stdout is not None
    numbers = server.stdout.readline().split()
    assert len(numbers) == 2 and len(list(tmp_path.iterdir())) == 2
    server.send_signal(signal.SIGKILL)
    server.wait()
    until = time.monotonic() + 10
    while time.monotonic() < until and (list(tmp_path.iterdir()) or _alive(numbers)):
        time.sleep(0.02)
    assert not list(tmp_path.iterdir()) and not _alive(numbers)


def _alive(numbers: list[str]) -> list[str]:
    """Those that still run; nobody may be there to collect the dead."""
    states = [Path(f"/proc/{number}/stat") for number in numbers]
    return [one.name for one in states if one.exists() and ") Z" not in one.read_text()]


@linux
def test_a_worker_is_started_without_the_secrets_of_the_server(monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "secret")
    worker = Worker.start()
    try:
        environment = Path(f"/proc/{worker.process.pid}/environ")
        worker.process.stdout.peek(1)
        assert b"secret" not in environment.read_bytes()
    finally:
        worker.close()
