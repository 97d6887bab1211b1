"""The app on a real server, with a second door for the test: what does its memory hold?

`python heap_server.py ADDRESS-OF-A-SOCKET STREAMLIT-ARGUMENTS…`. The test sends a prefix and a
number; the answer names every text in memory that begins with it, and what holds it. The answer to
None is when sessions were cleaned up last.
"""

from __future__ import annotations

import gc
import re
import struct
import sys
import threading
from collections.abc import Iterator
from functools import cache
from multiprocessing.connection import Listener
from types import FrameType, ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from google.protobuf.message import Message
from streamlit.web.cli import main

from geo.ui import session_end

TELL = 60  # characters of what holds a text
STEPS = 8
RAW = (
    str,
    float,
    bytes,
    bytearray,
    memoryview,
    Message,
    np.ndarray,
    pa.Table,
    pa.RecordBatch,
    pa.Buffer,
    pd.api.extensions.ExtensionArray,
)
ATOMS = {str, float, int, bool, complex, type(None)}


def search(prefix: str, number: float) -> dict[str, list[str]]:
    """Every word that begins with `prefix` in the objects of this process → who holds it.

    `number` is looked for as well, as a float and in binary geometry, under the name `number`.
    """
    gc.unfreeze()
    word = re.compile(rf"{prefix}[a-z]+", re.IGNORECASE)
    packed = struct.pack("<d", number)
    mine = threading.get_ident()
    roots: list[Any] = [sys.modules]
    for thread, frame in sys._current_frames().items():
        if thread != mine:
            roots += list(_frames(frame))
    roots += gc.get_objects()
    found: dict[str, list[str]] = {}
    # Of this walk only: a lasting one would itself hold classes that were made for a session.
    may_hold_bytes = cache(_may_hold_bytes)
    parents: dict[int, Any] = {}  # of all that was seen, texts and numbers excepted: most are these
    for one in (roots, parents, found, word, prefix, sys._getframe()):
        parents[id(one)] = None
    stack: list[Any] = []
    while stack or roots:
        if not stack:  # all below one root before the next, so that most have a parent to name
            stack = _unseen([roots.pop()], None, parents)
            continue
        one = stack.pop()
        if isinstance(one, FrameType) and one.f_globals is globals():
            continue
        if may_hold_bytes(type(one)):
            for name in _words_in(one, word, packed, number):
                found.setdefault(name, []).append(_chain(one, parents))
        below = _below(one)
        for name in _words_among(below, prefix, word, number):
            found.setdefault(name, []).append(f"text or number < {_chain(one, parents)}")
        stack += _unseen(below, one, parents)
    return found


def _unseen(below: list[Any], parent: Any, parents: dict[int, Any]) -> list[Any]:
    """What is neither text nor number and was not met before; from now on it was."""
    new = []
    for one in below:
        if type(one) not in ATOMS and id(one) not in parents:
            parents[id(one)] = parent
            new.append(one)
    return new


def _words_among(below: list[Any], prefix: str, word: re.Pattern[str], number: float) -> set[str]:
    """The words in the texts of a list, and `number` when it is in it.

    All texts at once: a look into each of some millions takes most of the time of a walk.
    """
    together = "\n".join([one for one in below if type(one) is str])
    words = set(map(str.lower, word.findall(together))) if prefix in together.lower() else set()
    if number in [one for one in below if type(one) is float]:
        words.add("number")
    return words


def _frames(frame: FrameType | None) -> Iterator[Any]:
    while frame is not None:
        yield frame.f_locals
        frame = frame.f_back


def _below(one: Any) -> list[Any]:
    if isinstance(one, ModuleType):
        return [vars(one)]
    if isinstance(one, bytes | bytearray | memoryview | str):
        return []
    if isinstance(one, np.ndarray) and one.dtype == object:
        return list(one.flat)
    below = gc.get_referents(one)
    if isinstance(one, dict):  # of a dict with keys of text only the collector visits the values
        below += list(dict.keys(one))
    return below


def _may_hold_bytes(kind: type) -> bool:
    """Whether `_words_in` can find anything in an object; most are tuples, lists and dicts."""
    return issubclass(kind, RAW)


def _words_in(one: Any, word: re.Pattern[str], packed: bytes, number: float) -> set[str]:
    if isinstance(one, float):
        return {"number"} if one == number else set()
    if isinstance(one, str):
        return {text.lower() for text in word.findall(one)}
    data = _bytes_of(one)
    if not data:
        return set()
    words = {text.lower() for text in word.findall(data.decode("latin-1"))}
    return words | ({"number"} if packed in data else set())


def _bytes_of(one: Any) -> bytes:
    """The raw content of what the garbage collector cannot look into."""
    if isinstance(one, bytes | bytearray | memoryview):
        return bytes(one)
    if isinstance(one, Message):
        return one.SerializeToString()
    if type(one) is np.ndarray and one.dtype != object:
        return one.tobytes()
    if isinstance(one, pa.Table | pa.RecordBatch):
        columns = [chunk for name in one.column_names for chunk in _chunks(one[name])]
        return b"".join(buffer.to_pybytes() for chunk in columns for buffer in _buffers(chunk))
    if isinstance(one, pa.Buffer):
        return one.to_pybytes()
    if isinstance(one, pd.api.extensions.ExtensionArray):
        return repr(list(one[:1000])).encode()
    return b""


def _chunks(column: Any) -> list[Any]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


def _buffers(chunk: Any) -> list[Any]:
    return [buffer for buffer in chunk.buffers() if buffer is not None]


def _chain(one: Any, parents: dict[int, Any]) -> str:
    """What holds an object, outermost last."""
    told = []
    for _ in range(STEPS):
        wording = type(one).__qualname__
        if isinstance(one, dict):
            wording += f"({', '.join(map(str, list(one)[:4]))})"
        elif hasattr(one, "__qualname__") or hasattr(one, "__name__"):
            wording += f"({getattr(one, '__qualname__', getattr(one, '__name__', ''))})"
        told.append(wording[:TELL])
        one = parents.get(id(one))
        if one is None:
            break
    return " < ".join(told)


def cleaned() -> float:
    """When what ended sessions left was collected last, by `time.monotonic`.

    0 while a session waits for its end or for that collection.
    """
    ends = session_end._ends()
    return 0.0 if ends._due or ends._will_clean else ends._cleaned


def answer(listener: Listener) -> None:
    """Answer one question after the other."""
    while True:
        with listener.accept() as connection:
            asked = connection.recv()
            if asked is None:
                connection.send(cleaned())
                continue
            prefix, number = asked
            del asked  # it holds the number that is looked for
            connection.send(search(prefix, number))


if __name__ == "__main__":
    session_end.CLEAN_EVERY_S = 1.0
    where, *arguments = sys.argv[1:]
    threading.Thread(target=answer, args=(Listener(where),), daemon=True).start()
    sys.argv = ["streamlit", "run", "app.py", *arguments]
    main()
