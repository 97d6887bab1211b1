"""Write a result to a file atomically, and only to a regular file."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from geo.errors import OutputError

KEPT = "nothing was changed"


def check_target(path: Path, *, force: bool) -> None:
    """Check before any work starts that `path` can and may be written to.

    Raises:
        OutputError: its folder does not exist or cannot be written; there is a folder, a device,
            a pipe or a link; or there is a file and `force` is not given.
    """
    if not path.parent.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {path.parent}; {KEPT}")
    exists = _refuse_irregular(path)
    if exists and not force:
        raise OutputError(f"{path} exists and was kept; --force writes over it")
    if not os.access(path.parent, os.W_OK):
        raise OutputError(f"cannot write {path}: the folder cannot be written to; {KEPT}")


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` (text as UTF-8); on any failure the target is unchanged and no temporary file
    remains.

    Raises:
        OutputError: the folder does not exist or cannot be written, or the target exists and is not
            a regular file.
    """
    _refuse_irregular(path)
    data = content.encode() if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}; {KEPT}") from error


def _refuse_irregular(path: Path) -> bool:
    """Whether there is a file at `path`. Links are not followed: their target may be anywhere, and
    writing would replace the link.

    Raises:
        OutputError: there is something other than a regular file, or it cannot be inspected.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:  # a name that is too long, or contains a NUL
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise OutputError(f"cannot write {path}: {reason}; {KEPT}") from error
    if stat.S_ISREG(mode):
        return True
    if stat.S_ISLNK(mode):
        raise OutputError(f"{path} is a link and was kept; name the file that it leads to")
    if stat.S_ISDIR(mode):
        raise OutputError(f"{path} is a folder and was kept; name a file in it")
    raise OutputError(
        f"{path} is a device, pipe or socket and was kept; name a file, "
        "or use - for standard output"
    )
