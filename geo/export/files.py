"""Put a result into a file at once or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geo.errors import OutputError


def refuse_to_overwrite(path: Path) -> None:
    """Say early that there is something at `path`.

    Raises:
        OutputError: there is.
    """
    if path.exists():
        raise OutputError(f"{path} exists and was kept; --force writes over it")


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` (text as UTF-8); whatever goes wrong, the target stays as it was and no
    other file is left behind.

    Raises:
        OutputError: the folder does not exist or cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}; nothing was changed") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
