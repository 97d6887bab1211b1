"""A user's table, from which a column of numbers is added to a list."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.errors import LocalizedError
from geo.ingest import Header, Layout, Table, guess_layout, layout_with
from geo.ingest.user_files import ListFile, page_files


@dataclass
class UserTable:
    """A file that was read, with one of its sheets; `error` is why another sheet failed."""

    name: str
    found: ListFile
    data: bytes = b""  # of a workbook with several sheets, to read another one
    sheet: str | None = None
    error: LocalizedError | None = None
    layout: Layout = field(init=False)

    def __post_init__(self) -> None:
        """Guess how the sheet is laid out."""
        self.layout = guess_layout(self.found.grid)

    @property
    def table(self) -> Table:
        """The rows of the sheet below its header, without totals and notes."""
        return self.found.grid.table(self.layout)

    def use_header(self, header: Header | None) -> None:
        """Let other rows name the columns, or none."""
        self.layout = layout_with(self.found.grid, header)

    def choose_sheet(self, sheet: str) -> None:
        """Read another sheet; on failure the current one is kept."""
        self.error = None
        try:
            self.found = page_files().read_list(self.name, self.data, sheet)
            self.sheet, self.layout = sheet, guess_layout(self.found.grid)
        except LocalizedError as error:
            self.error = error.with_traceback(None)


def read_user_table(name: str, data: bytes) -> UserTable:
    """The first sheet of a file.

    Raises:
        ListFileError: it is too large, damaged, of an unsupported format, or empty.
        IngestError: the process that reads was stopped.
    """
    found = page_files().read_list(name, data)
    return UserTable(name, found, data if found.sheet is not None else b"", found.sheet)
