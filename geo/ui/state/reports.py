"""The report of an error that a visitor is writing, kept in the session until it is sent.

This module does not use Streamlit. Widgets call the methods.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import LocalizedError
from geo.reports.model import ErrorReport


@dataclass
class Reports:
    """The place whose form is open, the last report that was made of it, and why one was not.

    `sent` counts the reports that this session has sent.
    """

    place: str | None = None
    made: ErrorReport | None = None
    error: LocalizedError | None = None
    sent: int = 0

    def open(self, place_id: str) -> None:
        """Open the form for a place."""
        self.close()
        self.place = place_id

    def close(self) -> None:
        """Close the form; what was typed is gone."""
        self.place = self.made = self.error = None

    def was_made(self, report: ErrorReport) -> None:
        """There is a report to take away."""
        self.made, self.error = report, None

    def was_kept(self, report: ErrorReport) -> None:
        """A report was sent."""
        self.was_made(report)
        self.sent += 1

    def failed(self, error: LocalizedError) -> None:
        """Something is wrong; a report that was made before can still be taken away."""
        self.error = error.with_traceback(None)
