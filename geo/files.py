"""Put a result into a file at once or not at all."""

from __future__ import annotations

import secrets
from pathlib import Path

from geo.errors import OutputError


def check_target(path: Path, *, force: bool) -> None:
    """Say before the work begins that nothing can or may be written to `path`.

    Raises:
        OutputError: its folder does not exist, or there is something and `force` is not given.
    """
    if not path.parent.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {path.parent}; "
                          "nothing was changed")  # fmt: skip
    if path.exists() and not force:
        raise OutputError(f"{path} exists and was kept; --force writes over it")


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` (text as UTF-8); whatever goes wrong, the target stays as it was and no
    other file is left behind.

    Raises:
        OutputError: the folder does not exist or cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}; nothing was changed") from error
