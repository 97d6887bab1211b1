"""Which test files `pytest -k WORD`, without a path, opens: those that hold the word.

To import all test files takes seconds, to look for a word in their text takes none. A test is
chosen by its name, which stands in its file, by its file and folders, or by the values that it is
parametrised with, and these may be computed. So files are passed over only when each word is part
of the name of some test, class or test file: then it is a name that is asked for.
`pytest tests -k WORD` looks into all files.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

NAMES = re.compile(r"^\s*(?:async )?(?:def|class) (test\w*)", re.MULTILINE | re.IGNORECASE)
WORDS = re.compile(r"[^\s()]+")
OPERATORS = {"and", "or"}
KEPT = pytest.StashKey[set[Path] | None]()


def holding(expression: str, texts: dict[Path, str], marks: list[str]) -> set[Path] | None:
    """The files whose tests an expression of `-k` can choose; None when that may be any.

    `texts` is the text of each file, its path included; `marks` are names that tests get from
    elsewhere.
    """
    words = {word.lower() for word in WORDS.findall(expression)} - OPERATORS
    if not words or "not" in words:
        return None
    names = {name.lower() for text in texts.values() for name in NAMES.findall(text)}
    names |= {path.name.lower() for path in texts}
    for word in words:
        if any(word in mark for mark in marks) or not any(word in name for name in names):
            return None
    lowered = {path: text.lower() for path, text in texts.items()}
    return {path for path, text in lowered.items() if any(word in text for word in words)}


def configure(config: pytest.Config) -> None:
    """Find the files once, unless a path was given."""
    config.stash[KEPT] = None
    if not config.option.keyword or config.args_source is not config.ArgsSource.TESTPATHS:
        return
    paths = [path for root in config.args for path in (config.rootpath / root).rglob("test_*.py")]
    texts = {
        path: f"{path.relative_to(config.rootpath)}\n{path.read_text(encoding='utf-8')}"
        for path in paths
    }
    marks = [re.split(r"[:(]", line)[0] for line in config.getini("markers")]
    config.stash[KEPT] = holding(config.option.keyword, texts, marks)


def passed_over(config: pytest.Config, path: Path) -> bool:
    """Whether a file, or a folder with all its files, has no test that `-k` can choose."""
    kept = config.stash[KEPT]
    if kept is None:
        return False
    return path not in kept and not any(path in one.parents for one in kept)


def line(config: pytest.Config) -> str | None:
    """What was not opened, and how it would be."""
    kept = config.stash[KEPT]
    return kept and f"-k: only the {len(kept)} test files that hold it (`pytest tests -k …`: all)"
