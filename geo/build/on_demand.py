"""The build that commands read; installed, the first command that needs it makes it."""

from __future__ import annotations

import secrets
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

from geo import settings
from geo.errors import OutputError
from geo.files import KEPT

MOST_KEPT = 3  # builds of other versions or sources that stay beside the newest


def ready_build() -> Path:
    """The folder of the build that commands and pages read.

    In a checkout it is `settings.built_dir()` as it is. Installed, a build that is not there is
    made first, with one line on standard error; several processes may do so at once.

    Raises:
        SourceError: a source is missing or broken.
        OutputError: the user's folder cannot be written.
    """
    folder = settings.built_dir()
    if settings.builds_on_demand() and not is_there(folder):
        begun = time.monotonic()
        print("Preparing the data, once (about 20 s) …", end="", file=sys.stderr, flush=True)
        try:
            build_once(settings.sources_dir(), folder)
        except BaseException:
            print(file=sys.stderr)  # what went wrong is a line of its own
            raise
        print(f" done in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
        _remove_old(folder)
    return folder


def build_once(sources: Path, target: Path, **options: int) -> None:
    """Build into `target`, unless another process has just done so: then its build stays, and
    nobody who reads it loses it.

    `options` are those of `geo.build.artefacts.build`.

    Raises:
        SourceError: a source is missing or broken.
        OutputError: the folder of the target cannot be written.
    """
    from geo.build.artefacts import STAGING, build  # the libraries of the data, for once

    made = target.with_name(f"{STAGING}{secrets.token_hex(4)}")
    try:
        build(sources, made, **options)
        _put_in_place(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def is_there(folder: Path) -> bool:
    """Whether a folder is a whole build: it gets its name only when it is one."""
    return (folder / "manifest.json").is_file()


def _put_in_place(made: Path, target: Path) -> None:
    try:
        made.rename(target)
    except OSError as error:
        if not is_there(target):
            raise OutputError(
                f"the build could not be put in place: {error.strerror}; {KEPT}"
            ) from error


def _remove_old(newest: Path) -> None:
    """Keep the youngest of the other builds; what a process is making has a name with a dot."""
    others = [path for path in newest.parent.glob("[!.]*") if path != newest]
    with suppress(OSError):  # another process does the same
        for path in sorted(others, key=lambda path: path.stat().st_mtime)[:-MOST_KEPT]:
            shutil.rmtree(path)
