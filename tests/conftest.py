"""Fixtures that all tests share: one build of the real sources, and the plan's text."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from geo import settings
from geo.build.artefacts import build
from geo.explorer import Explorer
from geo.gazetteer.admin import load_admin
from geo.gazetteer.places import load_gazetteer
from geo.plan.catalogue import load_catalogue
from geo.plan.parse import read_plan
from tests.programs import needs, plan_file

LOCAL = ("127.0.0.1", "::1", "localhost")
# A busy machine is no failure; and CI tries the same cases each time, new ones are found elsewhere.
hypothesis.settings.register_profile("shutu", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("shutu")
SOURCES = settings.ROOT / "data" / "sources"
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--no-first-run",
         "--disable-background-networking", "--disable-sync", "--disable-quic"]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests share a worker and its fixtures; all that drive a browser share one."""
    for item in items:
        drives = "browser" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("browser" if drives else str(item.path)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, Any]:
    """In CI everything is installed, so that a test that was skipped is one that failed."""
    return _none_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, Any]:
    """The same for a whole file that is skipped."""
    return _none_skipped((yield))


def _none_skipped(report: Any) -> Any:
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"In CI no test may be skipped. {reason}"
    return report


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh build of the real sources; read only."""
    target = tmp_path_factory.mktemp("built") / "built"
    build(SOURCES, target)
    return target


@pytest.fixture(autouse=True)
def _use_fresh_build(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUTU_BUILT", str(request.getfixturevalue("built")))
    monkeypatch.delenv("SHUTU_PLAN", raising=False)
    lists = request.getfixturevalue("tmp_path_factory").getbasetemp() / "shortlists.sqlite"
    monkeypatch.setenv("SHUTU_SHORTLISTS", f"sqlite:///{lists}")


@pytest.fixture(autouse=True)
def _no_request_leaves_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offline first: any connection to another machine fails the test that made it."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in LOCAL:
            raise AssertionError(f"a request was about to leave the machine: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def explorer(built: Path) -> Explorer:
    return Explorer(built)


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue(SOURCES / "plan")


@pytest.fixture(scope="session")
def admin():
    return load_admin(SOURCES)


@pytest.fixture(scope="session")
def gazetteer(admin):
    return load_gazetteer(SOURCES, admin)


@pytest.fixture
def sources_copy(tmp_path: Path) -> Path:
    """The sources in a place where a test may break them."""
    return Path(shutil.copytree(SOURCES, tmp_path / "sources"))


@pytest.fixture(scope="session")
def plan_text() -> str:
    """The plan's text; the tests that need it are skipped where it is not at hand."""
    return read_plan(plan_file())
