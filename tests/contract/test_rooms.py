"""Directions of the imports, and names: no two things have the same one."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from tests.contract.rooms import (
    BASE,
    DOCUMENT,
    ONLY_IN,
    PAGE_FOLDERS,
    ROOMS,
    ROOT,
    UI_LEVELS,
    renewed,
    ui_level,
)

GEO = ROOT / "geo"
MODULES = sorted(path for path in GEO.rglob("*.py") if "product" not in path.parts)
UI = [path for path in MODULES if path.is_relative_to(GEO / "ui") and path.parent != GEO / "ui"]
# Every page folder has a `page.py`, and Python its own names.
SAME_IN_EVERY_FOLDER = {"page", "__init__", "__main__"}


def named(path):
    return str(path.relative_to(ROOT))


def room(path: Path) -> str:
    return path.relative_to(GEO).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Dotted names; of `from a import b` both `a` and `a.b`, since b may be a module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_room_imports_what_its_row_allows(path):
    here = room(path)
    for name in imports(path):
        top, *rest = name.split(".")
        if top in ONLY_IN:
            assert here in ONLY_IN[top], f"{top} belongs into geo/{' or '.join(ONLY_IN[top])}"
        if top == "duckdb":
            assert here in ("store", "build")
        if top == "geo" and rest:
            allowed = {here} | BASE | (ROOMS[here].uses if here not in BASE else set())
            assert rest[0] in allowed, f"geo.{here} must not use {name}"


def test_every_room_has_a_row():
    assert {room(path) for path in MODULES} == set(ROOMS)


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) == "ui"], ids=named)
def test_the_user_interface_imports_downwards(path):
    if path.name == "__init__.py" and path.parent == GEO / "ui":
        return
    here = ui_level(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[:2] != ["geo", "ui"] or len(parts) < 3:
            continue
        other = next(i for i, level in enumerate(UI_LEVELS) if parts[2] in level.names)
        assert other <= here, f"{named(path)} is below {name}"


@pytest.mark.parametrize("folder", PAGE_FOLDERS)
def test_no_page_folder_imports_another(folder):
    for path in (GEO / "ui" / folder).glob("*.py"):
        others = {name.split(".")[2] for name in imports(path) if name.startswith("geo.ui.")}
        assert not (others & set(PAGE_FOLDERS)) - {folder}, named(path)


def test_every_page_has_a_folder_with_a_page():
    pages = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert pages == set(PAGE_FOLDERS)
    for folder in PAGE_FOLDERS:
        tree = ast.parse((GEO / "ui" / folder / "page.py").read_text(encoding="utf-8"))
        assert "draw" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_no_file_stem_stands_twice_in_a_room():
    found = defaultdict(list)
    for path in MODULES:
        if path.stem not in SAME_IN_EVERY_FOLDER:
            found[room(path), path.stem].append(named(path))
    assert not [paths for paths in found.values() if len(paths) > 1]


def public_types(path: Path) -> set[str]:
    """Classes and type aliases: what begins with a capital and is not a constant."""
    names = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {one.id for one in node.targets if isinstance(one, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return {name for name in names if name[0].isupper() and not name.isupper() and len(name) > 1}


def test_no_public_type_has_the_name_of_another():
    found = defaultdict(list)
    for path in MODULES:
        for name in public_types(path):
            found[name].append(named(path))
    assert len(found) > 200
    assert not {name: paths for name, paths in found.items() if len(paths) > 1}


def test_the_document_has_the_rules():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert renewed(text) == text, "run python -m tests.contract.rooms"
    for name in ("rooms", "levels"):
        assert f"<!-- {name} -->" in text
