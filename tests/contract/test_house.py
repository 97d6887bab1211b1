"""Rules of the project: caches, sessions, texts, and what no tracked file may contain."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from geo import i18n, settings
from tests.contract.test_rooms import imports, room
from tests.programs import needs

ROOT = settings.ROOT
# A cache that outlives a run is everybody's. Each of these is keyed by the build, a setting, a code
# of ours or nothing; what a visitor brings goes through `Session.remembered` instead.
SHARED_CACHES = {
    "_assets_name",
    "_build_key",
    "_colors",
    "_configured_map",
    "_contents",
    "_ends",
    "_find_font",
    "_ground",
    "_limiter",
    "_load_places",
    "_plural_rule",
    "_page_pool",
    "_presence",
    "_publish",
    "_server",
    "_shape",
    "_shapes",
    "_spec",
    "_sql",
    "_store",
    "_style",
    "_theme_layers",
    "approved_map",
    "asset",
    "asset_files",
    "bundle_name",
    "all_texts",
    "data_uri",
    "load_base",
    "open_catalog",
    "program",
    "publish_assets",
    "publish_font",
    "resolver",
    "ring_svg",
    "station_svg",
    "symbol_svg",
    "_known",
    "configured_background",  # a setting
    "_reading_folder",
    "_read",  # fonts of the system, by their files
    # Of codes of the build and filters of them; never of a filter that is somebody's own.
    "_coverage",
    "_facets",
    "_hits",
    "_place",
    "_portrait",
    "_region_counts",
    "_scenarios",
    "_kind",  # number formats of a workbook, in the process that reads it and ends with it
}
CACHING = {"cache", "lru_cache", "cache_data", "cache_resource", "shared_answer"}


def modules():
    return sorted((ROOT / "geo").rglob("*.py"))


def decorators(node: ast.FunctionDef) -> set[str]:
    names = set()
    for one in node.decorator_list:
        called = one.func if isinstance(one, ast.Call) else one
        names.add(called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""))
    return names


def test_no_cache_that_visitors_share_was_added_unnoticed():
    found = {
        node.name
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and decorators(node) & CACHING
    }
    assert found == SHARED_CACHES


def test_only_one_module_touches_what_streamlit_keeps_of_a_session():
    """Everything else of a visitor stands in the typed `Session`."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in [*modules(), *(ROOT / "pages").glob("*.py"), ROOT / "main.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr == "session_state")
        or (isinstance(node, ast.alias) and node.name == "session_state")
    }
    assert found == {"geo/ui/state/session.py"}


def test_the_parts_of_a_session_know_no_streamlit():
    """Then what a click does is tested without it, and no part can keep anything beside itself."""
    parts = [path for path in (ROOT / "geo/ui/state").glob("*.py") if path.stem != "session"]
    assert len(parts) > 5
    for path in parts:
        assert not {one for one in imports(path) if one.split(".")[0] == "streamlit"}, path.name


def test_foreign_files_come_in_by_one_door():
    """Pages and commands let a process read what people bring; they call no reader themselves."""
    readers = {
        *(f"geo.ingest.{name}" for name in ("read_list", "read_path", "read_pasted", "files")),
        *(f"geo.ingest.areas.{name}" for name in ("read_area", "READERS")),
        *(f"geo.shortlist.file.{name}" for name in ("from_json", "read_shortlist")),
        "geo.ingest.workbook",
        "geo.ingest.tasks",
    }
    for path in modules():
        if room(path) in ("ui", "export", "rank", "cli", "__init__"):
            assert not imports(path) & readers, path


def test_what_visitors_share_is_copied_before_they_get_it():
    """Only the object itself calls a `shared_answer`; its public methods hand out copies."""
    shared = [
        node.name
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and "shared_answer" in decorators(node)
    ]
    assert shared
    assert all(name.startswith("_") for name in shared), shared


def test_caches_are_made_by_a_decorator_so_that_the_test_before_sees_them():
    """But for the one that `shared_answer` makes, which is a decorator itself."""
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        decorating = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
            for one in node.decorator_list
            for part in ast.walk(one)
        }
        made = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and id(node) not in decorating
        }
        assert not made & CACHING or path.name == "shared_answers.py", path


def test_pages_are_thin():
    for path in (ROOT / "pages").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 40
        assert "require_frame" in path.read_text(encoding="utf-8")


def test_what_starts_the_server_is_thin():
    """app.py is the web server, main.py the script of the pages; the rest stands in geo."""
    for name, most in (("app.py", 25), ("main.py", 10)):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert len(text.splitlines()) < most
        assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]


def test_what_the_server_imports_registers_no_component():
    """Imported before Streamlit's runtime exists, a component would be registered nowhere."""
    code = (
        "import sys, app; "
        "print([name for name in sys.modules if name.startswith(('geo.ui.', 'pages'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = ast.literal_eval(done.stdout.strip().splitlines()[-1])
    assert loaded
    for name in loaded:
        path = ROOT / name.replace(".", "/")
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        assert "components.v2.component(" not in path.read_text(encoding="utf-8"), name


def placeholders(template: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", template))


def test_both_languages_have_the_same_keys_and_placeholders():
    zh, en = i18n.all_texts("zh"), i18n.all_texts("en")
    assert set(zh) == set(en)
    for key in zh:
        wanted = placeholders(i18n.forms("zh", key)[""])
        for end, template in i18n.forms("en", key).items():
            assert placeholders(template) == wanted, key + end


def test_every_text_that_the_code_asks_for_exists():
    known = i18n.all_texts("zh")
    asked = set()
    for path in modules():
        code = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'i18n\.text\(\s*[\w.]+,\s*"([\w.]+)"', code))
        asked |= set(re.findall(r'(?:page\.text|notices\.(?:say|fail))\(\s*"([\w.]+)"', code))
    assert asked
    assert asked <= set(known)


def test_no_chinese_or_english_sentence_is_hard_coded_in_the_pages():
    for path in [*(ROOT / "geo" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"[\u4e00-\u9fff]", node.value), (path.name, node.value)


def tracked() -> list[Path]:
    done = subprocess.run(
        [needs("git"), "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_index_address_and_no_path_of_a_machine():
    index = re.compile(r"--(extra-)?index-url|--find-links|//[^ \"]+/simple/")
    machine = re.compile(r"(?<![\w.])/(work|root|home|Users)/\w")
    for path in tracked():
        if path.name == Path(__file__).name:
            continue
        text = text_of(path)
        assert not index.search(text), path
        assert not machine.search(text), path


def test_the_plans_sentences_are_not_copied(plan_text):
    # Headings are names and are kept; what counts is running text of more than a heading's length.
    kept = {line for line in plan_text.split("\n") if len(line) < 40}
    pieces = {
        piece
        for line in plan_text.split("\n")
        if line not in kept
        for piece in re.split(r"[。;]", line)
        if len(piece) >= 60
    }
    assert pieces
    for path in tracked():
        text = text_of(path)
        assert not [piece for piece in pieces if piece in text], path
