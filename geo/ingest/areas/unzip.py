"""Archives: what of an untrusted ZIP is unpacked, and how much of it."""

from __future__ import annotations

import zipfile
from io import BytesIO

from geo.ingest.areas.model import area_error

# zipfile unpacks the other methods whole, however little is asked for.
ZIP_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MAX_ENTRIES = 10_000


def open_archive(data: bytes, limit: int) -> zipfile.ZipFile:
    """The archive, of which nothing is unpacked yet; `limit` in bytes of all entries together.

    Raises:
        AreaFileError: it has too many entries, or says that they are larger.
    """
    archive = zipfile.ZipFile(BytesIO(data))
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise area_error("too_many_entries", limit=MAX_ENTRIES)
    if sum(entry.file_size for entry in entries) > limit:
        raise area_error("unzipped_too_large", limit=limit // 1_000_000)
    return archive


def read_members(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], limit: int
) -> dict[str, bytes]:
    """The content of some entries under the same keys, at most `limit` bytes together.

    Raises:
        AreaFileError: they are larger, whatever the archive says.
    """
    parts = {}
    left = limit
    for key, member in members.items():
        with archive.open(member) as stream:
            parts[key] = stream.read(left + 1)
        left -= len(parts[key])
        if left < 0:
            raise area_error("unzipped_too_large", limit=limit // 1_000_000)
    return parts
