"""A short list inside a link: its whole content, compressed, as one parameter of an address.

A list that is too long for that has no code; it is shared as a file.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

from geo.errors import ShortlistError
from geo.shortlist.errors import shortlist_error
from geo.shortlist.file import as_record, from_record
from geo.shortlist.model import Shortlist

CONTENT = "items"  # the parameter of a code
LIST = "list"  # the parameter of a list's id: opens the saved list itself
FORM = "1"  # the encoding; first character of the code
MAX_CODE = 1_800  # characters: with the rest of a link, below the limits of messengers and proxies
ALPHABET = re.compile("[0-9A-Za-z_-]+")
MAX_CONTENT = 200_000  # bytes, unpacked


def encode(shortlist: Shortlist) -> str | None:
    """The code (letters, digits, `-`, `_`) of name, origin and items; None when it is too long.

    Positions at the time of picking are omitted if the code is too long with them.
    """
    bare = replace(shortlist, items=tuple(replace(item, snapshot=None) for item in shortlist.items))
    return _code(shortlist) or _code(bare)


def _code(shortlist: Shortlist) -> str | None:
    content = json.dumps(as_record(shortlist), ensure_ascii=False, separators=(",", ":")).encode()
    if len(content) > MAX_CONTENT:
        return None
    code = FORM + urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")
    return code if len(code) <= MAX_CODE else None


def decode(code: str) -> Shortlist:
    """A new list (version 0, with a new id) with the code's content.

    Raises:
        ShortlistError: the code is damaged, cut off, or of a newer Shutu.
    """
    if len(code) > MAX_CODE or not ALPHABET.fullmatch(code) or code[0] != FORM:
        raise shortlist_error("bad_link")
    try:
        packed = urlsafe_b64decode(code[1:] + "=" * (-len(code[1:]) % 4))
        unpack = zlib.decompressobj()  # zlib's checksum detects changed or truncated codes
        content = unpack.decompress(packed, MAX_CONTENT)
        if not unpack.eof or unpack.unused_data:
            raise shortlist_error("bad_link")
        return from_record(json.loads(content))
    except ShortlistError:
        raise
    except (ValueError, zlib.error, RecursionError) as error:
        raise shortlist_error("bad_link") from error
