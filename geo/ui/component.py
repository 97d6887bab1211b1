"""Components whose scripts, style sheets and markup the browser loads once.

Streamlit sends the script, the style and the markup of a component with every run of a page. Ours
is one line that imports `assets/host.js` from its published address (`static.publish_assets`);
everything else is in files that the browser caches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from string import Template
from typing import Any

import streamlit as st

from geo.ui.static import assets_published, assets_url

# Streamlit turns it into a blob: module, which has no relative addresses. It is sent with every
# run, once per component.
_SCRIPT = Template(
    "const host = import(location.origin + $host);\n"
    "export default async (it) => (await host).draw(it, $files);\n"
)


def module_component(
    name: str,
    module: str,
    *,
    styles: Sequence[str] = (),
    markup: str | None = None,
    ahead: str | None = None,
    css: str = "",
) -> Callable[..., Any]:
    """A component (v2) drawn by an ES module; all paths are below `geo/ui/assets`.

    The default export of `module` is called with the element of the component and returns
    `{ update(component), end() }` (see `assets/host.js`). `styles` and `markup` (HTML) are there
    before. `ahead` is a small module whose default export gets the data while the other modules are
    still loading. `css` is sent with every run: for styles that depend on Python values.

    Call the result as Streamlit's own renderer. If the files could not be published (the page
    reports it), it draws nothing.
    """
    given: list[object] = [module, list(styles), markup, ahead]
    while len(given) > 1 and not given[-1]:
        given.pop()  # sent with every run
    files = ", ".join(json.dumps(part) for part in given)
    component = st.components.v2.component(
        name,
        css=css or None,
        js=_SCRIPT.substitute(host=json.dumps(assets_url("host.js")), files=files),
    )

    def draw(**arguments: Any) -> Any:
        return component(**arguments) if assets_published() else None

    return draw
