"""Nothing inside Streamlit is replaced: an attribute of it is read or called, never assigned."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from geo import settings

SETTERS = {"setattr", "delattr", "__setattr__"}


def assigned(tree: ast.AST) -> list[str]:
    """Every attribute of something imported from Streamlit that the code of a module assigns."""
    theirs = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if getattr(node, "module", None) or alias.name.startswith("streamlit")
        if (getattr(node, "module", None) or "streamlit").split(".")[0] == "streamlit"
    }
    return [
        ast.unparse(target)
        for node in ast.walk(tree)
        for target in targets(node)
        if root(target) in theirs and not ast.unparse(target).startswith("st.session_state")
    ]


def targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return [one for one in node.targets if isinstance(one, ast.Attribute)]
    if isinstance(node, ast.AugAssign | ast.AnnAssign) and isinstance(node.target, ast.Attribute):
        return [node.target]
    if isinstance(node, ast.Delete):
        return [one for one in node.targets if isinstance(one, ast.Attribute)]
    if isinstance(node, ast.Call) and node.args:
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        return [node.args[0]] if name in SETTERS else []
    return []


def root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return getattr(node, "id", "")


@pytest.mark.parametrize(
    "code",
    [
        "from streamlit.runtime.app_session import AppSession\nAppSession._start = None",
        "from streamlit.runtime import state as s\nsetattr(s.SafeSessionState, 'x', 1)",
        "import streamlit as st\nst.runtime.get_instance().x = 1",
    ],
)
def test_an_assignment_is_found(code):
    assert assigned(ast.parse(code))


def test_no_attribute_of_streamlit_is_assigned():
    found = {
        str(path.relative_to(settings.ROOT))
        for path in [settings.ROOT / "app.py", settings.ROOT / "main.py", *modules()]
        if assigned(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set()


def modules() -> list[Path]:
    return [*(settings.ROOT / "geo").rglob("*.py"), *(settings.ROOT / "pages").rglob("*.py")]
