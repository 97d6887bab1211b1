"""Where a result goes, and in which format: one rule for all commands."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TextIO

from geo.errors import OptionError, OutputError, UnknownValueError
from geo.files import KEPT, check_target, write_atomically
from geo.progress import Progress

STANDARD_OUTPUT = ("-", "/dev/stdout")
Endings = Mapping[str, Sequence[str]]  # format → endings of its files, without dot
EVERY_S = 2.0
CLEAR = "\r\x1b[K"  # to the beginning of the line, which is then emptied


@dataclass(frozen=True)
class Output:
    """A file, or standard output where there is no path."""

    path: Path | None

    def write(self, content: bytes) -> None:
        """Write the whole result.

        Raises:
            OutputError: the file cannot be written; the previous content is kept.
        """
        if self.path is not None:
            write_atomically(self.path, content)
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()

    def __str__(self) -> str:
        """The name used in messages."""
        return "standard output" if self.path is None else str(self.path)


def is_standard_output(given: str | None) -> bool:
    """Whether the value of `-o` means standard output."""
    return given is None or given in STANDARD_OUTPUT


def output_name(given: str) -> str:
    """The value of `-o`, validated.

    Raises:
        OutputError: it is empty, or ends like a folder that does not exist. (argparse, which calls
            this as a type, does not catch that error.)
    """
    if not given:
        raise OutputError(f"-o has no name; name a file, or - for standard output; {KEPT}")
    if given.endswith(("/", os.sep)) and not Path(given).is_dir():
        raise OutputError(f"cannot write {given}: there is no such folder; {KEPT}")
    return given


def find_output(given: str | None, *, force: bool, binary: bool = False) -> Output:
    """The output that `-o` selects; checked before any work starts.

    `binary` results are not written to a terminal.

    Raises:
        OutputError: it cannot or must not be written.
    """
    if given is not None and not is_standard_output(given):
        path = Path(given)
        check_target(path, force=force)
        return Output(path)
    if binary and sys.stdout.isatty():
        raise OutputError(
            "this format is not text and was not sent to the terminal; name a file with -o, or "
            "send standard output into a file or program"
        )
    return Output(None)


def pick_format(
    wanted: str | None, given: str | None, known: Endings, default: str | None = None
) -> str:
    """The format: from `--format`, else from the file's extension, else `default`.

    Raises:
        UnknownValueError: there is no such format.
        OptionError: the extension belongs to another format or to none, or no format is given.
    """
    ending = "" if is_standard_output(given) else Path(str(given)).suffix.lower().removeprefix(".")
    if wanted is not None:
        form = one_of("format", wanted, known)
        if ending and ending not in known[form]:
            raise OptionError(
                f"{given} does not fit --format {form}, whose files end in {_listed(known[form])}; "
                "change one of them; nothing was written"
            )
        return form
    for form, endings in known.items():
        if ending in endings:
            return form
    if ending or default is None:
        every = [one for endings in known.values() for one in endings]
        told = f"{given} has no ending of this command" if ending else "the format is not known"
        choice = f", or give --format {'|'.join(known)}" if len(known) > 1 else ""
        raise OptionError(f"{told}; end the file in {_listed(every)}{choice}; nothing was written")
    return default


def one_of(name: str, value: str, known: Mapping[str, object] | Sequence[str]) -> str:
    """The known value that matches the input, ignoring case and hyphens.

    Raises:
        UnknownValueError: there is none; the message lists all.
    """
    folded = value.lower().replace("-", "")
    if folded not in known:
        raise UnknownValueError(name, value, list(known))
    return folded


def _listed(endings: Sequence[str]) -> str:
    dotted = [f".{ending}" for ending in dict.fromkeys(endings)]
    return " or ".join([", ".join(dotted[:-1]), dotted[-1]]) if len(dotted) > 1 else dotted[0]


@contextmanager
def ticking(message: str, stream: TextIO, every_s: float = EVERY_S) -> Iterator[None]:
    """Print the current work and its elapsed time until it is done."""
    print(f"{message} …", file=stream, flush=True)
    begun, done = time.monotonic(), Event()

    def tick() -> None:
        while not done.wait(every_s):
            print(f"{message} … {time.monotonic() - begun:.0f} s", file=stream, flush=True)

    teller = Thread(target=tick, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


@contextmanager
def counting(what: str, total: int, stream: TextIO) -> Iterator[Callable[[int], None]]:
    """Show on a terminal, in one line, how many things are done and about how long the rest takes.

    What this yields takes the number of those that are done. The line goes when all are; after a
    failure or Ctrl+C it stays, so that one sees how far it came. Elsewhere nothing is written.
    """
    if not stream.isatty():
        yield lambda done: None
        return
    progress = Progress(total)
    print(_count_line(what, progress), end="", file=stream, flush=True)

    def tell(done: int) -> None:
        if progress.reach(done):
            print(f"{CLEAR}{_count_line(what, progress)}", end="", file=stream, flush=True)

    try:
        yield tell
    except BaseException:
        print(file=stream, flush=True)
        raise
    print(CLEAR, end="", file=stream, flush=True)


def _count_line(what: str, progress: Progress) -> str:
    """`rows: 8,500 of 20,000, about 12 s left`."""
    left = progress.seconds_left
    rest = "" if left is None else f", about {left} s left"
    return f"{what}: {progress.done:,} of {progress.total:,}{rest}"
