"""The resolver serves all visitors, so it keeps nothing of what it is asked."""

from __future__ import annotations

import gc
from collections import Counter
from types import ModuleType
from typing import Any

from geo.geocode.suffixes import accepts

WORD = "".join(("qzx", "wort"))  # not in this module's constants as it is looked for


def texts_below(root: Any) -> Counter[str]:
    """How often the word stands in the texts that an object refers to, at any depth."""
    seen, stack, found = {id(root)}, [root], Counter[str]()
    while stack:
        held = stack.pop()
        # Of a dict with keys of text only the collector visits the values.
        keys = list(held) if isinstance(held, dict) else []
        for one in (*keys, *gc.get_referents(held)):
            if id(one) in seen or isinstance(one, ModuleType | type):
                continue
            seen.add(id(one))
            if isinstance(one, str):
                found.update([one] if WORD in one else [])
            elif not callable(one):
                stack.append(one)
    return found


def test_names_regions_and_texts_leave_nothing_behind(resolver):
    for number in range(3):
        resolver.resolve(f"永丰村{WORD}", f"{WORD}{number}市")
        resolver.region(f"{WORD}县")
        resolver.find_in_text(f"在{WORD}的永丰村")
        resolver.resolve_many([f"{WORD}村"] * 3, [f"{WORD}{number}区"] * 3)
    assert not texts_below(resolver)


def test_a_memo_belongs_to_whoever_brings_it(resolver):
    memo: dict[str, Any] = {}
    first = resolver.resolve("永丰村", "眉山市", memo)
    assert set(memo) == {"眉山市"}
    assert (
        resolver.resolve("永丰村", "眉山市", memo) == first == resolver.resolve("永丰村", "眉山市")
    )


def test_suffixes_that_people_write_are_not_kept():
    assert not hasattr(accepts, "cache_info")
    assert accepts(3, "藏族羌族藏族乡")
    assert not accepts(4, "乡")
