"""Chinese texts are punctuated and worded as an office would: GB/T 15834, and `docs/glossary.md`.

Held for the texts of the interface, the labels of columns, the tours and the curated tables. What
others wrote (names in the plan's text, names of villages) is as they wrote it.
"""

import re
import tomllib

import pytest

from geo import settings
from geo.i18n import all_texts
from geo.schema.exported import EXPORTED
from geo.schema.place import PLACE
from geo.source_tables import read_table

HAN = r"[\u3400-\u9fff\u3001\u3002\uff08-\uff1f《》“”]"
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
HALF_WIDTH = re.compile(rf"{HAN}[,:;?!()]|[,:;?!()]{HAN}")
CURATED = {
    "plan/themes": ["title_zh", "summary_zh"],
    "plan/tasks": ["title_zh", "summary_zh"],
    "plan/boxes": ["title_zh"],
    "plan/entries": ["title_zh"],
    "plan/safeguards": ["title_zh", "summary_zh"],
    "plan/targets": ["title_zh"],
    "plan/applies": ["reason_zh"],
    "sites/sites": ["full_name_zh", "method_zh", "note_zh"],
    "sites/evidence": ["says_zh"],
    "sites/candidates": ["reason_zh"],
    "sites/sources": ["title", "publisher"],
    "sites/lines": ["part", "name_zh"],
}
# What office Chinese says otherwise, each with the word that the interface uses.
AVOIDED = {
    "规划": "《行动计划》",
    "派生": "推导",
    "点名": "列明",
    "地段": "大致位置",
    "落图": "上图",
    "构建": "数据版本",
    "自带名单": "名单定位",
    "没有读懂": "无法识别",
    "桌面": "关闭",
}


def interface() -> dict[str, str]:
    """Every Chinese text of the interface, and the labels and meanings of all columns."""
    labels = {
        f"{one.name}.{part}": getattr(one.about, part)
        for one in (*PLACE, *EXPORTED)
        for part in ("label_zh", "meaning_zh")
    }
    return {key: str(value) for key, value in all_texts("zh").items()} | labels


def tours() -> list[str]:
    text = (settings.sources_dir() / "tours.toml").read_text(encoding="utf-8")
    found: list[str] = []

    def collect(value):
        if isinstance(value, dict):
            found.extend([value["zh"]] if "zh" in value else [])
            for one in value.values():
                collect(one)
        elif isinstance(value, list):
            for one in value:
                collect(one)

    collect(tomllib.loads(text))
    return found


def half_width(text: str) -> list[str]:
    """Half-width marks beside a Chinese character, or beside a placeholder of a text."""
    return HALF_WIDTH.findall(PLACEHOLDER.sub("字", text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("地区:{values}", True),
        ("{count} 处,其中", True),
        ("{name}:{change}", True),
        ("下载（{format}）", False),
        ("见 http://example.org:80/", False),
        ("请写成“104.06, 30.66”，经度在前", False),
        ("无法读取(损坏)", True),
        ("{count:,} 行", False),
    ],
)
def test_a_half_width_mark_is_found(text, found):
    assert bool(half_width(text)) == found


def test_the_interface_has_full_width_marks():
    wrong = {key: text for key, text in interface().items() if half_width(text)}
    assert not wrong


def test_the_tours_have_full_width_marks():
    assert len(tours()) > 40
    assert not [text for text in tours() if half_width(text)]


@pytest.mark.parametrize("table", CURATED)
def test_the_curated_tables_have_full_width_marks(table):
    path = settings.sources_dir() / f"{table}.csv"
    header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    rows = read_table(path, header)
    texts = [row.optional(column) or "" for row in rows for column in CURATED[table]]
    assert any(texts)
    assert not [text for text in texts if half_width(text)]


def test_a_sector_is_not_a_department():
    """部门 stands for the issuing departments only."""
    said = {key for key, text in interface().items() if "部门" in text.replace("印发部门", "")}
    assert not said


@pytest.mark.parametrize("word", AVOIDED)
def test_words_of_an_office(word):
    said = {key: text for key, text in interface().items() if word in text}
    assert not said, f"say {AVOIDED[word]}"
