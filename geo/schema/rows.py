"""Rows of the named queries beside the places; a test compares them with what the SQL selects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from geo.schema.place import PlaceRow


class EvidenceRow(TypedDict):
    """A citation of a place; `lon`/`lat` are in `datum`, `uncertainty_m` is that of the place."""

    place: str
    source: str
    role: str
    locator: str
    found_by: str
    found_at: str
    says_zh: str
    says_en: str
    lon: float | None
    lat: float | None
    datum: str
    seq: int
    title: str
    publisher: str
    licence: str
    date: str
    uncertainty_m: int | None


class CandidateRow(TypedDict):
    """One of several places that bear the name of a place."""

    place: str
    name_zh: str
    adcode: str
    lon: float | None
    lat: float | None
    confidence: str
    reason_zh: str
    reason_en: str
    seq: int
    county_zh: str | None
    county_en: str | None
    prefecture_zh: str | None
    prefecture_en: str | None


class ApplicableRow(TypedDict):
    """A scenario group of another task that applies to the sector of a place."""

    task: int
    task_zh: str
    task_en: str
    basis: str
    entry_zh: str
    entry_en: str
    phrase_zh: str
    reason_zh: str
    reason_en: str
    scenarios_zh: Sequence[str]
    scenarios_en: Sequence[str]


class ClauseRow(TypedDict):
    """The clause that a place comes from; what stands outside the boxes has no entry and box."""

    place: str
    scenario: str
    scenario_zh: str
    scenario_en: str
    label_zh: str | None
    span_start: int
    span_end: int
    entry: str | None
    entry_zh: str | None
    entry_en: str | None
    box: int | None
    box_zh: str | None
    box_en: str | None
    task: int
    task_zh: str
    task_en: str
    theme: int
    theme_zh: str
    theme_en: str


class PlaceDetail(PlaceRow):
    """A place with all that is known about it."""

    clause: ClauseRow
    evidence: list[EvidenceRow]
    candidates: list[CandidateRow]
    applicable: list[ApplicableRow]


class CitationRow(TypedDict):
    """Evidence of any place, in the table of all citations."""

    place: str
    place_zh: str
    place_en: str
    role: str
    says_zh: str
    says_en: str
    locator: str
    lon: float | None
    lat: float | None
    datum: str
    title: str
    publisher: str
    licence: str
    date: str
    uncertainty_m: int | None


class ScenarioRow(TypedDict):
    """A typical scenario that names no place."""

    id: str
    task: int
    entry: str | None
    name_zh: str
    name_en: str
    sector: str | None
    entry_zh: str | None
    entry_en: str | None


class TreeRow(TypedDict):
    """The plan as a tree: one scenario, or a task or entry without any."""

    theme: int
    theme_zh: str
    theme_en: str
    task: int
    task_zh: str
    task_en: str
    summary_zh: str
    summary_en: str
    box: int | None
    box_zh: str | None
    box_en: str | None
    entry: str | None
    entry_zh: str | None
    entry_en: str | None
    scenario: str | None
    scenario_zh: str | None
    scenario_en: str | None
    place: str | None
    precision: str | None
    site_zh: str | None
    site_full_zh: str | None
    site_en: str | None


class HeadingRow(TypedDict):
    """A heading of the plan; `parent` is the id of the heading one level up, if it has one.

    The span of an entry is its whole paragraph, in characters of the plan's text.
    """

    level: str
    id: str
    parent: str | None
    name_zh: str
    title_zh: str
    title_en: str
    summary_zh: str | None
    summary_en: str | None
    span_start: int
    span_end: int


class MarkedRow(TypedDict):
    """A scenario, the passage that names it, and the place that it means, if any."""

    id: str
    task: int
    entry: str | None
    name_zh: str
    name_en: str
    place: str | None
    site_zh: str | None
    site_en: str | None
    precision: str | None
    span_start: int
    span_end: int


class PlanSizes(TypedDict):
    """How many places the plan names, and how many parts and issuing departments it has.

    A group is an entry of a box that belongs to a sector.
    """

    places: int
    tasks: int
    boxes: int
    groups: int
    departments: int


class ZoneRow(TypedDict):
    """An economic zone."""

    id: str
    number: int
    name_zh: str
    short_zh: str
    name_en: str


class AreaNames(TypedDict):
    """What prefectures and counties have: names and a label point in degrees."""

    adcode: str
    name_zh: str
    name_en: str
    label_lon: float
    label_lat: float


class AreaRow(AreaNames, total=False):
    """A prefecture (`short_zh`, `zone`, `bbox`: west, south, east, north) or a county
    (`prefecture`).
    """

    short_zh: str
    zone: str
    bbox: Sequence[float]
    prefecture: str


class RegionName(TypedDict):
    """One way to write a prefecture or county: `tier` 1 is official, 2 its stem, 3 a former name
    or one in Latin letters; `formerly` a prefecture that it belonged to.
    """

    adcode: str
    text: str
    tier: int
    formerly: str | None


class AreaShape(TypedDict):
    """The true border of a county (WKB, EPSG:4326)."""

    adcode: str
    prefecture: str
    geometry: bytes


class FacetRow(TypedDict):
    """How many places a value of a filter field would match."""

    facet: str
    value: str
    total: int
    named: int


class CoverageCell(TypedDict):
    """How many places a sector or task has in a prefecture."""

    code: str
    adcode: str
    places: int


class ScenarioCounts(TypedDict):
    """The typical scenarios that the plan names."""

    total: int
    with_place: int
    without_place: int


class DepartmentRow(TypedDict):
    """A department that issued the plan."""

    number: int
    name_zh: str
    name_en: str


class TargetRow(TypedDict):
    """A target of the plan; the span is in characters of the plan's text.

    `figure_en` is the value with its unit as English writes it; `title_en` goes on from there.
    """

    id: str
    value: int
    unit_zh: str
    figure_en: str
    title_zh: str
    title_en: str
    span_start: int
    span_end: int


class SectionRow(TypedDict):
    """A safeguard or theme of the plan."""

    number: int
    name_zh: str
    title_zh: str
    title_en: str
    summary_zh: str
    summary_en: str
    span_start: int
    span_end: int


class Document(TypedDict):
    """What the plan has besides tasks and places."""

    departments: list[DepartmentRow]
    targets: list[TargetRow]
    safeguards: list[SectionRow]


class TaskRow(SectionRow):
    """A task of the plan."""

    theme: int


class SectorRow(TypedDict):
    """A sector with the number of its places."""

    number: int
    id: str
    name_zh: str
    name_en: str
    named_by: str
    places: int


class NameRow(TypedDict):
    """A spelling of a place or region for the search."""

    kind: str
    code: str
    text: str
    reading: str
    number: int


def in_language(row: Mapping[str, object], name: str, lang: str) -> str:
    """The text of the column `<name>_<lang>` of a row; empty where it has none."""
    value = row[f"{name}_{lang}"]
    return "" if value is None else str(value)
