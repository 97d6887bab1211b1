"""One process that reads one untrusted file: pre-started, used once, and always ended."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any, TypeVar

from geo import i18n, settings
from geo.errors import (
    AreaFileError,
    IngestError,
    LayerFileError,
    ListFileError,
    LocalizedError,
    ShortlistError,
    ShutuError,
)
from geo.ingest.frames import (
    FrameError,
    FrameTooLongError,
    read_bytes,
    read_json,
    write_bytes,
    write_json,
)
from geo.ingest.process_limits import ProcessLimits

# The path of the server, as it is: -I and -S keep the environment and the folder of the caller out.
START = "import sys; sys.path[:] = sys.argv[1:]; from geo.ingest.worker import main; main()"
# What a worker needs of the environment; keys and addresses of the settings are not among it.
PASSED_ON = (
    "PATH",
    "SYSTEMROOT",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "PROJ_DATA",
    "PROJ_LIB",
)
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PROJ_NETWORK": "OFF",
}
SMALL_FRAME = 10_000  # bytes
LONGEST_VALUE = 300  # characters of a value in the message of an error
TO_END_S = 5  # for a killed process to end
TIME_IS_UP = getattr(signal, "SIGXCPU", None)
OF_THE_FILE: dict[str, type[LocalizedError]] = {
    kind.__name__: kind for kind in (AreaFileError, LayerFileError, ListFileError, ShortlistError)
}
T = TypeVar("T")


@dataclass(frozen=True)
class WorkerRequest:
    """A file to read: the task, plain options, and the file's bytes unless a path is an option."""

    task: str
    options: dict[str, Any]
    data: bytes | None
    limits: ProcessLimits


class WorkerAnswer:
    """The response of a worker, read part by part, with a total limit."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        """Read from a stream, at most so many bytes."""
        self._stream, self._left = stream, most

    def values(self) -> Iterator[Any]:
        """All values to the end of the answer."""
        while (value := self.value()) != {"done": True}:
            yield value

    def value(self) -> Any:
        """The next value.

        Raises:
            FrameError: there is none, or it is too long.
            LocalizedError: the reader's error.
            IngestError: it had too little memory.
        """
        value, length = read_json(self._stream, self._left)
        self._left -= length
        if value == {"stopped": "memory"}:
            raise ingest_error("memory")
        if isinstance(value, dict) and "error" in value:
            raise _passed_on(value)
        return value

    def bytes(self) -> bytes:
        """The next bytes.

        Raises:
            FrameError: see `value`.
        """
        data = read_bytes(self._stream, self._left)
        self._left -= len(data)
        return data


@dataclass(eq=False)
class Worker:
    """A process and its private folder. Begin with `start`, and end with `close`."""

    process: subprocess.Popen[bytes]
    folder: str
    late: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def start(cls) -> Worker:
        """Start a process that imports the readers and waits.

        Raises:
            IngestError: the system lets no process start.
        """
        path = [str(settings.IMPORT_DIR), *filter(None, sys.path)]
        folder = ""
        try:
            folder = tempfile.mkdtemp(prefix="shutu-")
            own = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
            passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-X", "utf8", "-c", START, *path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=passed_on | ENVIRONMENT | own,
                cwd=folder,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            if folder:
                shutil.rmtree(folder, ignore_errors=True)
            raise ingest_error("not_started") from error
        return cls(process, folder)

    def is_alive(self) -> bool:
        """Whether it still waits for its request."""
        return self.process.poll() is None

    def run(self, request: WorkerRequest, decode: Callable[[WorkerAnswer], T]) -> T:
        """Read a file and `decode` the response; the process then ends.

        Raises:
            IngestError: it crashed, reached a limit, or sent an invalid response.
            LocalizedError: the reader's error.
        """
        watch = threading.Timer(request.limits.wall_s, self._too_late)
        watch.daemon = True
        watch.start()
        try:
            return self._exchange(request, decode)
        except ShutuError:
            raise
        except FrameTooLongError as error:
            raise ingest_error("result", limit=request.limits.result // 1_000_000) from error
        except Exception as error:  # a compromised process may send anything
            raise self._ended() from error
        finally:
            watch.cancel()
            self.close()

    def close(self) -> None:
        """Kill the process and remove its folder with all contents."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with suppress(OSError):  # what was not sent goes with it
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(TO_END_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _exchange(self, request: WorkerRequest, decode: Callable[[WorkerAnswer], T]) -> T:
        sends, answers = self.process.stdin, self.process.stdout
        assert sends is not None and answers is not None  # both are pipes, see `start`
        try:
            read_json(answers, SMALL_FRAME)
        except FrameError as error:
            raise ingest_error("not_started") from error
        write_json(
            sends,
            {
                "task": request.task,
                "options": request.options,
                "limits": request.limits.as_record(),
                "sent": request.data is not None,
            },
        )
        if request.data is not None:
            write_bytes(sends, request.data)
        return decode(WorkerAnswer(answers, request.limits.result))

    def _too_late(self) -> None:
        self.late.set()
        self.process.kill()

    def _ended(self) -> IngestError:
        """The reason why it ended without a response."""
        try:
            code = self.process.wait(TO_END_S)
        except subprocess.TimeoutExpired:  # it is alive, but its response is invalid
            return ingest_error("crashed")
        over = self.late.is_set() or (TIME_IS_UP is not None and code == -TIME_IS_UP)
        return ingest_error("time" if over else "crashed")


def ingest_error(key: str, **values: object) -> IngestError:
    """The error whose texts are `ingest.<key>`."""
    return IngestError(key, values, i18n.text("en", f"ingest.{key}", **values))


def _passed_on(value: dict[str, Any]) -> LocalizedError:
    """Recreate the error of a reader: the key must be known, the values short and plain."""
    kind, key = OF_THE_FILE[value["error"]], value["key"]
    values: dict[str, object] = {
        str(name): one[:LONGEST_VALUE] if isinstance(one, str) else one
        for name, one in value["values"].items()
        if isinstance(one, int | float | str)
    }
    try:
        message = i18n.text("en", f"{kind.group}.{key}", **values)
    except (KeyError, ValueError, IndexError) as error:
        raise FrameError("an error that is none of ours") from error
    return kind(key, values, message)
