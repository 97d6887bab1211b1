"""Typst in a separate process, with given fonts and without network access.

Typst takes 100 to 250 MB and keeps what it has drawn for the next time; a long-running server would
never free that, and on top of the libraries of the data it is the most that an export takes.

User and source texts are passed as data, never as Typst markup.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

from geo import settings
from geo.errors import TypesettingError

PNG_DPI = 200
MOST_SECONDS = 300  # 5,000 places with notes take 10
LONGEST_REASON = 200  # characters of an error of Typst
# The caller's sys.path, passed explicitly: -I and -S exclude its environment and folder.
START = "import sys; sys.path[:] = sys.argv[1:]; from geo.export.typesetting import main; main()"


def typeset(
    template: str,
    kind: Literal["pdf", "png"],
    inputs: dict[str, str],
    font_folders: Sequence[Path] = (),
    *,
    dpi: int = PNG_DPI,
) -> bytes:
    """`geo/export/assets/<template>.typ` with `inputs` as `sys.inputs`; a PNG is its one page, of
    `dpi` pixels an inch.

    Raises:
        TypesettingError: there is no memory, process or time for it.
    """
    request = json.dumps([template, kind, inputs, list(map(str, font_folders)), dpi])
    path = [str(settings.IMPORT_DIR), *filter(None, sys.path)]
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", START, *path],
            input=request.encode(),
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TypesettingError(_message(type(error).__name__)) from error
    if done.returncode or not done.stdout:
        message = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise TypesettingError(_message(message or f"exit code {done.returncode}"))
    return done.stdout


def main() -> None:
    """Serve the one request of standard input; the file goes to standard output."""
    import typst  # the caller handles a missing output

    template, kind, inputs, font_folders, dpi = json.load(sys.stdin.buffer)
    made = typst.compile(
        (files("geo.export") / "assets" / f"{template}.typ").read_bytes(),
        format=kind,
        ppi=dpi,
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=font_folders,
        ),
        sys_inputs=inputs,
    )
    sys.stdout.buffer.write(made)


def _message(reason: str) -> str:
    plain = "".join(char if char.isprintable() else " " for char in reason)[:LONGEST_REASON]
    return (
        f"the pages could not be drawn ({plain}); nothing was written: try again, choose fewer "
        "places, or a format without pages"
    )
