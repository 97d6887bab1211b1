"""One build for many test runs, as long as nothing that it is made of has changed."""

from __future__ import annotations

import hashlib
import platform
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from geo import settings

MAKING = "making-"
KEPT = 4  # builds of former states: a few branches or a bisection

# The rooms that `geo.build` imports (tests/build/test_shared_build.py holds this against a real
# import), and what decides on the versions of the libraries that write the files.
ROOMS = ("build", "gazetteer", "geocode", "i18n", "plan", "query", "schema")
LOCK = "requirements.lock"


class SharedBuild:
    """A build in a folder whose name is a hash of everything that it is made of."""

    def __init__(self, builds: Path, sources: Path, **options: int) -> None:
        """`builds` holds the builds of several states; `options` are those of `geo.build`."""
        self._builds, self._sources, self._options = builds, sources, options
        self.folder = builds / _key(sources, options)

    def made(self) -> Path:
        """The folder; the build is made where there is none.

        Two processes may do this at the same time: each builds beside the target and renames, and
        who comes second takes what is there.
        """
        if self._is_there():
            self.folder.touch()  # the youngest are kept
            return self.folder
        from geo.build.artefacts import build

        with tempfile.TemporaryDirectory(prefix=MAKING, dir=self._builds) as staging:
            making = Path(staging) / "built"
            build(self._sources, making, **self._options)
            try:
                making.rename(self.folder)
            except OSError:
                if not self._is_there():
                    raise
        self._remove_old()
        return self.folder

    def _is_there(self) -> bool:
        return (self.folder / "manifest.json").is_file()

    def _remove_old(self) -> None:
        """Keep the youngest builds; what another process is making has no final name yet."""
        builds = [path for path in self._builds.iterdir() if not path.name.startswith(MAKING)]
        for path in sorted(builds, key=lambda path: path.stat().st_mtime)[:-KEPT]:
            shutil.rmtree(path, ignore_errors=True)


def _key(sources: Path, options: dict[str, int]) -> str:
    """A hash of sources, options, the code of the build, the pinned libraries and the machine."""
    digest = hashlib.sha256(
        f"{platform.python_version()} {platform.machine()} {sorted(options.items())}".encode()
    )
    for path in sorted([*_files(sources), *_code(), settings.ROOT / LOCK]):
        digest.update(f"{path}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _code() -> Iterable[Path]:
    geo = settings.ROOT / "geo"
    yield from geo.glob("*.py")
    for room in ROOMS:
        yield from _files(geo / room)


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
