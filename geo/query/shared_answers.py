"""Answers that are the same for everybody, kept for whoever asks next.

Only what depends on nothing but the build and a filter of codes is kept: an uploaded area or typed
coordinates are somebody's own. A server that kept them would hold them after their session has
ended, and nobody else would ever ask the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, partial, wraps
from typing import TypeVar

from geo.query.filters import Filter

# Answers to one question (1 to 10 KB each); what nobody has asked for longest gives way.
MOST = 1024
Owner = TypeVar("Owner")
Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


def shared_answer(find: Callable[[Owner, Asked], Answer]) -> Callable[[Owner, Asked], Answer]:
    """Let a method with one argument keep its answers, with its object and for all threads.

    All who ask get the same object, so that such a method is private: its owner hands out copies of
    what could be changed. The question comes from a bounded set (codes of the build), or is a
    filter. A filter that is somebody's own (`Filter.is_personal`) is answered and forgotten; so is
    a failure.
    """
    name = f"_answers_of_{find.__name__}"

    @wraps(find)
    def answer(owner: Owner, asked: Asked) -> Answer:
        if isinstance(asked, Filter) and asked.is_personal:
            return find(owner, asked)
        kept = vars(owner).get(name)
        if kept is None:  # two threads may come here; the first one's stays
            kept = vars(owner).setdefault(name, lru_cache(MOST)(partial(find, owner)))
        found: Answer = kept(asked)
        return found

    return answer
