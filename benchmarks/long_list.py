"""A list of 20,000 rows in the page and on the command line: seconds, and their ratio.

    python -m geo build
    python benchmarks/long_list.py [--rows 20000] [--kind towns] [FILE]

The rows are made from the villages and towns of `data/sources/admin` (`--kind`): whole paths, or
towns alone, which all are points of the map; or FILE is a CSV with a column `name`. The page is a
server of this checkout and a visitor without a browser (`stream_client.py`), who pastes the list
and presses the button; counted is until the last message of the result has come, with the first
loading of the gazetteer on both sides. A browser needs time of its own to draw it. Seconds of
processor time stand beside: on a machine with busy others those of the clock say little.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from served import ROOT, served
from stream_client import Answer, Visitor, connection, key_of
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from geo import i18n

sys.path.insert(0, str(ROOT / "benchmarks" / "geocode"))
from lists import WORK, rows, village_paths

KINDS = ("paths", "towns")
FROM_LIST_TO_RESULT = ("take the list", "find the names")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """Seconds of the clock and of all processors, and bytes of the result."""

    seconds: float
    processors: float
    size: int


class Typist(Visitor):
    """A visitor who types into fields and presses buttons, known by the keys of the page."""

    def __init__(self, *options: object) -> None:
        """Nothing was seen yet."""
        super().__init__(*options)  # type: ignore[arg-type]
        self.ids: dict[str, str] = {}
        self.pages: dict[str, str] = {}

    def _take(self, raw: bytes | str) -> int | None:
        for page in ForwardMsg.FromString(bytes(raw)).navigation.app_pages:
            self.pages[page.url_pathname] = page.page_script_hash
        return super()._take(raw)

    def _element(self, message: ForwardMsg, element: Element) -> None:
        super()._element(message, element)
        widget = getattr(element, str(element.WhichOneof("type")), None)
        if getattr(widget, "id", ""):
            self.ids[key_of(widget.id)] = widget.id

    def find(self, key: str) -> str:
        """The id of the widget whose key begins so (`fields.py` puts a number behind some)."""
        return next(one for name, one in self.ids.items() if name.startswith(key))

    async def choose_one(self, key: str, label: str) -> None:
        """Choose a segment of a control."""
        state = WidgetState(id=self.find(key))
        state.string_array_value.data.append(label)
        self.page.values[state.id] = state
        await self.run()

    async def press(self, key: str, **also: str) -> Answer:
        """Press a button with texts in fields, and wait for the run."""
        for field, text in also.items():
            self.page.values[field] = WidgetState(id=self.find(field), string_value=text)
        self.page.values[key] = WidgetState(id=self.find(key), trigger_value=True)
        return await self.run()


def main() -> None:
    """Measure, and print both with their ratio."""
    options = _options()
    names = _given(options.file) if options.file else _names(options.kind, options.rows)
    print(f"{len(names):,} rows, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    command = _command(names)
    print(
        f"command line          {command.seconds:6.1f} s, {command.processors:5.1f} s of processors"
    )
    page = asyncio.run(_page(names))
    for name, spent in page.items():
        print(
            f"page, {name:15} {spent.seconds:6.1f} s, {spent.processors:5.1f} s of processors, "
            f"{spent.size / 1e6:.1f} MB"
        )
    whole = [page[name] for name in FROM_LIST_TO_RESULT]
    seconds, processors = sum(one.seconds for one in whole), sum(one.processors for one in whole)
    print(
        f"page : command line   {seconds / command.seconds:6.2f}×, "
        f"{processors / command.processors:.2f}× of processors"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", help="CSV with a column `name`")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--kind", choices=KINDS, default="paths")
    return parser.parse_args()


def _given(file: str) -> list[str]:
    with Path(file).open(encoding="utf-8-sig", newline="") as stream:
        return [row["name"] for row in csv.DictReader(stream)]


def _names(kind: str, count: int) -> list[str]:
    chance = random.Random(5)
    if kind == "towns":
        counties = {row["adcode"]: row["name_zh"] for row in rows("counties")}
        towns = [counties[row["code"][:6]] + row["name_zh"] for row in rows("towns")]
        return [f"{chance.choice(towns)}{chance.choice(WORK)}{number}" for number in range(count)]
    paths = village_paths()
    chosen = [chance.choice(paths)[0] for _ in range(count)]
    return [
        f"{county if chance.random() < 0.6 else ''}{town}{village}{chance.choice(WORK)}{number}"
        for number, (county, town, village) in enumerate(chosen)
    ]


def _command(names: list[str]) -> Spent:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
        source.write_text("\n".join(["name", *names]) + "\n", encoding="utf-8")
        before, start = os.times(), time.perf_counter()
        command = [sys.executable, "-m", "geo", "locate", str(source), "--column", "name"]
        subprocess.run(
            [*command, "-o", str(target)], cwd=ROOT, check=True, stderr=subprocess.DEVNULL
        )
        seconds, after = time.perf_counter() - start, os.times()
        spent = after.children_user + after.children_system
        processors = spent - before.children_user - before.children_system
        return Spent(seconds, processors, target.stat().st_size)


def _processors(pid: int) -> float:
    """Seconds that a process and its children, also those that have ended, have taken."""
    spent = 0.0
    for each in [pid, *_children(pid)]:
        with contextlib.suppress(FileNotFoundError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            spent += sum(map(int, fields[11:15])) / TICKS
    return spent


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_children(child)]
    return found


async def _page(names: list[str]) -> dict[str, Spent]:
    """What was done → what it took."""
    found = {}
    with served() as (server, address):
        async with connection(address) as stream:
            visitor = Typist(stream)
            await visitor.run()
            visitor.page.script = visitor.pages["locate"]
            await visitor.run()
            await visitor.choose_one("locate_way", i18n.text(i18n.DEFAULT, "locate.way_lines"))
            for name, (key, also) in _steps(names).items():
                before = _processors(server.pid)
                answer = await visitor.press(key, **also)
                spent = _processors(server.pid) - before
                found[name] = Spent(answer.seconds, spent, answer.size)
    return found


def _steps(names: list[str]) -> dict[str, tuple[str, dict[str, str]]]:
    """What a visitor does → the button, and the fields that are filled in."""
    return {
        "take the list": ("locate_take_lines", {"locate_pasted": "\n".join(["name", *names])}),
        "find the names": ("locate_start", {}),
        "next row": ("locate_next", {}),
    }


if __name__ == "__main__":
    main()
