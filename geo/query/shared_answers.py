"""A cache of results that all visitors share.

Only results that depend on the build and a filter of codes are cached: an uploaded area or typed
coordinates are private to one visitor, must not outlive the session, and no other visitor would
query them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, partial, wraps
from typing import TypeVar

from geo.query.filters import Filter

# Entries per method (1 to 10 KB each); the least recently used one is evicted.
MOST = 1024
Owner = TypeVar("Owner")
Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


def shared_answer(find: Callable[[Owner, Asked], Answer]) -> Callable[[Owner, Asked], Answer]:
    """Cache the results of a method with one argument, per object and for all threads.

    All callers get the same object, so such a method is private: its owner returns copies of
    mutable parts. The argument comes from a bounded set (codes of the build), or is a filter.
    Results for a private filter (`Filter.is_personal`) are not cached, and neither are errors.
    """
    name = f"_answers_of_{find.__name__}"

    @wraps(find)
    def answer(owner: Owner, asked: Asked) -> Answer:
        if isinstance(asked, Filter) and asked.is_personal:
            return find(owner, asked)
        kept = vars(owner).get(name)
        if kept is None:  # two threads may get here; the first result is kept
            kept = vars(owner).setdefault(name, lru_cache(MOST)(partial(find, owner)))
        found: Answer = kept(asked)
        return found

    return answer
