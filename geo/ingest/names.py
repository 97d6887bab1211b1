"""File names for use in one-line messages."""

from __future__ import annotations

LONGEST = 100  # characters
BEGINNING, END = 60, 39  # kept of a longer name; its ending says what kind of file it is
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def plain_name(name: str) -> str:
    r"""A name without line ends and other invisible characters, of limited length.

    >>> plain_name("a\nb.csv"), len(plain_name("长" * 300 + ".csv"))
    ('a�b.csv', 100)
    """
    plain = "".join(sign if sign.isprintable() else UNKNOWN for sign in name)
    return plain if len(plain) <= LONGEST else f"{plain[:BEGINNING]}…{plain[-END:]}"
