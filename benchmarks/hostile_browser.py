"""Take every file of a folder through the page, in a real browser, by every uploader that accepts
it.

    python benchmarks/hostile_browser.py FOLDER [--only TEXT] [--door area,list,shortlist,criteria]

One server takes them all. After each file the page must show a result or one sentence of Shutu's
own, never the error box of Streamlit; a second visitor, in another browser context, switches the
language and must be answered; and the memory of the server with its children is read. An uploader
accepts a file by its extension. At the end nothing may be left in the temporary folder. Exit code 1
when any of this failed. Linux only: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError
from served import launch, served

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from geo.shortlist import link
from geo.shortlist.model import OwnPlace, Shortlist, own_item

ANSWER_S = 10.0  # maximum wait of the second visitor
LONGEST = 700  # characters that a person still reads
PAGE_BYTES = resource.getpagesize()
PATIENCE_MS = 90_000  # for one file: the clock of a worker ends before
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
# Set before a file is chosen: how often the page has come to rest since.
COUNT_RUNS = """
() => {
  const app = document.querySelector("[data-testid=stApp]");
  window.ended = 0;
  new MutationObserver(() => {
    if (app.getAttribute("data-test-script-state") === "notRunning") window.ended += 1;
  }).observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
}
"""
SETTLED = f"""
() => document.querySelector("[data-testid=stFileChip][aria-invalid=true]")
  || (window.ended > 0 && document.querySelector("{IDLE}"))
"""
TROUBLE = "[data-testid=stException], :text('encountered an error'), :text('Traceback')"
SENTENCES = "[data-testid=stAlert], [data-testid=stFileChip] [role=alert]"


@dataclass(frozen=True)
class Door:
    """A field for files: its page, what is pressed to come to it, and what only a result shows."""

    address: str
    endings: tuple[str, ...]
    result: str
    press: tuple[str, ...] = ()


LISTS = ("csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xls", "geojson", "json")
AREAS = ("geojson", "json", "kml", "zip", "gpkg")
COLUMN = ".st-key-own_column"
DOORS = {
    "list": Door("/locate?lang=en", LISTS, ".st-key-locate_start"),
    "area": Door("/?lang=en", AREAS, ".st-key-chips button", ("text=Distance and area",)),
    "shortlist": Door("/shortlist?lang=en", ("json",), ".st-key-shortlist_panel", ("text='Open'",)),
    "criteria": Door(
        f"/shortlist?lang=en&{link.CONTENT}="
        + str(link.encode(Shortlist(items=(own_item(OwnPlace("P", 104.0, 30.6, "site")),)))),
        ("csv", "tsv", "txt", "xlsx"),
        f"{COLUMN}_use",
        ("text='Rank'", f"{COLUMN} button"),
    ),
}


@dataclass(frozen=True)
class Outcome:
    """The result of one file at one uploader; `fault` is empty on success."""

    wording: str
    fault: str
    seconds: float  # from the choice of the file until the page rests
    answer_s: float  # what the second visitor waited meanwhile or afterwards
    peak_mb: float  # resident, the server and its children together

    def line(self, door: str, name: str) -> str:
        """One row of the report."""
        return (
            f"{'BAD ' if self.fault else 'good'} {self.seconds:6.1f} {self.answer_s:8.1f}"
            f" {self.peak_mb:8.0f}  {door:9} {name} | {self.fault or self.wording[:110]}"
        )


class Memory:
    """The resident memory of a process and its children, looked at all the time."""

    def __init__(self, pid: int) -> None:
        """Begin to look."""
        self._pid = pid
        self.peak_mb = self.now_mb()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def now_mb(self) -> float:
        """Megabytes now; pages that several of them share count for each."""
        waiting, total = [self._pid], 0
        while waiting:
            pid = waiting.pop()
            try:
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                for task in Path(f"/proc/{pid}/task").iterdir():
                    waiting += map(int, (task / "children").read_text().split())
            except OSError:  # it ended
                continue
            total += pages * PAGE_BYTES
        return total / 1e6

    def restart(self) -> None:
        """Forget the peak."""
        self.peak_mb = 0.0

    def close(self) -> None:
        """Stop looking."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self.peak_mb = max(self.peak_mb, self.now_mb())


class Visitor:
    """The second one, who only changes the language of a page and expects an answer."""

    def __init__(self, browser: Browser, address: str) -> None:
        """Open a page."""
        self._page = browser.new_context().new_page()
        self._page.goto(f"{address}/about?lang=en")
        self._page.wait_for_selector(IDLE)

    def wait_s(self) -> float:
        """Seconds until the page answers in the other language."""
        switch = self._page.locator(".st-key-language_switch button")
        before = switch.inner_text()
        began = time.monotonic()
        switch.click()
        switch.filter(has_not_text=before).wait_for(timeout=60_000)
        return time.monotonic() - began


def bring(page: Page, address: str, door: Door, path: Path) -> None:
    """Choose a file in the field of a door, and wait until the page has dealt with it."""
    page.goto(f"{address}{door.address}")
    page.wait_for_selector(IDLE)
    for thing in door.press:
        page.locator(thing).first.click()
    field = page.locator("input[type=file]").first
    field.wait_for(state="attached")
    page.wait_for_selector(IDLE)
    page.evaluate(COUNT_RUNS)
    field.set_input_files(path)
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    # That may have been a run that the map had asked for: an outcome is to be seen.
    outcome = page.locator(f"{door.result}, {SENTENCES}").or_(page.locator(TROUBLE))
    outcome.first.wait_for(state="attached", timeout=PATIENCE_MS)


def judged(page: Page, door: Door, outside: list[str]) -> tuple[str, str]:
    """What the page says, and what is wrong with that."""
    wording = [text.strip() for text in page.locator(SENTENCES).all_inner_texts() if text.strip()]
    if page.locator(TROUBLE).count():
        return "", "the error box of Streamlit, or a traceback"
    if outside:
        return "", f"asked another machine: {outside[0]}"
    if page.locator(door.result).count():
        return "a result", ""
    if not wording:
        return "", "neither a result nor a sentence"
    long = len(wording[-1]) > LONGEST
    return wording[-1].replace("\n", " "), "the sentence is too long to be read" if long else ""


def walk(browser: Browser, address: str, memory: Memory, work: list[tuple[str, Path]]) -> bool:
    """Upload every file; returns whether all succeeded."""
    second = Visitor(browser, address)
    second.wait_s()  # the first answer of a server is slower
    context = browser.new_context(viewport={"width": 1000, "height": 600})
    fine = True
    for name, path in work:
        memory.restart()
        with opened(context.new_page()) as (page, outside):
            began = time.monotonic()
            try:
                bring(page, address, DOORS[name], path)
                wording, fault = judged(page, DOORS[name], outside)
            except BrowserError as error:
                wording, fault = "", f"no answer: {error.message.splitlines()[0][:90]}"
            seconds = time.monotonic() - began
        answer = second.wait_s()
        if answer > ANSWER_S:
            fault = fault or "the second visitor had to wait"
        outcome = Outcome(wording, fault, seconds, answer, memory.peak_mb)
        print(outcome.line(name, path.name), flush=True)
        fine = fine and not fault
    return fine


@contextmanager
def opened(page: Page) -> Iterator[tuple[Page, list[str]]]:
    """A page, what it asks of other machines, and no list of its own kept for the next one."""
    outside: list[str] = []
    ours = ("http://127.0.0.1:", "data:", "blob:")
    page.on("request", lambda one: None if one.url.startswith(ours) else outside.append(one.url))
    yield page, outside
    page.evaluate("localStorage.clear()")
    page.close()


def main() -> int:
    """Walk a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="only names that contain this")
    parser.add_argument("--door", default=",".join(DOORS), help="some of them, with commas between")
    options = parser.parse_args()
    files = sorted(path for path in options.folder.resolve().iterdir() if options.only in path.name)
    work = [
        (name, path)
        for name in options.door.split(",")
        for path in files
        if path.suffix.lower().removeprefix(".") in DOORS[name].endings
    ]
    with tempfile.TemporaryDirectory() as folder:
        lists = f"sqlite:///{folder}/lists.sqlite"
        own = Path(folder, "tmp")
        own.mkdir()
        with (
            served(TMPDIR=str(own), SHUTU_SHORTLISTS=lists) as (server, address),
            sync_playwright() as playwright,
        ):
            browser, memory = launch(playwright), Memory(server.pid)
            print(f"{memory.now_mb():.0f} MB before\n     page s  second s  peak MB  door")
            fine = walk(browser, address, memory, work)
            left = [path for path in own.rglob("*") if path.is_file()]
            print(f"{memory.now_mb():.0f} MB after; files in the temporary folder: {len(left)}")
            memory.close()
            alive = server.poll() is None
            browser.close()
        left += own.iterdir()
        print(f"server alive: {alive}; left when it has ended: {[path.name for path in left]}")
    return 0 if fine and alive and not left else 1


if __name__ == "__main__":
    sys.exit(main())
