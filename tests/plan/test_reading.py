"""The plan as something to read: blocks, marks that nest and overlap, and the tree beside them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.plan.reading import (
    Run,
    is_text,
    matching_text,
    reading_of_text,
    reading_without_text,
    walk,
)

# An invented plan; the spans below are counted in it.
TEXT = """计划

一、任务

(一)造桥。

1.修建桥梁。依托甲湖平台试验。

专栏1  桥梁工程

石桥:聚焦石头。打造东山村、西山等典型场景。
"""


def heading(level, number, parent, name, title, summary=None):
    start = TEXT.index(name)
    end = TEXT.index("\n", start) if level == "entry" else start + len(name)
    return {
        "level": level,
        "id": number,
        "parent": parent,
        "name_zh": name,
        "title_zh": title,
        "title_en": title,
        "summary_zh": summary,
        "summary_en": summary,
        "span_start": start,
        "span_end": end,
    }


def mark(scenario, name, entry="b1e01", place=None, start=None):
    start = TEXT.index(name) if start is None else start
    return {
        "id": scenario,
        "task": 1,
        "entry": entry,
        "name_zh": name,
        "name_en": f"{name} in English",
        "place": place,
        "span_start": start,
        "span_end": start + len(name),
    }


HEADINGS = [
    heading("theme", "1", None, "造桥", "桥"),
    heading("task", "1", "1", "修建桥梁", "修桥", "试验与修建"),
    heading("box", "1", "1", "桥梁工程", "工程"),
    heading("entry", "b1e01", "1", "石桥", "石头桥"),
]
MARKED = [
    mark("t1s01", "甲湖平台", entry=None, place="lake"),
    mark("b1e01s01", "东山村", place="east"),
    mark("b1e01s02", "西山"),
]


def plain(block):
    return [(run.text, run.marks) for run in (*block.head, *block.body)]


def test_a_heading_is_told_from_the_text_that_follows_it():
    reading = reading_of_text(TEXT, HEADINGS, MARKED)
    found = [
        (block.level, block.key, "".join(run.text for run in block.head))
        for block in reading.blocks
    ]
    assert found == [
        ("text", None, ""),
        ("chapter", None, "一、任务"),
        ("theme", "theme-1", "(一)造桥。"),
        ("task", "task-1", "1.修建桥梁。"),
        ("box", "box-1", "专栏1  桥梁工程"),
        ("entry", "entry-b1e01", "石桥:"),
    ]


def test_every_name_is_marked_where_it_stands():
    reading = reading_of_text(TEXT, HEADINGS, MARKED)
    task, entry = reading.blocks[3], reading.blocks[5]
    assert plain(task) == [
        ("1.修建桥梁。", ()),
        ("依托", ()),
        ("甲湖平台", ("t1s01",)),
        ("试验。", ()),
    ]
    assert [run for run in plain(entry) if run[1]] == [
        ("东山村", ("b1e01s01",)),
        ("西山", ("b1e01s02",)),
    ]


def test_of_nested_passages_the_narrowest_comes_first():
    nested = [*MARKED, mark("inner", "东山", place="hill")]
    entry = reading_of_text(TEXT, HEADINGS, nested).blocks[5]
    assert [run for run in plain(entry) if run[1]] == [
        ("东山", ("inner", "b1e01s01")),
        ("村", ("b1e01s01",)),
        ("西山", ("b1e01s02",)),
    ]


def test_passages_that_overlap_share_a_run():
    start = TEXT.index("东山村")
    crossing = [mark("one", "东山", start=start), mark("two", "山村", start=start + 1)]
    entry = reading_of_text(TEXT, HEADINGS, crossing).blocks[5]
    assert [run for run in plain(entry) if run[1]] == [
        ("东", ("one",)),
        ("山", ("one", "two")),
        ("村", ("two",)),
    ]


def test_the_tree_leads_from_theme_to_entry_and_counts_places():
    (theme,) = reading_of_text(TEXT, HEADINGS, MARKED).sections
    assert [(section.key, section.places) for section in walk([theme])] == [
        ("theme-1", 2),
        ("task-1", 2),
        ("box-1", 1),
        ("entry-b1e01", 1),
    ]


def test_without_the_text_titles_summaries_and_names_stand_in():
    reading = reading_without_text(HEADINGS, MARKED, "en")
    assert [block.key for block in reading.blocks] == [
        "theme-1",
        "task-1",
        "box-1",
        "entry-b1e01",
    ]
    assert plain(reading.blocks[1]) == [
        ("修桥", ()),
        ("试验与修建", ()),
        ("\n", ()),
        ("甲湖平台 in English", ("t1s01",)),
    ]
    assert reading.blocks[3].body == (
        Run("东山村 in English", ("b1e01s01",)),
        Run(", "),
        Run("西山 in English", ("b1e01s02",)),
    )
    assert reading.sections == reading_of_text(TEXT, HEADINGS, MARKED).sections


SPAN = st.tuples(st.integers(0, 80), st.integers(0, 80))


@given(st.text(alphabet="东山村、。:\n 一甲", max_size=60), st.lists(SPAN, max_size=8))
def test_the_text_comes_out_as_it_went_in(text, spans):
    """Whatever is marked: nothing is lost, and a character has the marks that cover it."""
    marked = [
        mark(str(number), "x" * max(0, end - start), start=start)
        for number, (start, end) in enumerate(spans)
    ]
    reading = reading_of_text(text, [], marked)
    assert reading.text == text
    at = 0
    for block in reading.blocks:
        for run in (*block.head, *block.body):
            for offset in range(at, at + len(run.text)):
                covering = {
                    row["id"] for row in marked if row["span_start"] <= offset < row["span_end"]
                }
                assert set(run.marks) == covering
            at += len(run.text)
        at += len(block.gap)


def test_only_the_text_with_the_checksum_is_taken(tmp_path):
    checksum = hashlib.sha256(TEXT.encode()).hexdigest()
    path = tmp_path / "plan.txt"
    assert matching_text(None, checksum) is None
    assert matching_text(path, checksum) is None
    path.write_bytes(b"\xff\xfe")
    assert matching_text(path, checksum) is None
    path.write_text(TEXT + "更多", encoding="utf-8")
    assert matching_text(path, checksum) is None
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert matching_text(path, checksum) == TEXT
    assert is_text(TEXT, checksum) and not is_text(TEXT + " ", checksum)


@pytest.mark.real
def test_the_real_text_is_read_whole_and_all_names_are_marked(plan_text, catalog):
    marked = catalog.plan.marked()
    reading = reading_of_text(plan_text, catalog.plan.headings(), marked)
    assert reading.text == plan_text
    names = {row["id"]: row["name_zh"] for row in marked}
    found = {
        mark: run.text
        for block in reading.blocks
        for run in (*block.head, *block.body)
        for mark in run.marks
    }
    assert found == names
    assert sum(section.places for section in reading.sections) == 62
    keys = {section.key for section in walk(reading.sections)}
    assert keys == {block.key for block in reading.blocks} - {None}
    levels = [block.level for block in reading.blocks]
    assert [levels.count(level) for level in ("chapter", "theme", "task", "box", "entry")] == [
        3,
        5,
        18,
        7,
        40,
    ]


def test_the_tiny_province_is_read_without_a_text(tiny):
    plan = tiny.plan
    reading = reading_without_text(plan.headings(), plan.marked(), "zh")
    marks = [mark for block in reading.blocks for run in block.body for mark in run.marks]
    assert sorted(marks) == sorted(row["id"] for row in plan.marked())
    assert plan.sizes() == {"places": 7, "tasks": 3, "boxes": 2, "groups": 6, "departments": 1}
