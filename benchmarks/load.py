"""Response times under load. An empty page, a stock page and ours, in one run.

    python -m geo build && python benchmarks/load.py

Every user is a websocket with Streamlit's protocol (`stream_client.py`): it pauses for some
seconds, changes one filter, and waits until the script has finished. Each row has a separate
server. Time is from the request to `script_finished`, without what a browser needs to draw. KB are
those of the messages of a rerun, with large ones that a browser has kept left out. MB are what the
server's resident memory has grown by since before these people came, for each of them. Linux only
(it reads /proc). The client shares the machine with the server: its part is printed, and what
anybody else took of it meanwhile, in cores. Waiting times of a row with busy others say little; the
processor time that a rerun takes (CPU ms) says something all the same.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from served import ROOT, served
from stream_client import Answer, Visitor, connection
from websockets.exceptions import WebSocketException

PAGES = {
    "empty": "benchmarks/pages/empty.py",
    "stock pydeck": "benchmarks/pages/stock.py",
    "ours": "app.py",
}
PEOPLE = (1, 20, 50, 100)
FILTERS = ("filter_sectors", "filter_tasks", "filter_kinds", "filter_precisions")
LIFT = 0.6  # so often somebody lifts the filter of another kind before choosing the next
WARM_UP = 25  # requests of a first visitor, before anything is measured
FEW = 20  # fewer people say nothing about memory
HEAD = (
    "people",
    "page",
    "requests",
    "p50 ms",
    "p95 ms",
    "p95 : empty",
    "KB a rerun",
    "CPU ms a rerun",
    "first run, p50 ms",
    "MB a person",
    "server",
    "client",
    "others",
    "errors",
)


@dataclass
class Crowd:
    """What many visitors of one page had to wait for."""

    people: int
    page: str
    first: list[float] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    errors: int = 0
    grown: int = 0
    server: float = 0.0  # seconds of processor time while it was watched, as the next
    client: float = 0.0
    others: float = 0.0
    watched: float = 0.0  # seconds

    @property
    def p95(self) -> float:
        """Seconds that 95 of 100 requests needed at most."""
        return quantile([one.seconds for one in self.answers], 0.95)

    def cells(self, empty_p95: float | None) -> list[str]:
        """The row of the table; without a ratio if nobody visited the empty page."""
        waits = [one.seconds for one in self.answers]
        return [
            str(self.people),
            self.page,
            str(len(waits)),
            f"{quantile(waits, 0.5) * 1000:,.0f}",
            f"{self.p95 * 1000:,.0f}",
            f"{self.p95 / empty_p95:.1f}×" if empty_p95 else "",
            f"{statistics.fmean(one.size for one in self.answers) / 1024:.1f}",
            f"{self.server / len(waits) * 1000:.0f}",
            f"{quantile(self.first, 0.5) * 1000:,.0f}",
            f"{self.grown / self.people / 2**20:.2f}" if self.people >= FEW else "",
            *(f"{part / self.watched:.2f}" for part in (self.server, self.client, self.others)),
            str(self.errors),
        ]


@dataclass(frozen=True)
class Pace:
    """The behaviour of users and the duration of measurement, in seconds."""

    think: float
    watch: float


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--people", type=int, nargs="+", default=PEOPLE)
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--think", type=float, default=3, help="seconds, exponentially spread")
    parser.add_argument("--seconds", type=float, default=30, help="to watch each crowd")
    parser.add_argument("-o", "--output", type=Path, help="also write the table to this file")
    options = parser.parse_args()
    pace = Pace(options.think, options.seconds)
    crowds = []
    for people in options.people:
        for page in options.pages:
            with served(PAGES[page]) as (server, address):
                crowds.append(asyncio.run(measure(page, people, address, server.pid, pace)))
            print(" | ".join(crowds[-1].cells(None)), file=sys.stderr, flush=True)
    text = table(crowds) + f"\n{conditions(pace)}\n"
    print(text)
    if options.output:
        options.output.write_text(text, encoding="utf-8")


def table(crowds: Sequence[Crowd]) -> str:
    """The crowds as a table in Markdown; ratios to the empty page under as many people."""
    empty = {one.people: one.p95 for one in crowds if one.page == "empty"}
    rows = [HEAD, ["---"] * len(HEAD)]
    rows += [one.cells(empty.get(one.people)) for one in crowds]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def conditions(pace: Pace) -> str:
    """Under what the table was made."""
    return (
        f"Think time {pace.think:g} s (exponential), {pace.watch:g} s each; {os.cpu_count()} cores "
        f"for server and client; Python {platform.python_version()}; `{' '.join(command())}`."
    )


def command() -> Iterator[str]:
    """The command that was given, from the root of the checkout."""
    yield "python"
    yield os.path.relpath(sys.argv[0], ROOT)
    yield from sys.argv[1:]


async def measure(page: str, people: int, address: str, pid: int, pace: Pace) -> Crowd:
    """Let a crowd visit a warm server.

    Everybody has had their first page, and thought once, before the first request that counts; a
    request that was sent in time is waited for.
    """
    crowd = Crowd(people, page)
    async with connection(address) as stream:
        await _warm_up(Visitor(stream))
        before = resident(pid)
        here = asyncio.Barrier(people + 1)
        end = asyncio.get_running_loop().create_future()
        tasks = [
            asyncio.create_task(_visit(crowd, number, address, pace, here, end))
            for number in range(people)
        ]
        await here.wait()
        await asyncio.sleep(pace.think)
        since = time.perf_counter()
        with _processor(crowd, pid):
            await asyncio.sleep(pace.watch)
        until = time.perf_counter()
        crowd.grown = resident(pid) - before
        end.set_result(None)
        await asyncio.gather(*tasks)
    crowd.errors += sum(one.errors for one in crowd.answers)
    crowd.answers = [one for one in crowd.answers if since <= one.sent < until]
    return crowd


async def _warm_up(visitor: Visitor) -> None:
    chance = random.Random(0)
    for _ in range(WARM_UP):
        await visitor.run()
        act(visitor, chance)


async def _visit(
    crowd: Crowd, number: int, address: str, pace: Pace, here: asyncio.Barrier, end: asyncio.Future
) -> None:
    """One person, until the end."""
    chance = random.Random(number + 1)
    try:
        async with connection(address) as stream:
            visitor = Visitor(stream)
            await asyncio.sleep(pace.think * number / crowd.people)
            first = await visitor.run()
            crowd.first.append(first.seconds)
            crowd.errors += first.errors
            await here.wait()
            await visitor.wait(chance.expovariate(1 / pace.think))
            while not end.done():
                act(visitor, chance)
                crowd.answers.append(await visitor.run())
                await visitor.wait(chance.expovariate(1 / pace.think))
    except (OSError, TimeoutError, WebSocketException, asyncio.BrokenBarrierError):
        crowd.errors += 1
        await here.abort()


def act(visitor: Visitor, chance: random.Random) -> None:
    """Change one filter like a user: choose another value, or clear it.

    A page without filters is only asked again.
    """
    groups = {
        name: group
        for key, group in visitor.pills().items()
        for name in FILTERS
        if key.startswith(name)
    }
    if not groups:
        return
    name = chance.choice(sorted(groups))
    others = [groups[other] for other in sorted(groups) if other != name]
    active = [group for group in others if visitor.chosen(group)]
    if active and chance.random() < LIFT:
        visitor.choose(active[0], [])
    else:
        labels = [option.content for option in groups[name].options]
        some = [label for label in labels if not label.endswith(" 0")]  # the page: nothing there
        visitor.choose(groups[name], [chance.choice(some or labels)])


@contextmanager
def _processor(crowd: Crowd, pid: int) -> Iterator[None]:
    """Note the processor time of server, client and others while something goes on."""
    started, before = time.perf_counter(), (_taken(pid), time.process_time(), _busy())
    yield
    crowd.watched = time.perf_counter() - started
    crowd.server = _taken(pid) - before[0]
    crowd.client = time.process_time() - before[1]
    crowd.others = max(0.0, _busy() - before[2] - crowd.server - crowd.client)


def _taken(pid: int) -> float:
    """Seconds of processor time that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _busy() -> float:
    """Seconds of processor time that the whole machine has taken."""
    user, nice, system, _, _, *rest = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def quantile(values: Iterable[float], part: float) -> float:
    """The smallest value that `part` of the values do not exceed; NaN of none."""
    ordered = sorted(values)
    return ordered[max(0, -int(-len(ordered) * part // 1) - 1)] if ordered else float("nan")


if __name__ == "__main__":
    main()
