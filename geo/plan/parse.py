"""Read the plan's text into a `PlanStructure`.

The text has a regular build: `一、` chapters, `(一)` themes and safeguards, `1.` tasks,
`专栏N` boxes whose paragraphs are `name:text`, and in boxes 4 to 7 a closing sentence
`打造A、B等<kind>,C、D等<kind>典型应用场景`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from geo.errors import PlanTextError
from geo.plan.structure import Entry, Heading, PlanStructure, Scenario, Span, Target

MAX_BYTES = 2_000_000  # the plan has 30,000
FIRST_SCENARIO_BOX = 4
NUMERALS = "一二三四五六七八九十"
CHAPTER = re.compile(rf"^([{NUMERALS}])、(.+)$", re.M)
SECTION = re.compile(rf"^[((]([{NUMERALS}])[))]([^。\n]+)。", re.M)
TASK = re.compile(r"^(\d{1,2})\.([^。\n]+)。", re.M)
BOX = re.compile(r"^专栏(\d)\s+(\S+)$", re.M)
ENTRY = re.compile(r"^([^:：。,\n]{2,30})[:：](?=\S)", re.M)
GROUP_NAME = re.compile(r"^(?:数字孪生|数字人|智能交互|数字内容)(.+)应用场景$")
SCENARIO_LIST = re.compile(r"打造(?P<list>[^。]*?)的?典型应用场景")
GLOSS = re.compile(r"[((][^))]*[))]")
TARGETS = re.compile(
    r"(?:达到|打造|引育|企业,)(?P<value>\d+)(?P<unit>亿元|个|家)(?=,产业|元宇宙|细分|科技)"
)
# Outside the scenario lists the plan names institutions and networks in running text.
NAMED_IN_TEXT = re.compile(
    r"国家[^,、。以]+?创新中心|(?<=以)[^,、。]+?实验室(?=为核心)"
    r"|(?<=依托)[^,、。]+?枢纽节点|(?<=加强)[^,、。]+?干线"
)
# `和` joins two names only between two longer pieces: 成都双流和天府空港, but not 和平村.
ITEM = re.compile(r"[^、]+?(?=、|(?<=[^、]{2})和(?=[^、]{2})|$)")


def read_plan(path: Path) -> str:
    """The plan's text with newlines normalised to `\\n`.

    Raises:
        PlanTextError: the file is missing, far larger than any plan, or not UTF-8 text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise PlanTextError(
                f"{path} is larger than {MAX_BYTES // 10**6} MB; it is not the plan"
            )
        return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig").read()
    except FileNotFoundError as error:
        raise PlanTextError(f"no plan text at {path}: give the file with --plan") from error
    except OSError as error:
        raise PlanTextError(f"cannot read the plan text {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PlanTextError(
            f"the plan text {path} is not UTF-8; save it as UTF-8 and try again"
        ) from error


def parse_plan(text: str) -> PlanStructure:
    """Parse the whole text.

    Raises:
        PlanTextError: a part that every version of the plan has is not there.
    """
    text = text.replace("\r\n", "\n")
    chapters = {match[2].strip(): match for match in CHAPTER.finditer(text)}
    for needed in ("总体要求", "主要任务", "保障措施"):
        if needed not in chapters:
            raise PlanTextError(f"this is not the plan's text: chapter {needed} is missing")
    goals, main, guard = (chapters[name].start() for name in ("总体要求", "主要任务", "保障措施"))
    themes = list(_headings(SECTION, text, main, guard))
    tasks = [_under(task, themes) for task in _headings(TASK, text, main, guard)]
    boxes = [_under(box, tasks) for box in _headings(BOX, text, main, guard)]
    entries = list(_entries(text, boxes, tasks, guard))
    if not (themes and tasks and boxes and entries):
        raise PlanTextError("this is not the plan's text: no themes, tasks or boxes were found")
    return PlanStructure(
        document_number=_one(r"川经信\S+?号", text, "document number"),
        date=_date(text),
        period=_period(text),
        departments=_departments(text),
        targets=list(_targets(text, goals, main)),
        themes=themes,
        tasks=tasks,
        safeguards=list(_headings(SECTION, text, guard, len(text))),
        boxes=boxes,
        entries=entries,
        scenarios=list(_scenarios(text, tasks, boxes, entries, guard)),
    )


def clause_text(text: str, span: Span) -> str:
    """The whole paragraph that holds `span`."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return text[start : end if end >= 0 else len(text)].strip()


def _one(pattern: str, text: str, what: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise PlanTextError(f"this is not the plan's text: its {what} is missing")
    return match[0]


def _date(text: str) -> str:
    year, month, day = map(
        int, re.findall(r"\d+", _one(r"(?m:^\d{4}年\d{1,2}月\d{1,2}日$)", text, "date"))
    )
    return f"{year:04d}-{month:02d}-{day:02d}"


def _period(text: str) -> tuple[int, int]:
    first, last = re.findall(r"\d{4}", _one(r"\d{4}—\d{4}年", text, "period"))
    return int(first), int(last)


def _departments(text: str) -> list[str]:
    """The signatories: the lines between the covering letter and its date."""
    letter = text.index("贯彻落实。")
    date = text.index(_one(r"\n\d{4}年\d{1,2}月\d{1,2}日\n", text, "date"))
    return [line for line in map(str.strip, text[letter + 5 : date].split("\n")) if line]


def _targets(text: str, start: int, end: int) -> Iterator[Target]:
    for match in TARGETS.finditer(text, start, end):
        yield Target(int(match["value"]), match["unit"], match.span("value"))


def _headings(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Heading]:
    for match in pattern.finditer(text, start, end):
        number = int(match[1]) if match[1].isdigit() else NUMERALS.index(match[1]) + 1
        yield Heading(number, match[2].strip(), match.span(2))


def _under(heading: Heading, parents: list[Heading]) -> Heading:
    above = [parent for parent in parents if parent.span[0] < heading.span[0]]
    parent = above[-1].number if above else None
    return Heading(heading.number, heading.name_zh, heading.span, parent)


def _entries(text: str, boxes: list[Heading], tasks: list[Heading], guard: int) -> Iterator[Entry]:
    stops = sorted([*(task.span[0] for task in tasks), guard])
    for box in boxes:
        end = next(stop for stop in stops if stop > box.span[1])
        for count, match in enumerate(ENTRY.finditer(text, box.span[1], end), start=1):
            group = GROUP_NAME.match(match[1]) if box.number >= FIRST_SCENARIO_BOX else None
            line_end = text.index("\n", match.start())
            yield Entry(
                id=f"b{box.number}e{count:02d}",
                box=box.number,
                name_zh=match[1],
                sector_zh=group[1] if group else None,
                span=(match.start(), line_end),
            )


def _scenarios(
    text: str, tasks: list[Heading], boxes: list[Heading], entries: list[Entry], guard: int
) -> Iterator[Scenario]:
    task_of_box = {box.number: box.parent or 0 for box in boxes}
    for task in tasks:
        line_end = text.index("\n", task.span[0])
        yield from _named_in_text(
            text, (task.span[1], line_end), f"t{task.number}", task.number, None
        )
    for entry in entries:
        task_number = task_of_box[entry.box]
        if entry.sector_zh is None:
            yield from _named_in_text(text, entry.span, entry.id, task_number, entry.id)
            continue
        match = SCENARIO_LIST.search(text, *entry.span)
        if match is None:
            raise PlanTextError(f"entry {entry.name_zh} lists no typical scenarios")
        for count, (name, label, span) in enumerate(_listed(text, match.span("list")), start=1):
            yield Scenario(f"{entry.id}s{count:02d}", task_number, entry.id, name, label, span)


def _named_in_text(
    text: str, span: Span, prefix: str, task: int, entry: str | None
) -> Iterator[Scenario]:
    for count, match in enumerate(NAMED_IN_TEXT.finditer(text, *span), start=1):
        yield Scenario(f"{prefix}s{count:02d}", task, entry, match[0], None, match.span())


def _listed(text: str, span: Span) -> Iterator[tuple[str, str | None, Span]]:
    """Names, kind label and span of each item of `A、B等kind,C、D等kind`.

    A label that is itself a list (`等数字孪生仓储、分拣等`) names further scenarios without a
    place: they follow the items, without a label of their own.
    """
    start, end = span
    for part in re.finditer(r"[^,]+", text[start:end]):
        offset = start + part.start()
        names, _, label = part[0].partition("等")
        label = label.removesuffix("等")
        yield from ((name, label or None, item) for name, item in _items(names, offset))
        kinds = list(_items(label, offset + len(names) + 1))
        if len(kinds) > 1:
            yield from ((name, None, item) for name, item in kinds)


def _items(listing: str, offset: int) -> Iterator[tuple[str, Span]]:
    """Split at `、`, and at `和` between two names; a closing gloss is not part of a name."""
    for match in ITEM.finditer(listing):
        joined = (
            match[0].startswith("和") and match.start() > 0 and listing[match.start() - 1] != "、"
        )
        name = match[0][1:] if joined else match[0]
        begin = offset + match.end() - len(name)
        gloss = GLOSS.search(name)
        if gloss and gloss.end() == len(name):
            name = name[: gloss.start()]
        yield name, (begin, begin + len(name))
