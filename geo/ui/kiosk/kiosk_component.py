"""Mount the kiosk: contents in, nothing out. Its scripts are in `assets/kiosk`."""

from __future__ import annotations

from geo import i18n, settings
from geo.json_document import Json
from geo.mapping.theme import THEMES
from geo.mapping.view import SICHUAN
from geo.ui.component import module_component
from geo.ui.static import bundle_name, root_path, url
from geo.ui.widgets.boundary import boundary_note

GROUP = "kiosk."
KEY = "kiosk"
_component = module_component(
    "shutu_kiosk",
    "kiosk/main.js",
    styles=["kiosk/kiosk.css"],
    markup="kiosk/kiosk.html",
    css=f".kiosk{{{THEMES['kiosk'].css}}}",
)


def draw_kiosk(contents: Json | None, lang: str, *, locked: bool, server: str) -> None:
    """Draw the kiosk over the whole window.

    `contents` is None while there is no data: the kiosk then shows a waiting message and retries.
    `server` identifies the server process.
    """
    _component(
        key=KEY,
        height="content",
        data={
            "contents": contents,
            "lang": lang,
            "locked": locked,
            "server": server,
            "root": root_path(),
            "bundle": url(bundle_name()),
            "home": list(SICHUAN),
            "idle": settings.idle_seconds(),
            "speed": settings.kiosk_clock(),
            "texts": {lang: _texts(lang) for lang in i18n.LANGUAGES},
        },
    )


def _texts(lang: str) -> dict[str, str]:
    """The texts of the kiosk; placeholders in braces are filled by the browser."""
    texts = {
        f"{key.removeprefix(GROUP)}{end}": template
        for key in i18n.all_texts(lang)
        if key.startswith(GROUP)
        for end, template in i18n.forms(lang, key).items()
    }
    return {**texts, "boundary": boundary_note(lang)}
