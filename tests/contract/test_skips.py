"""In CI a skipped test is a failed one; elsewhere its reason says what installs what it needs."""

import os
import re
import subprocess
import sys

import pytest

from geo import settings
from tests import programs

CASE = """
import pytest
from tests.programs import needs
def test_program(): needs("ogrinfo")
def test_module(): pytest.importorskip("no_such_module")
@pytest.mark.xfail
def test_known(): assert False
"""


def outcome(tmp_path, **environment):
    """What pytest reports of `CASE` with our conftest, on a machine without programs."""
    (tmp_path / "test_case.py").write_text(CASE)
    (tmp_path / "conftest.py").write_text(
        "from tests.conftest import pytest_make_collect_report, pytest_runtest_makereport\n"
    )
    plain = {name: value for name, value in os.environ.items() if name != "CI"}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-rs",
            "-n",
            "0",
            "-c",
            os.devnull,
            "--rootdir",
            tmp_path,
            tmp_path,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=plain | {"PATH": "", "PYTHONPATH": str(settings.ROOT)} | environment,
    )
    return done.returncode, done.stdout


def test_a_bare_machine_skips_with_the_command_that_helps(tmp_path):
    code, message = outcome(tmp_path)
    assert code == 0
    assert "sudo apt install gdal-bin" in message
    assert "2 skipped, 1 xfailed" in message


def test_in_ci_a_skip_is_a_failure(tmp_path):
    code, message = outcome(tmp_path, CI="true")
    assert code == 1
    assert "2 failed, 1 xfailed" in message
    assert "In CI no test may be skipped" in message


def test_ci_installs_every_program_that_tests_need():
    script = (settings.ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for package in set(programs.PACKAGES.values()):
        assert re.search(rf"\b{package}\b", script), package
    assert "noto" not in script  # CI proves that the shipped font is enough


def test_programs_are_looked_for_in_one_place():
    for path in (settings.ROOT / "tests").rglob("*.py"):
        if path.name not in ("programs.py", "test_skips.py"):
            text = path.read_text(encoding="utf-8")
            assert "pytest.skip(" not in text, path
            assert "shutil.which" not in text, path


@pytest.mark.parametrize("names", programs.PACKAGES)
def test_every_program_has_its_reason(names, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(programs, "POSTGRESQL", "/nowhere")
    with pytest.raises(pytest.skip.Exception, match="sudo apt install"):
        programs.needs(names[0])
