"""`shutu plan FILE` keeps the plan's text where the pages look for it, and nothing else."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from geo.__main__ import main
from tests.conftest import PROVINCE

TEXT = "计划\n\n一、任务\n"


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the text belongs; the sources know the checksum of `TEXT`."""
    sources = tmp_path / "sources"
    shutil.copytree(PROVINCE / "plan", sources / "plan")
    document = sources / "plan" / "plan.toml"
    checksum = hashlib.sha256(TEXT.encode()).hexdigest()
    said = document.read_text(encoding="utf-8")
    document.write_text(re.sub(r'sha256 = ".*"', f'sha256 = "{checksum}"', said), encoding="utf-8")
    monkeypatch.setenv("SHUTU_SOURCES", str(sources))
    monkeypatch.setenv("SHUTU_PLAN", str(tmp_path / "kept" / "plan.txt"))
    return tmp_path / "kept" / "plan.txt"


def given(tmp_path: Path, text: str) -> str:
    path = tmp_path / "given.txt"
    path.write_bytes(text.encode())
    return str(path)


def test_the_text_is_kept_with_its_newlines_as_recorded(target, tmp_path, capsys):
    assert main(["plan", given(tmp_path, TEXT.replace("\n", "\r\n"))]) == 0
    assert target.read_bytes() == TEXT.encode()
    assert str(target) in capsys.readouterr().out
    assert main(["plan", given(tmp_path, TEXT)]) == 0  # again changes nothing


def test_another_text_is_refused(target, tmp_path, capsys):
    assert main(["plan", given(tmp_path, TEXT + "更多")]) == 2
    assert "SHA-256" in capsys.readouterr().err
    assert not target.exists()


def test_what_lies_there_is_kept_unless_told(target, tmp_path, capsys):
    target.parent.mkdir()
    target.write_text("something else", encoding="utf-8")
    assert main(["plan", given(tmp_path, TEXT)]) == 2
    assert "was kept" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "something else"
    assert main(["plan", "--force", given(tmp_path, TEXT)]) == 0
    assert target.read_text(encoding="utf-8") == TEXT
