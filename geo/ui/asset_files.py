"""Style sheets, markup and scripts of the pages: files of `geo/ui/assets`, and a few generated
ones."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from geo import i18n
from geo.mapping.symbols import drawings
from geo.mapping.theme import LOGO, THEMES, ThemeName
from geo.ui.streamlit_words import replaced_errors, replaced_words

LOOKS: tuple[ThemeName, ...] = ("light", "dark")  # of the pages; the kiosk has its own
_KINDS = (".css", ".html", ".js")
_TESTS = ".test"  # x.test.js, and what such files share


@cache
def asset(name: str) -> str:
    """The text of an asset: a file of `geo/ui/assets`, or one that is made (`asset_files`)."""
    return asset_files()[name]


@cache
def asset_files() -> dict[str, str]:
    """All texts that a browser loads once, by their path below the published folder.

    Besides the files: the style sheet and the logo of each look (`light.css`, `logo-light.svg`),
    the symbols of lists (`symbols/energy-site.svg`), and our words for those that Streamlit has in
    English only (`words-zh.json`).
    """
    folder = files("geo.ui") / "assets"
    found = _below(folder, "")
    logo = Template((folder / "logo.svg").read_text(encoding="utf-8"))
    # Paper is white, whatever the screen shows.
    paper = f"@media print {{ :root {{ {THEMES['light'].css} }} }}{found['print.css']}"
    for look in LOOKS:
        found[f"{look}.css"] = f":root{{{THEMES[look].css}}}{found['app.css']}{paper}"
        found[f"logo-{look}.svg"] = logo.substitute(THEMES[look].page | LOGO)
    found |= {f"symbols/{name}.svg": svg for name, svg in drawings().items()}
    for lang in i18n.LANGUAGES:
        words = {"words": replaced_words(lang), "errors": replaced_errors(lang)}
        found[f"words-{lang}.json"] = json.dumps(words, ensure_ascii=False)
    return found


def _below(folder: Traversable, path: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            found |= _below(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(_KINDS) and _TESTS not in entry.name:
            found[path + entry.name] = entry.read_text(encoding="utf-8")
    return found
