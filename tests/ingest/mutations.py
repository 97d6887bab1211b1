"""Changes to valid files, drawn from a seed: what networks, disks, programs and attackers do."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable

from tests.ingest.hostile import zipped

NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
ELEMENT = re.compile(rb"<(\w+)[^<>]*(?:/>|>[^<>]*</\1>)|\{[^{}]*\},?|\[[^][]*\],?|[^\n]*\n")
EXTREMES = (
    b"0",
    b"-1",
    b"-0.0",
    b"1e999",
    b"-1e308",
    b"1e-320",
    b"NaN",
    b"Infinity",
    b"2147483648",
    b"4294967295",
    b"18446744073709551616",
    b"9" * 400,
    b"0" * 5_000,
    b"1048577",
    b"\xef\xbc\x91",
)
WORDS = (2**31 - 1, 2**32 - 1, 2**31, 0, 1, 0xFFFF, 0x80000001)
Mutation = Callable[[random.Random, bytearray], None]


def flip(rng: random.Random, data: bytearray) -> None:
    for _ in range(rng.randint(1, 12)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def cut(rng: random.Random, data: bytearray) -> None:
    del data[rng.randrange(len(data)) :]


def drop(rng: random.Random, data: bytearray) -> None:
    start = rng.randrange(len(data))
    del data[start : start + rng.choice((1, 2, 4, 8, 64, 512))]


def repeat(rng: random.Random, data: bytearray) -> None:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.choice((1, 8, 64, 512))]
    data[start:start] = piece * rng.choice((1, 2, 30, 2_000 // max(1, len(piece))))


def extreme_number(rng: random.Random, data: bytearray) -> None:
    found = list(NUMBER.finditer(data))
    if found:
        one = rng.choice(found)
        data[one.start() : one.end()] = rng.choice(EXTREMES)


def extreme_word(rng: random.Random, data: bytearray) -> None:
    at = rng.randrange(max(1, len(data) - 4))
    data[at : at + 4] = struct.pack(rng.choice("<>") + "I", rng.choice(WORDS))


def repeat_element(rng: random.Random, data: bytearray) -> None:
    found = list(ELEMENT.finditer(data))
    if found:
        one = rng.choice(found)
        data[one.end() : one.end()] = one[0] * rng.choice((1, 5, 300))


def nest_element(rng: random.Random, data: bytearray) -> None:
    found = list(ELEMENT.finditer(data))
    name = rng.choice(found)[1] if found else None
    if name:
        one = rng.choice(found)
        depth = rng.choice((2, 70, 700))
        data[one.start() : one.end()] = b"<%s>" % name * depth + one[0] + b"</%s>" % name * depth


MUTATIONS: tuple[Mutation, ...] = (
    flip,
    cut,
    drop,
    repeat,
    extreme_number,
    extreme_word,
    repeat_element,
    nest_element,
)


def mutated(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """A file with one to three changes; of an archive mostly inside its parts."""
    if rng.random() < 0.1:
        other = rng.choice(others)
        return data[: rng.randrange(len(data))] + other[rng.randrange(len(other)) :]
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _in_archive(rng, data)
    return _changed(rng, data)


def _changed(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 3)):
        if changed:
            rng.choice(MUTATIONS)(rng, changed)
    return bytes(changed)


def _in_archive(rng: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    one, other = rng.sample(sorted(parts), 2)
    match rng.randrange(8):
        case 0:
            parts[one], parts[other] = parts[other], parts[one]
        case 1:
            del parts[one]
        case _:
            parts[one] = _changed(rng, parts[one]) if parts[one] else b"x"
    return zipped(parts)
