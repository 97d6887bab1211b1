"""JSON from strangers: how many values it has is known before they are built."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]  # an object of JSON that no type of ours describes
SIGNS_OF_A_VALUE = 2  # that honest JSON has at least for each bracket and comma
OBJECT = 3  # times the memory of a list
SMALL = 100_000  # values that any file may have


def load_json(text: str) -> Any:
    """The value of a document, NaN and infinity as Python reads them.

    Raises:
        ValueError: it is no JSON, a number has more than 4,300 digits, or there are more values in
            it than its size explains: a value takes up to 80 bytes of memory.
        RecursionError: lists or objects lie in each other some hundreds deep.
    """
    values = sum(map(text.count, "[,")) + OBJECT * text.count("{")
    if values > SMALL + len(text) // SIGNS_OF_A_VALUE:
        raise ValueError("more brackets and commas than values")
    return json.loads(text)
