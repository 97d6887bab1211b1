"""Put a result into a file at once or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geo.errors import OutputError


def write_atomically(path: Path, content: str) -> None:
    """Write `content` as UTF-8; a failure leaves the target as it was and no other file behind.

    Raises:
        OutputError: the folder does not exist or cannot be written.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(content)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"cannot write {path}: {error.strerror}; nothing was changed") from error
