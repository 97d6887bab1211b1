"""JSON from untrusted sources: the number of values is limited before they are built."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]  # an object of JSON that no type of ours describes
SIGNS_OF_A_VALUE = 2  # bytes of valid JSON per bracket and comma, at least
OBJECT = 3  # relative to the memory of a list
SMALL = 100_000  # values allowed in any file


def load_json(text: str) -> Any:
    """The value of a document; NaN and infinity as in Python's `json`.

    Raises:
        ValueError: it is not JSON, a number has more than 4,300 digits, or it has too many values
            for its size: a value takes up to 80 bytes of memory.
        RecursionError: lists or objects are nested some hundreds deep.
    """
    values = sum(map(text.count, "[,")) + OBJECT * text.count("{")
    if values > SMALL + len(text) // SIGNS_OF_A_VALUE:
        raise ValueError("more brackets and commas than values")
    return json.loads(text)
