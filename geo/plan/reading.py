"""The plan as something to read: a tree of its headings, and blocks of text with marked names.

With the plan's text the blocks are its paragraphs; put together again they are exactly that text
(`Reading.text`). Without it they are made of the curated titles, summaries and names, so that the
same page works either way. Rows are those of the queries `headings` and `marked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from geo.errors import PlanTextError
from geo.files import check_target, write_atomically
from geo.plan.parse import CHAPTER, read_plan
from geo.schema.rows import HeadingRow, MarkedRow, in_language

PARENT = {"task": "theme", "box": "task", "entry": "box"}
JOINT = {"zh": "、", "en": ", "}  # between names where there is no text
CLOSING = "。:："  # what follows a heading in its paragraph, and belongs to it
LINE = re.compile(r"([^\n]*)(\n*)")


@dataclass(frozen=True)
class Run:
    """A piece of text, and the ids of the scenarios that it names: the narrowest passage first."""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, or a paragraph that begins with a heading.

    `key` is that of the section that begins here, `gap` the newlines up to the next block.
    """

    level: str
    key: str | None
    head: tuple[Run, ...]
    body: tuple[Run, ...]
    gap: str = ""

    @property
    def text(self) -> str:
        """The block without its marks."""
        return "".join(run.text for run in (*self.head, *self.body))


@dataclass(frozen=True)
class Section:
    """A heading with what is below it; `names` are the scenarios of its own text."""

    row: HeadingRow
    children: tuple[Section, ...]
    names: tuple[MarkedRow, ...]

    @property
    def key(self) -> str:
        """Its name in the tree and in the text: `task-8`, `entry-b4e02`."""
        return f"{self.row['level']}-{self.row['id']}"

    @property
    def places(self) -> int:
        """How many places it names, with what is below it."""
        own = sum(row["place"] is not None for row in self.names)
        return own + sum(child.places for child in self.children)


@dataclass(frozen=True)
class Reading:
    """The plan to read: blocks in the order of the text, and the tree that leads to them."""

    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """All blocks put together again."""
        return "".join(block.text + block.gap for block in self.blocks)


def matching_text(path: Path | None, checksum: str) -> str | None:
    """The plan's text if `path` holds it: spans fit only the text with this SHA-256."""
    try:
        text = read_plan(path) if path else None
    except PlanTextError:
        return None
    return text if text is not None and is_text(text, checksum) else None


def import_text(source: Path, target: Path, checksum: str, *, force: bool = False) -> int:
    """Keep the plan's text of `source` at `target`; returns its number of characters.

    Raises:
        PlanTextError: `source` is not the text with this SHA-256.
        OutputError: `target` cannot be written, or has something else and `force` is not given.
    """
    text = read_plan(source)
    if not is_text(text, checksum):
        raise PlanTextError(
            f"{source} is not the plan's text that the recorded passages refer to (its SHA-256 is "
            "another); take the text as it was published, without a change; nothing was written"
        )
    if matching_text(target, checksum) is None:
        target.parent.mkdir(parents=True, exist_ok=True)
        check_target(target, force=force)
        write_atomically(target, text)
    return len(text)


def is_text(text: str, checksum: str) -> bool:
    """Whether a text is the one with this SHA-256 (UTF-8, newlines as `\\n`)."""
    return sha256(text.encode()).hexdigest() == checksum


def sections_of(headings: Sequence[HeadingRow], marked: Sequence[MarkedRow]) -> tuple[Section, ...]:
    """The tree: themes with tasks, boxes and entries below them, then the safeguards."""
    below: dict[tuple[str, str], list[HeadingRow]] = {}
    for row in headings:
        level = PARENT.get(row["level"])
        if level:
            below.setdefault((level, row["parent"] or ""), []).append(row)
    named: dict[tuple[str, str], list[MarkedRow]] = {}
    for one in marked:
        owner = ("entry", one["entry"]) if one["entry"] else ("task", str(one["task"]))
        named.setdefault(owner, []).append(one)

    def section(row: HeadingRow) -> Section:
        place = (row["level"], row["id"])
        children = tuple(section(child) for child in below.get(place, ()))
        return Section(row, children, tuple(named.get(place, ())))

    tops = [row for name in ("theme", "safeguard") for row in headings if row["level"] == name]
    return tuple(section(row) for row in tops)


def reading_of_text(
    text: str, headings: Sequence[HeadingRow], marked: Sequence[MarkedRow]
) -> Reading:
    """The text in paragraphs. Spans outside of it are ignored; those that overlap share runs."""
    begins = {row["span_start"]: row for row in headings}
    spans = sorted(
        (row for row in marked if row["span_start"] < row["span_end"]),
        key=lambda row: (row["span_end"] - row["span_start"], row["id"]),
    )
    blocks = []
    for line in LINE.finditer(text):
        if not line[0]:
            continue
        start, end = line.span(1)
        row = next((begins[at] for at in range(start, end) if at in begins), None)
        level, key, head_end = _begun(text, start, end, row)
        marks = [one for one in spans if one["span_start"] < end and one["span_end"] > start]
        head, body = _runs(text, start, head_end, marks), _runs(text, head_end, end, marks)
        blocks.append(Block(level, key, head, body, line[2]))
    return Reading(sections_of(headings, marked), tuple(blocks))


def reading_without_text(
    headings: Sequence[HeadingRow], marked: Sequence[MarkedRow], lang: str
) -> Reading:
    """Titles, summaries and names in `lang`, in the order of the plan."""
    sections = sections_of(headings, marked)
    blocks = [_outlined(section, lang) for section in walk(sections)]
    return Reading(sections, tuple(blocks))


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    """All sections, each before those below it."""
    for section in sections:
        yield section
        yield from walk(section.children)


def _begun(text: str, start: int, end: int, row: HeadingRow | None) -> tuple[str, str | None, int]:
    """Level, key and end of the heading with which the line from `start` to `end` begins."""
    if row is None:
        is_chapter = CHAPTER.fullmatch(text, start, end)
        return ("chapter", None, end) if is_chapter else ("text", None, start)
    is_entry = row["level"] == "entry"  # its span is the paragraph
    reach = row["span_start"] + len(row["name_zh"]) if is_entry else row["span_end"]
    head_end = min(reach, end)
    if head_end < end and text[head_end] in CLOSING:
        head_end += 1
    return row["level"], f"{row['level']}-{row['id']}", head_end


def _runs(text: str, start: int, end: int, marks: Sequence[MarkedRow]) -> tuple[Run, ...]:
    """The text from `start` to `end`, cut wherever a mark begins or ends; narrow marks first."""
    cuts = {start, end}
    for row in marks:
        cuts |= {at for at in (row["span_start"], row["span_end"]) if start < at < end}
    order = sorted(cuts)
    return tuple(
        Run(
            text[left:right],
            tuple(
                row["id"] for row in marks if row["span_start"] <= left and right <= row["span_end"]
            ),
        )
        for left, right in pairwise(order)
    )


def _outlined(section: Section, lang: str) -> Block:
    """A section as a block: its title, its summary, and the names of its own text."""
    row = section.row
    summary = in_language(row, "summary", lang)
    body = [Run(summary)] if summary else []
    for number, one in enumerate(section.names):
        if number or summary:
            body.append(Run(JOINT[lang] if number else "\n"))
        body.append(Run(in_language(one, "name", lang), (one["id"],)))
    return Block(
        row["level"], section.key, (Run(in_language(row, "title", lang)),), tuple(body), "\n"
    )
