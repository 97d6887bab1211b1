"""Which files commands read: one rule for all, checked before any work starts."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from geo.errors import InputError
from geo.files import KEPT

STANDARD_INPUT = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")


def input_file(given: str) -> Path:
    """The regular file that the user names; links to one are followed.

    A file is read in a separate process, which does not share our standard input or pipes.

    Raises:
        InputError: it does not exist, is not a regular file, or may not be read. (argparse, which
            calls this as a type, does not catch that error.)
    """
    if given in STANDARD_INPUT:
        raise InputError(f"standard input is not read; save it as a file and name that; {KEPT}")
    if not given:
        raise InputError(f"the name of a file to read is empty; name one; {KEPT}")
    path = Path(given)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(
            f"cannot read {given}: there is no such file; check its name; {KEPT}"
        ) from error
    except (OSError, ValueError) as error:  # no permission, or a name that is too long or has a NUL
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"cannot read {given}: {reason}; name another file; {KEPT}") from error
    if stat.S_ISDIR(mode):
        raise InputError(f"cannot read {given}: it is a folder; name a file in it; {KEPT}")
    if not stat.S_ISREG(mode):
        raise InputError(
            f"cannot read {given}: it is a device, pipe or socket; save what it gives as a file "
            f"and name that; {KEPT}"
        )
    if not os.access(path, os.R_OK):
        raise InputError(f"cannot read {given}: you have no right to; ask its owner; {KEPT}")
    return path
