"""Whether the table of a list of 500 places keeps every edit under load, and how long a step takes.

    python benchmarks/table_edits.py [--edits 200] [--throttle 4] [--busy 2] [--no-browser]

First the server alone, without a browser: medians of five runs of the page (callback and script)
after a tick, a move, a note and a change of weights, in time of the processor and by the clock; the
peer is the same run with nothing changed. Then a browser whose processor is throttled, while
other processes keep the machine busy, types notes, tags and positions with no pause (each text at
once, and Enter), saves, and compares the saved list with what the same edits give when they are
applied one by one.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a benchmark is started as a file

from playwright.sync_api import Page, sync_playwright

from benchmarks.ranking import CRITERIA, long_list
from benchmarks.served import launch, served
from geo import settings
from geo.catalog import Catalog
from geo.rank import code
from geo.shortlist.edits import NOTE, POSITION, TAGS, Edit, apply_edit
from geo.shortlist.link import LIST
from geo.shortlist.model import Shortlist
from geo.shortlist.store import Store
from geo.ui.shortlist.edit_table import PICK, take_edits
from geo.ui.shortlist.ranking import replace_rule
from geo.ui.state.shortlists import Panel
from tests.ui.apptest import opened, session

PLACES, RUNS = 500, 5
KEPT = "() => sessionStorage.getItem('shutu-edits') === null"
FOCUS = """([place, field]) => {
  for (const host of document.querySelectorAll(".st-key-shortlist_table *")) {
    const found = host.shadowRoot?.querySelector(`[data-id="${place}"] [data-field="${field}"]`);
    if (found) { found.focus(); found.select(); return; }
  }
  throw new Error("no field");
}"""
ROWS = "() => [...document.querySelectorAll('.st-key-shortlist_table *')].some((one) =>" + (
    " one.shadowRoot?.querySelectorAll('tbody tr').length >= 500)"
)


class Steps:
    """What a person does on the page, each time elsewhere."""

    def __init__(self, here: Shortlist, panel: Panel) -> None:
        """Open the page with a list and a panel beside it."""
        self.here, self.number = here, 0
        self.app = opened("pages/shortlist.py", lang="en")
        self.shortlists = session(self.app).shortlists
        self.shortlists.put(here)
        self.shortlists.show_panel(panel)
        self.app.run()

    def take(self, name: str) -> None:
        """Do one step, and run the page."""
        self.number += 1
        if name == "tick":
            self._edit(PICK, True)
        elif name == "move":
            self._edit(POSITION, str(1 + 11 * self.number % PLACES))
        elif name == "note":
            self._edit(NOTE, f"note {self.number}")
        elif name == "rank":
            first = next(iter(code.encode(CRITERIA)))
            replace_rule(self.shortlists, first, weight=20.0 + self.number)
        self.app.run()
        assert not self.app.exception

    def _edit(self, field: str, value: object) -> None:
        place = self.here.ids[7 * self.number % len(self.here.ids)]
        sent = {"number": self.number, "step": self.number, "list": self.here.id, "place": place}
        take_edits(session(self.app), [{**sent, "field": field, "value": value}])


def measure_server(here: Shortlist) -> None:
    """Print the medians of the steps, with the map and with the ranking beside the table."""
    panels: tuple[Panel, ...] = ("map", "rank")
    for panel in panels:
        steps = Steps(here, panel)
        for name in ("nothing", "tick", "move", "note", "rank"):
            took, worked = [], []
            for _ in range(RUNS):
                start, began = time.perf_counter(), time.process_time()
                steps.take(name)
                took.append(1000 * (time.perf_counter() - start))
                worked.append(1000 * (time.process_time() - began))
            clock, processor = median(took), median(worked)
            print(f"{panel:5} {name:8} {processor:6.0f} ms, by the clock {clock:6.0f} ms")


def burn() -> None:
    """Keep one processor busy."""
    while True:
        pass


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Other work on the machine."""
    others = [multiprocessing.Process(target=burn, daemon=True) for _ in range(count)]
    for one in others:
        one.start()
    yield
    for one in others:
        one.terminate()


def planned(here: Shortlist, count: int) -> list[Edit]:
    """Notes, tags and positions of places all over the list; no cell twice."""
    ids, fields = here.ids, (NOTE, TAGS, NOTE, POSITION)

    def value(at: int) -> str:
        values = {NOTE: f"note {at}", TAGS: f"a{at}，b、c{at}；b"}
        return values.get(fields[at % 4], str(1 + 37 * at % len(ids)))

    return [
        Edit(at, here.id, ids[3 * at % len(ids)], fields[at % 4], value(at))
        for at in range(1, count + 1)
    ]


def type_edits(page: Page, edits: list[Edit]) -> float:
    """Type them with no pause; the seconds that this took."""
    start = time.perf_counter()
    for edit in edits:
        page.evaluate(FOCUS, [edit.place, edit.field])
        page.keyboard.insert_text(str(edit.value))
        page.keyboard.press("Enter")
    return time.perf_counter() - start


def measure_browser(here: Shortlist, count: int, throttle: float, processes: int) -> None:
    """Print how many of the edits the saved list has."""
    edits = planned(here, count)
    wanted = here
    for edit in edits:
        wanted = apply_edit(wanted, edit)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lists = f"sqlite:///{folder}/lists.sqlite"
        store = Store(lists)
        store.save(here)
        with served(SHUTU_SHORTLISTS=lists) as (_server, address):
            page = launch(playwright).new_page(viewport={"width": 1366, "height": 768})
            page.set_default_timeout(120_000)
            page.goto(f"{address}/shortlist?lang=en&{LIST}={here.id}")
            page.wait_for_function(ROWS)
            page.wait_for_timeout(3_000)
            devtools = page.context.new_cdp_session(page)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
            with busy(processes):
                typing = type_edits(page, edits)
                start = time.perf_counter()
                page.get_by_role("button", name="Save", exact=True).click()
                page.wait_for_function(KEPT)
                settling = time.perf_counter() - start
            page.locator(".shutu-summary", has_text="version 2").first.wait_for()
        got = store.open(here.id)
    kept = sum(_has(got, wanted, edit) for edit in edits)
    print(f"{count} edits, processor ÷ {throttle:g}, {processes} busy processes: {kept} kept")
    print(f"typed in {typing:.0f} s, taken {settling:.1f} s after the last key")


def _has(got: Shortlist, wanted: Shortlist, edit: Edit) -> bool:
    if edit.field == POSITION:
        return got.ids == wanted.ids
    return getattr(got.item(edit.place), edit.field) == getattr(wanted.item(edit.place), edit.field)


def main() -> None:
    """Measure the server, then the browser."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--edits", type=int, default=200)
    asked.add_argument("--throttle", type=float, default=4)
    asked.add_argument("--busy", type=int, default=2)
    asked.add_argument("--no-browser", action="store_true")
    options = asked.parse_args()
    here = long_list(Catalog(settings.built_dir()), PLACES)
    here = here.rank_by(code.encode(CRITERIA)).rename("Long")
    measure_server(here)
    if not options.no_browser:
        measure_browser(here, options.edits, options.throttle, options.busy)


if __name__ == "__main__":
    main()
