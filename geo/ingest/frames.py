"""The protocol between worker and server: length-prefixed JSON values and bytes.

Neither side executes received data.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

LENGTH = struct.Struct(">Q")


class FrameError(Exception):
    """The received data is not a frame: the other side has ended, or the data is too long or not
    JSON."""


class FrameTooLongError(FrameError):
    """A frame is longer than what is left."""


def write_bytes(stream: IO[bytes], data: bytes) -> None:
    """Send bytes."""
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def write_json(stream: IO[bytes], value: Any) -> None:
    """Send plain values: texts, numbers, lists and objects."""
    write_bytes(stream, json.dumps(value).encode())


def read_bytes(stream: IO[bytes], most: int) -> bytes:
    """The next bytes, at most `most` of them.

    Raises:
        FrameError: there are no more, or they are too many.
    """
    (length,) = LENGTH.unpack(_exactly(stream, LENGTH.size))
    if length > most:
        raise FrameTooLongError(f"{length} bytes, where {most} are allowed")
    return _exactly(stream, length)


def read_json(stream: IO[bytes], most: int) -> tuple[Any, int]:
    """The next values, and how many bytes they took.

    Raises:
        FrameError: see `read_bytes`; or the bytes are no JSON.
    """
    data = read_bytes(stream, most)
    try:
        return json.loads(data), len(data)
    except (ValueError, RecursionError) as error:
        raise FrameError("no JSON") from error


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise FrameError("the other side has ended")
    return data
