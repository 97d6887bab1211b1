"""A user's table, from which a column of numbers is added to a list."""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import LocalizedError
from geo.ingest import Table
from geo.ingest.user_files import ListFile, page_files


@dataclass
class UserTable:
    """A file that was read, with one of its sheets; `error` is why another sheet failed."""

    name: str
    found: ListFile
    data: bytes = b""  # of a workbook with several sheets, to read another one
    sheet: str | None = None
    error: LocalizedError | None = None

    @property
    def table(self) -> Table:
        """The cells of the sheet, with its first row as header."""
        return self.found.grid.table()

    def choose_sheet(self, sheet: str) -> None:
        """Read another sheet; on failure the current one is kept."""
        self.error = None
        try:
            self.found = page_files().read_list(self.name, self.data, sheet)
            self.sheet = sheet
        except LocalizedError as error:
            self.error = error.with_traceback(None)


def read_user_table(name: str, data: bytes) -> UserTable:
    """The first sheet of a file.

    Raises:
        ListFileError: it is too large, damaged, of an unsupported format, or empty.
        IngestError: the process that reads was stopped.
    """
    found = page_files().read_list(name, data)
    several = len(found.sheets) > 1
    return UserTable(name, found, data if several else b"", found.sheets[0] if several else None)
