"""What `pip install` gives: one command that works in any folder and writes into the user's own."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import sys
import urllib.error
import urllib.request
import zipfile
from importlib.metadata import packages_distributions

import pytest
from playwright.sync_api import expect

import geo
from geo import settings
from geo.cli.parser import program_version
from tests.browser import conftest as browsing
from tests.browser.test_explore import FRAME, open_map, summary

pytestmark = pytest.mark.wheel
context, page = browsing.context, browsing.page
PREPARING = re.compile(r"Preparing the data, once \(about \d+ s\) … done in \d+ s\n")


def copied() -> dict[str, bytes]:
    """What stands beside geo in a checkout and must be in the wheel, by its path."""
    folders = ("data/sources", "data/font", "pages")
    paths = [settings.ROOT / name for name in ("app.py", "main.py", "data/LICENCES.md")]
    paths.append(settings.ROOT / ".streamlit" / "config.toml")
    for folder in folders:
        paths += [path for path in (settings.ROOT / folder).rglob("*") if path.is_file()]
    return {
        path.relative_to(settings.ROOT).as_posix(): path.read_bytes()
        for path in paths
        if path.suffix != ".pyc"
    }


def test_the_wheel_holds_all_that_runs_and_nothing_that_was_built_or_tests(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    product = {
        name.removeprefix("geo/product/"): content
        for name, content in held.items()
        if name.startswith("geo/product/")
    }
    assert product == copied()
    kinds = (".py", ".toml", ".sql", ".typ", ".js", ".css", ".html", ".svg")
    code = {
        path.relative_to(settings.ROOT).as_posix()
        for path in settings.PACKAGE.rglob("*")
        if path.suffix in kinds and ".test" not in path.name
    }
    assert code <= set(held)
    assert "geo/py.typed" in held
    strange = [name for name in held if re.search(r"\.test|\.pyc$|\.d\.ts$|(^|/)tests?/", name)]
    assert strange == []
    assert {name.split("/")[0].partition("-")[0] for name in held} == {"geo", "shutu"}


def ids(text: str) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]


def test_the_first_commands_make_the_data_also_when_two_begin_at_once(installed, empty, catalog):
    program = installed.program("shutu")
    sites = installed.start([program, "sites", "--sector", "能源", "--format", "csv"], empty)
    export = installed.start(
        [program, "export", "--sector", "能源", "--format", "geojson", "-o", "-"], empty
    )
    (listed, first), (exported, second) = (
        [text.decode() for text in process.communicate(timeout=240)] for process in (sites, export)
    )
    assert (sites.returncode, export.returncode) == (0, 0), (first, second)
    expected = list(geo.sites(sector="能源")["id"])
    assert ids(listed) == expected
    assert {feature["id"] for feature in json.loads(exported)["features"]} == set(expected)
    assert PREPARING.match(first) or PREPARING.match(second)
    assert len(PREPARING.findall(first)) <= 1
    assert PREPARING.sub("", first) == ""

    (build,) = [path for path in installed.home.rglob("built/*") if path.is_dir()]
    assert build.name.startswith(f"{program_version()}-")
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["build_id"] == catalog.database.build_id  # the same bytes as of a checkout


def test_the_next_command_only_answers(installed, empty, catalog):
    build = catalog.database.build_id
    for module in (False, True):
        done = installed.run("--version", here=empty, module=module)
        assert done.stdout == f"shutu {program_version()}, build {build}\n"
        done = installed.run(
            "sites", "--region", "阿坝", "--format", "csv", here=empty, module=module
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert ids(done.stdout) == list(geo.sites(region="阿坝")["id"])


def test_other_commands_run_whatever_lies_in_the_folder(installed, full_of_traps, tmp_path):
    done = installed.run("check", here=full_of_traps)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("all checks passed\n")
    target = tmp_path / "brief.pdf"  # a process of its own draws it, with the font of the package
    done = installed.run("export", "--sector", "水利", "-o", str(target), here=full_of_traps)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(b"%PDF-")
    (tmp_path / "list.csv").write_text("name\n都江堰\n", encoding="utf-8")
    done = installed.run("locate", str(tmp_path / "list.csv"), here=full_of_traps)
    assert (done.returncode, "510181" in done.stdout) == (0, True), done.stderr
    done = installed.run("sites", "--sector", "能原", here=full_of_traps)
    assert (done.returncode, done.stderr.count("\n"), "能源" in done.stderr) == (2, 1, True)


@pytest.fixture(scope="module")
def prepared(installed, empty):
    """The program with its data, also where only some of these tests are run."""
    if not list(installed.home.rglob("built/*/manifest.json")):
        installed.run("sites", here=empty)
    return installed


@pytest.fixture(scope="module")
def server(prepared, full_of_traps):
    with prepared.serving("serve", here=full_of_traps) as address:
        yield address


def answer(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_the_server_answers_from_whatever_folder_it_was_started(server, installed):
    places = json.loads(answer(f"{server}/api/places.json?sector=energy&limit=1")[1])
    assert places["matched"] == len(geo.sites(sector="energy"))
    (static,) = installed.home.rglob("static")
    published = {path.relative_to(static).as_posix() for path in static.rglob("*.*")}
    assert {path.rpartition("/")[2] for path in published} >= {
        "geometry.json",
        "base-far-rivers.json",
    }
    for path in sorted(published)[::20]:
        assert answer(f"{server}/app/static/{path}") == (200, (static / path).read_bytes())


@pytest.mark.browser
def test_the_map_shows(server, page):
    open_map(page, server)
    expect(summary(page)).to_contain_text("列明 62 处")
    assert int(page.locator(FRAME).get_attribute("data-labels")) >= 10
    page.goto(f"{server}/coverage?lang=en")
    expect(page.get_by_role("heading", name="Prefectures and counties")).to_be_visible()


def test_a_kiosk_runs_from_any_folder_too(prepared, full_of_traps):
    with prepared.serving("kiosk", "--no-browser", here=full_of_traps) as address:
        assert answer(f"{address}/kiosk")[0] == 200
        assert answer(f"{address}/api/facets.json")[0] == 404


def test_everything_that_the_program_imports_is_required(wheel):
    """Where the tests run, more is installed than `pip install` brings."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith(".dist-info/METADATA")]
        metadata = archive.read(name).decode()
    lines = re.findall(r"^Requires-Dist: ([\w.-]+)(?:\[\w+\])?([^\n]*)", metadata, re.M)
    required = {canonical(name) for name, rest in lines if "extra ==" not in rest}
    distributions = packages_distributions()
    imported = {
        name.partition(".")[0]
        for path in [*settings.PACKAGE.rglob("*.py"), settings.ROOT / "app.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in names(node)
    }
    foreign = imported - set(sys.stdlib_module_names) - {"geo"}
    assert {"streamlit", "platformdirs"} <= foreign
    for module in foreign:
        assert {canonical(one) for one in distributions[module]} & required, module


def names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
