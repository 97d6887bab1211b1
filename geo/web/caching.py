"""Entity tags: whether the client already has the response."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from geo import settings
from geo.query.filters import Filter

# Caches may store it, but revalidate each time.
REVALIDATED = "public, no-cache"
# The same, but not in shared caches: the response is private to one visitor.
PRIVATE = "private, no-cache"


def kept_by(chosen: Filter) -> str:
    """The `Cache-Control` of a filter's result: typed coordinates are private."""
    return PRIVATE if chosen.is_personal else REVALIDATED


def entity_tag(*parts: object) -> str:
    """A weak tag (a compressed answer has the same one) of everything that a response depends
    on."""
    content = json.dumps([program(), str(settings.font_file()), *parts], ensure_ascii=True)
    return f'W/"{sha256(content.encode()).hexdigest()[:24]}"'


def is_known(tag: str, if_none_match: Sequence[str]) -> bool:
    """Whether one of the `If-None-Match` headers names a tag, by weak comparison."""
    named = [
        one.strip().removeprefix("W/") for header in if_none_match for one in header.split(",")
    ]
    return "*" in named or tag.removeprefix("W/") in named


@cache
def program() -> str:
    """A hash of our code and texts: their changes affect the output for the same build."""
    digest = sha256()
    for path in sorted(settings.PACKAGE.rglob("*")):
        if path.suffix in (".py", ".toml", ".sql", ".typ", ".js", ".css"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
