"""Print the newest released Python on this machine that Shutu can run on, as a path.

Looked at are the programs `python3.X` of the path and of pyenv. One counts when it runs, has
`venv`, and is as new as it is called: a shim of pyenv for a version that is not chosen does not.
With `--unlike PYTHON` nothing is printed where that is of the same version (3.X).
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)  # as requires-python in pyproject.toml
NAME = re.compile(r"python3\.(\d+)(?:\.exe)?")
ASK = (
    "import sys, venv, ensurepip; v = sys.version_info; "
    "print(*v[:2]) if v.releaselevel == 'final' else None"
)
SECONDS = 20


def main() -> None:
    """Print a path, or nothing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--unlike", metavar="PYTHON", help="a Python that is tested anyway")
    options = parser.parse_args()
    found = newest(folders(dict(os.environ)))
    if found and (options.unlike is None or version(options.unlike) != version(str(found))):
        print(found)


def folders(environment: dict[str, str]) -> list[Path]:
    """Where Pythons may be, in the order of the path; those of pyenv after them."""
    path = [Path(one) for one in environment.get("PATH", "").split(os.pathsep) if one]
    pyenv = Path(environment.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return [*path, *sorted(pyenv.glob("versions/*/bin"))]


def newest(places: list[Path]) -> Path | None:
    """The newest Python in these folders that counts; of the same version, the first one."""
    named = {}
    for folder in places:
        for path in folder.glob("python3.*"):
            match = NAME.fullmatch(path.name)
            if match and (3, int(match[1])) >= OLDEST:
                named.setdefault(int(match[1]), []).append(path)
    for minor in sorted(named, reverse=True):
        for path in named[minor]:
            if version(str(path)) == (3, minor):
                return path
    return None


def version(python: str) -> tuple[int, int] | None:
    """Major and minor number; None where it does not run, lacks `venv`, or is no release."""
    try:
        done = subprocess.run(
            [python, "-c", ASK], capture_output=True, text=True, timeout=SECONDS, check=False
        )
        major, minor = done.stdout.split()
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return int(major), int(minor)


if __name__ == "__main__":
    sys.exit(main())
