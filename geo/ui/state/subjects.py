"""Whom the portraits are about: the region (beside another one) and the task of the address."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.query.permalink import OF, WITH

PROVINCE = "province"  # to compare with; it is the default, and left out of addresses


@dataclass
class Subject:
    """The code that one page is about, '' for its index, and the code that it compares with."""

    of: str = ""
    beside: str = PROVINCE


@dataclass
class Subjects:
    """The subject of each page that has one, by its path in the address."""

    pages: dict[str, Subject] = field(default_factory=dict)

    def at(self, path: str) -> Subject:
        """The subject of a page."""
        return self.pages.get(path, Subject())

    def take(self, path: str, of: str | None, beside: str | None) -> None:
        """Apply what an address says."""
        self.pages[path] = Subject(of or "", beside or PROVINCE)

    def show(self, path: str, of: str | None) -> None:
        """Another subject on a page; what it is compared with is kept."""
        self.pages[path] = Subject(of or "", self.at(path).beside)

    def compare(self, path: str, beside: str | None) -> None:
        """Another region to compare with."""
        self.pages[path] = Subject(self.at(path).of, beside or PROVINCE)

    def parameters(self, path: str) -> dict[str, str]:
        """The address parameters of a page."""
        subject = self.at(path)
        beside = "" if subject.beside == PROVINCE else subject.beside
        given = {OF: subject.of, WITH: beside if subject.of else ""}
        return {name: value for name, value in given.items() if value}
