"""`make mutants`: run mutmut over a room, and write docs/mutants.md from what came out.

    python -m tests.support.mutants run [ROOM]    the mutants that were not tried yet
    python -m tests.support.mutants report        docs/mutants.md

A room is a beginning of names: `rank`, `gazetteer.datum`, `shortlist`. `SAMPLE=3` takes the mutants
whose number ends in 3, a tenth of all. Why a mutant may live stands in mutants.toml; a pattern
there is compared with the name of a mutant.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from mutmut.__main__ import walk_mutatable_files
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

from tests.support.examples import EXAMPLES, FIRST_FAILURE, SEED
from tests.support.scopes import FRESH

REASONS = Path(__file__).with_suffix(".toml")
PAGE = Path("docs/mutants.md")
ROOMS = (
    "gazetteer",
    "catalog",
    "cells",
    "ingest",
    "query",
    "rank",
    "shortlist",
    "export",
    "geocode",
    "history",
)
CAUGHT = ("killed", "timeout", "segfault", "suspicious")
ALIVE = ("survived", "no tests")
UNTRIED = ("not checked", "skipped", "check was interrupted by user")
# The same examples for all mutants, and few: a run of the quick tests takes seconds.
SETTINGS = {
    SEED: "1",
    EXAMPLES: "5",
    FIRST_FAILURE: "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    FRESH: "1",
}


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed: its name, and the lines that differ."""

    name: str
    before: str
    after: str


def run(rooms: list[str]) -> int:
    """Try the mutants of rooms that were not tried yet; Ctrl-C keeps what was done."""
    sample, children = os.environ.get("SAMPLE", ""), os.environ.get("CHILDREN", "1")
    names = [f"geo.{room}*{sample}" for room in rooms or ROOMS]
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", children]
    env = {**os.environ, **SETTINGS}
    # One run per room: mutmut hands the names of all its tests to pytest at once.
    return max(subprocess.run([*command, name], env=env, check=False).returncode for name in names)


def report() -> None:
    """Write the page: figures per module, and all survivors under the reason that they have."""
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))["reasons"]
    figures: dict[str, Counter[str]] = {}
    groups: dict[int | None, list[Survivor]] = {}
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        statuses = {name: status_by_exit_code[code] for name, code in data.exit_code_by_key.items()}
        if set(statuses.values()) - set(UNTRIED):
            figures[str(path)] = Counter(statuses.values())
        for name, status in statuses.items():
            if status in ALIVE:
                survivor = _survivor(name, path)
                groups.setdefault(_reason(survivor, reasons), []).append(survivor)
    lines = [*_figures(figures), *_survivors(groups, reasons)]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _survivor(name: str, path: Path) -> Survivor:
    changed = [
        line
        for line in get_diff_for_mutant(name, path=path).splitlines()[2:]
        if line.startswith(("-", "+"))
    ]
    before = " ".join(line[1:].strip() for line in changed if line.startswith("-"))
    after = " ".join(line[1:].strip() for line in changed if line.startswith("+"))
    return Survivor(name, before, after)


def _reason(survivor: Survivor, reasons: list[dict[str, object]]) -> int | None:
    """The first reason that fits: by the name, and by what is changed if it says so."""
    for number, reason in enumerate(reasons):
        named = any(fnmatchcase(survivor.name, str(one)) for one in reason["mutants"])  # type: ignore[attr-defined]
        if named and str(reason.get("in", "")) in survivor.before:
            return number
    return None


def _figures(figures: dict[str, Counter[str]]) -> Iterator[str]:
    yield "# Mutants that live\n"
    yield (
        "Written by `make mutants-report`; how to run: `make mutants ROOM=rank` (CONTRIBUTING.md). "
        "The reasons are kept by hand in `tests/support/mutants.toml`. mutmut changes functions "
        "only: constants and what is decorated are held by the tables of literal values in the "
        "tests. Modules of which no mutant was tried in this version are not listed.\n"
    )
    yield "| module | tried | caught | live | live % | not tried |"
    yield "|---|--:|--:|--:|--:|--:|"
    whole: Counter[str] = Counter()
    for module, counts in sorted(figures.items()):
        whole.update(counts)
        yield _row(f"`{module}`", counts)
    yield _row("**together**", whole)


def _row(name: str, counts: Counter[str]) -> str:
    caught, alive, untried = (
        sum(counts[status] for status in group) for group in (CAUGHT, ALIVE, UNTRIED)
    )
    tried = caught + alive
    share = f"{100 * alive / tried:.1f}" if tried else ""
    return f"| {name} | {tried} | {caught} | {alive} | {share} | {untried} |"


def _survivors(
    groups: dict[int | None, list[Survivor]], reasons: list[dict[str, object]]
) -> Iterator[str]:
    for number, reason in enumerate(reasons):
        found = groups.get(number, [])
        if found:
            yield f"\n## {reason['kind']}: {reason['why']} ({len(found)})\n"
            yield from map(_line, found)
    if None in groups:
        yield f"\n## Without a reason yet ({len(groups[None])})\n"
        yield from map(_line, groups[None])


def _line(survivor: Survivor) -> str:
    """The name, and of both lines only what differs, with a little around it."""
    matcher = difflib.SequenceMatcher(None, survivor.before, survivor.after, autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    if not changes:
        return f"- `{survivor.name}`"
    first, last = changes[0], changes[-1]
    around = 16
    before = survivor.before[max(first[1] - around, 0) : last[2] + around]
    after = survivor.after[max(first[3] - around, 0) : last[4] + around]
    return f"- `{survivor.name.removeprefix('geo.')}`: `{before}` → `{after}`"


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["run", *rooms]:
            sys.exit(run(rooms))
        case ["report"]:
            report()
        case _:
            sys.exit(__doc__)
