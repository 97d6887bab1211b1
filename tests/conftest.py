"""Fixtures that all tests share: one build of the real sources, and the plan's text."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from geo import settings
from tests.programs import needs, plan_file
from tests.support import examples, keyword_files
from tests.support.scopes import for_the_session
from tests.support.shared_build import SharedBuild

# What costs time to import stands in the fixture that needs it: one small test must answer at once.
if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from geo.catalog import Catalog

LOCAL = ("127.0.0.1", "::1", "localhost")
WORKERS = 2
REAL = {"built", "curated", "admin", "gazetteer", "sources_copy", "plan_text"}
SOURCES = settings.ROOT / "data" / "sources"
PROVINCE = Path(__file__).parent / "province" / "sources"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """One profile and one seed of Hypothesis for all processes of a run."""
    examples.configure(config)
    keyword_files.configure(config)


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [examples.line(config), *filter(None, [keyword_files.line(config)])]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`-k` without a path imports only the files that it can mean; None leaves it to pytest."""
    return keyword_files.passed_over(config, collection_path) or None


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """The seed once more where it is wanted: `-q` has no header, and long runs scroll it away."""
    if exitstatus:
        terminalreporter.write_line(examples.line(config))


class BrowserAndFiles(LoadScopeScheduling):
    """A file's tests share a worker and its fixtures. One worker begins with the first half of
    `tests/browser`, so that it has a browser and the other has none; who is done first begins with
    the second half, file by file.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "browser" if file.startswith("tests/browser/") and not is_later(file) else file


def is_later(file: str) -> bool:
    """Whether a file belongs to the second half of the browser tests, by its name."""
    return file.startswith("tests/browser/") and file > "tests/browser/test_l"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """No workers for a few tests: to start them takes longer than the tests.

    A file, a test, `-k` and `-m` mean few; `-n 2` on the command line decides otherwise.
    """
    named = any("::" in text or text.endswith(".py") for text in config.args)
    few = named or config.option.keyword or config.option.markexpr
    return 0 if few else WORKERS


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BrowserAndFiles:
    """Who runs what (`--dist` is not asked: its `loadgroup` does nothing under pytest 9.2)."""
    return BrowserAndFiles(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need the real data, and put the later browser tests to the end."""
    items.sort(key=lambda item: is_later(item.nodeid))
    for item in items:
        if not REAL.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.real)


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
def built_later(pytestconfig: pytest.Config) -> SharedBuild:
    """Where a build of the real sources lies, or will when somebody asks for it."""
    return SharedBuild(Path(pytestconfig.cache.mkdir("built")), SOURCES)


@pytest.fixture(scope="session")
def built(built_later: SharedBuild) -> Path:
    """A build of the real sources as they are now; read only. It is kept for later runs."""
    return built_later.made()


@pytest.fixture(autouse=True)
def _real_data_on_demand(
    built_later: SharedBuild,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The real data are built when the code asks where they are: most tests never do.

    A test that starts another process has to ask for the fixture `built` itself.
    """
    ask = settings.built_dir

    def asked() -> Path:
        folder = ask()
        return built_later.made() if folder == built_later.folder else folder

    monkeypatch.setenv("SHUTU_BUILT", str(built_later.folder))
    monkeypatch.setattr(settings, "built_dir", asked)
    monkeypatch.delenv("SHUTU_PLAN", raising=False)
    lists = tmp_path_factory.getbasetemp() / "shortlists.sqlite"
    monkeypatch.setenv("SHUTU_SHORTLISTS", f"sqlite:///{lists}")


@pytest.fixture(scope=for_the_session)
def tiny(pytestconfig: pytest.Config) -> Catalog:
    """The tiny province (`tests/province` has its drawing): everything can be counted by hand."""
    from geo.catalog import Catalog

    folder = Path(pytestconfig.cache.mkdir("province"))
    return Catalog(SharedBuild(folder, PROVINCE, min_stations=0).made())


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
    from playwright.sync_api import sync_playwright

    from tests.support.chromium import launch

    path = needs("chromium")
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def catalog(built: Path) -> Catalog:
    from geo.catalog import Catalog

    return Catalog(built)


@pytest.fixture(scope="session")
def curated():
    from geo.plan.curated_plan import load_curated_plan

    return load_curated_plan(SOURCES / "plan")


@pytest.fixture(scope="session")
def admin():
    from geo.gazetteer.admin import load_admin

    return load_admin(SOURCES)


@pytest.fixture(scope="session")
def gazetteer(admin):
    from geo.gazetteer.load_places import load_gazetteer

    return load_gazetteer(SOURCES, admin)


@pytest.fixture
def sources_copy(tmp_path: Path) -> Path:
    """The sources in a place where a test may break them."""
    return Path(shutil.copytree(SOURCES, tmp_path / "sources"))


@pytest.fixture(scope="session")
def plan_text() -> str:
    """The plan's text; the tests that need it are skipped where it is not at hand."""
    from geo.plan.parse import read_plan

    return read_plan(plan_file())
