"""JSON from strangers: how many values it has is known before they are built."""

from __future__ import annotations

import json
from typing import Any

BYTES_OF_A_VALUE = 2  # that a file of JSON has at least for each of its values
SMALL = 100_000  # values that any file may have
BOMS = (b"\xff\xfe", b"\xfe\xff")


def load_json(data: bytes | str) -> Any:
    """The value of a document, NaN and infinity as Python reads them.

    Raises:
        ValueError: it is no JSON, a number has more than 4,300 digits, or there are more values in
            it than its size explains: a value takes up to 80 bytes of memory.
        RecursionError: lists or objects lie in each other some hundreds deep.
    """
    if isinstance(data, bytes):
        data = data.decode("utf-8-sig") if not data.startswith(BOMS) else data.decode("utf-16")
    values = sum(map(data.count, "[{,"))
    if values > SMALL + len(data) // BYTES_OF_A_VALUE:
        raise ValueError("more brackets and commas than values")
    return json.loads(data)
