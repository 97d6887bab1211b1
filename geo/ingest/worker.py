"""The process that reads one untrusted file, and then ends.

It is started ahead, imports the readers, and waits on its standard input for one request. Then it
lowers its own limits, reads the file and sends the result as plain values. When the server is gone,
its standard input closes, and it exits.

Its restrictions, and their limits:
- POSIX limits on processor time, memory, files and processes, where the system has them (Linux:
  all; macOS: not the memory; Windows: none). The server enforces the wall-clock limit.
- A Python audit hook rejects sockets, other processes, libraries that are loaded late, and files
  opened for writing outside its folder. That holds for Python code only: a parser in C that was
  taken over by a crafted file could call the system without it. No such parser with a record of
  holes (GDAL, libxml2) is loaded; those that are: expat, zlib, SQLite, GEOS, PROJ.
- Its environment has no secrets (see `geo.ingest.pool`).
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from geo.errors import AreaFileError, LayerFileError, ListFileError, LocalizedError, ShortlistError
from geo.ingest.frames import FrameError, read_bytes, read_json, write_bytes, write_json
from geo.ingest.process_limits import ProcessLimits
from geo.ingest.tasks import TASKS

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

READY, DONE = {"ready": True}, {"done": True}
MOST_REQUEST = 1_000_000  # bytes, without the file
IDLE_FILES = 64
TOO_LITTLE_MEMORY = {"stopped": "memory"}
NOT_ALLOWED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.kill",
    "os.putenv",
    "ctypes.",
    "pty.",
    "webbrowser.",
    "urllib.",
    "ftplib.",
    "smtplib.",
)
CHANGES = (
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
    "shutil.",
)


def main() -> None:
    """Serve one request of standard input, and end."""
    requests, answers = sys.stdin.buffer, _own_output()
    write_json(answers, READY)
    try:
        request, _ = read_json(requests, MOST_REQUEST)
        data = read_bytes(requests, sys.maxsize) if request["sent"] else None
    except FrameError:
        _tidy()
        return  # the server is gone
    limits = ProcessLimits.from_record(request["limits"])
    lower(limits)
    sys.addaudithook(_Guard(Path(tempfile.gettempdir())))
    try:
        _serve(answers, request["task"], request["options"], data)
    except BrokenPipeError:
        pass
    finally:
        _tidy()


def _own_output() -> IO[bytes]:
    """Reserve standard output for frames: other output is discarded."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return output


def _tidy() -> None:
    """Remove what a reader left in the folder; the server removes the folder, if it still lives."""
    folder = Path(tempfile.gettempdir())
    for path in folder.glob("*/*"):
        path.unlink(missing_ok=True)
    for path in folder.iterdir():
        path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
    folder.rmdir()


def _serve(answers: IO[bytes], task: str, options: dict[str, Any], data: bytes | None) -> None:
    try:
        for value in _answer(task, options, data):
            if isinstance(value, bytes):
                write_bytes(answers, value)
            else:
                write_json(answers, value)
        write_json(answers, DONE)
    except MemoryError:
        write_json(answers, TOO_LITTLE_MEMORY)


def _answer(task: str, options: dict[str, Any], data: bytes | None) -> Iterator[Any]:
    try:
        yield from TASKS[task](options, data)
    except (AreaFileError, LayerFileError, ListFileError, ShortlistError) as error:
        yield {"error": type(error).__name__, "key": error.key, "values": _plain(error)}


def _plain(error: LocalizedError) -> dict[str, Any]:
    """The values of an error, as they can be sent."""
    return {
        name: value if isinstance(value, int | float | str) else str(value)
        for name, value in error.values.items()
    }


def lower(limits: ProcessLimits) -> None:
    """Irreversibly drop privileges that reading a file does not need."""
    if resource is None:
        return
    used = int(sum(os.times()[:2]))
    for name, most in (
        ("RLIMIT_CPU", used + 1 + limits.cpu_s),
        ("RLIMIT_AS", _address_space() + limits.memory),
        ("RLIMIT_FSIZE", limits.written),
        ("RLIMIT_NOFILE", IDLE_FILES),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
    ):
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        soft, hard = resource.getrlimit(kind)
        lower = min([most, *(one for one in (soft, hard) if one != resource.RLIM_INFINITY)])
        # With both alike, the system kills at once and does not say that it was for the time.
        spare = 2 if name == "RLIMIT_CPU" and hard == resource.RLIM_INFINITY else 0
        try:
            resource.setrlimit(kind, (lower, lower + spare))
        except (ValueError, OSError):  # macOS has some of them by name only
            continue


def _address_space() -> int:
    """Bytes of address space in use; where the system does not say, what it is on Linux."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 256 * 1024 * 1024
    return pages * os.sysconf("SC_PAGE_SIZE")


class _Guard:
    """An audit hook that rejects operations that no reader needs."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder.resolve()) + os.sep

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = flags & (os.O_WRONLY | os.O_RDWR) if isinstance(flags, int) else mode != "r"
            if writes:
                self._check(path, event)
        elif event.startswith(NOT_ALLOWED):
            raise PermissionError(f"a reader must not call {event}")
        elif event.startswith(CHANGES):
            self._check(arguments[0], event)

    def _check(self, path: Any, event: str) -> None:
        """Only inside the folder of this process, or through a file that is open already."""
        inside = isinstance(path, str | bytes | os.PathLike) and os.path.realpath(
            os.fsdecode(path)
        ).startswith(self._folder)
        if not (inside or isinstance(path, int) or path == self._folder.rstrip(os.sep)):
            raise PermissionError(f"a reader must not call {event} there")


if __name__ == "__main__":
    main()
