"""Untrusted XML, read as a stream: no DOCTYPE, limited depth and number of elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from geo.errors import ShutuError

CHUNK = 65_536  # bytes
SEPARATOR = "}"  # between the namespace and the name, a sign that neither has
PREFIX = ":"  # between the prefix and the name, as it is written


class XmlError(ValueError):
    """Rejected XML: not well-formed, with a DOCTYPE, or beyond the limits."""


class TooManyElementsError(XmlError):
    """The document has more elements than allowed."""


class Stream:
    """Callbacks for a document; a reader overrides those that it needs."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `name` and the names of attributes stand without their namespace."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text, as long as `wants_text` is set."""

    wants_text = False


def read_xml(
    source: IO[bytes],
    stream: Stream,
    *,
    depth: int,
    elements: int,
    encoding: str | None = None,
    strict_prefixes: bool = True,
) -> int:
    """Stream a document to `stream`; returns the number of elements.

    `encoding` wins over the one that the document declares. Without `strict_prefixes`, a prefix
    that no `xmlns` declares is cut off like any other, instead of being an error.

    Raises:
        XmlError: it is damaged, has a DOCTYPE (in which entities, and bombs, are defined), or its
            elements are nested more than `depth` deep.
        TooManyElementsError: they are more than `elements`.
    """
    separator = SEPARATOR if strict_prefixes else PREFIX
    names = _LocalNames(separator)
    level = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal level, count
        level, count = level + 1, count + 1
        if level > depth:
            raise XmlError(f"more than {depth} elements in each other")
        if count > elements:
            raise TooManyElementsError(f"more than {elements} elements")
        stream.start(names[name], {names[key]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal level
        level -= 1
        stream.end(names[name])

    def text(piece: str) -> None:
        if stream.wants_text:
            stream.text(piece)

    parser = expat.ParserCreate(encoding, SEPARATOR if strict_prefixes else None)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    _feed(parser.Parse, source)
    return count


def _feed(parse: Callable[[bytes, bool], object], source: IO[bytes]) -> None:
    try:
        while chunk := source.read(CHUNK):
            parse(chunk, False)
        parse(b"", True)
    except (ShutuError, XmlError):
        raise
    # ExpatError is damage; the other two are an encoding that nobody, or expat, does not know
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise XmlError(str(error)) from error


def _refuse_doctype(*_declared: object) -> None:
    raise XmlError("a DOCTYPE is not read")


class _LocalNames(dict[str, str]):
    """Name with namespace → name without; each is cut once, however often it comes."""

    MOST = 10_000  # a document of nothing but different names is not remembered

    def __init__(self, separator: str) -> None:
        super().__init__()
        self._separator = separator

    def __missing__(self, full: str) -> str:
        local = full.rpartition(self._separator)[2]
        if len(self) < self.MOST:
            self[full] = local
        return local
