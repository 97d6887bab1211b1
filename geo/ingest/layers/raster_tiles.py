"""Pictures of tiles: their kind and size by their first bytes, so that no browser unpacks a huge
one. Nothing is decoded here.
"""

from __future__ import annotations

import struct

MOST_SIDE = 1_024  # pixels of a tile
PNG, JPEG, RIFF, WEBP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"RIFF", b"WEBP"
SIZES_OF_JPEG = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers of a frame
ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
Size = tuple[int, int]


def is_picture(tile: bytes, media: str) -> bool:
    """Whether a tile is a picture of this media type, of at most `MOST_SIDE` pixels a side."""
    sizes = {"image/png": _png, "image/jpeg": _jpeg, "image/webp": _webp}
    try:
        size = sizes[media](tile)
    except struct.error:
        return False
    return size is not None and min(size) > 0 and max(size) <= MOST_SIDE


def _png(tile: bytes) -> Size | None:
    if not tile.startswith(PNG) or tile[12:16] != b"IHDR":
        return None
    wide, high = struct.unpack_from(">II", tile, 16)
    return wide, high


def _jpeg(tile: bytes) -> Size | None:
    """The size in the first frame, behind segments of known lengths."""
    if not tile.startswith(JPEG):
        return None
    at = 2
    while at + 4 <= len(tile) and tile[at] == 0xFF:
        marker = tile[at + 1]
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
        elif marker in SIZES_OF_JPEG:
            high, wide = struct.unpack_from(">HH", tile, at + 5)
            return wide, high
        else:
            at += 2 + int(struct.unpack_from(">H", tile, at + 2)[0])
    return None


def _webp(tile: bytes) -> Size | None:
    if not tile.startswith(RIFF) or tile[8:12] != WEBP:
        return None
    match tile[12:16]:
        case b"VP8 ":
            wide, high = struct.unpack_from("<HH", tile, 26)
            return wide & 0x3FFF, high & 0x3FFF
        case b"VP8L":
            (packed,) = struct.unpack_from("<I", tile, 21)
            return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        case b"VP8X" if not tile[20] & 0b10:  # an animation has frames of other sizes
            wide, high = (int.from_bytes(tile[at : at + 3], "little") + 1 for at in (24, 27))
            return wide, high
    return None
