"""What `manifest.json` says of a build."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class PlanDocument(TypedDict):
    """The plan as a document; the periods are years."""

    document_number: str
    title_zh: str
    title_en: str
    date: str
    period_start: int
    period_end: int
    text_sha256: str


class FileFacts(TypedDict):
    """A file of the build; a table also has a number of rows."""

    sha256: str
    bytes: int
    rows: NotRequired[int]


class Manifest(TypedDict):
    """The build: its id, the plan, all files, and where geometry and names come from."""

    build_id: str
    plan: str
    document: PlanDocument
    datum: str
    files: dict[str, FileFacts]
    geometry_origins: list[dict[str, str]]
    name_origins: list[dict[str, str]]
