"""Every column is declared once, in geo/schema, and all that uses columns agrees with it."""

import ast
import re
import types
from collections.abc import Sequence
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest

from geo import settings
from geo.export.labels import labels
from geo.gazetteer.load_places import COLUMNS
from geo.gazetteer.places import Place
from geo.geocode.model import MatchStatus
from geo.query.filters import Filter
from geo.schema import rows
from geo.schema.column import placed
from geo.schema.curated import CuratedColumns
from geo.schema.dictionary import data_dictionary
from geo.schema.exported import EXPORTED, LABELS, ONE_OF, SHORTLIST
from geo.schema.located import CODES, LOCATED
from geo.schema.place import PLACE, PlaceRow
from geo.schema.source import SOURCE, SourceColumns

ROOT = settings.ROOT
EVERY = (*PLACE, *LABELS, *SHORTLIST, *SOURCE, *LOCATED)
NAMES = {field.name for field in (*PLACE, *LABELS, *SHORTLIST)}
ADDED = {field.name for field in LOCATED}
MOST = 3  # names of columns in one literal outside the schema

# Literals that name more, and why they are no second declaration of columns.
VALUES = "values for all columns of a declared row; mypy, or a test below, finds a missing one"
BROWSER = "what the browser or the page setter gets of a place, under names of its own"
HAND_KEPT = "the order of the cells in a file that editors keep by hand; a test below compares it"
OTHER = "columns of another table, which is not about places of the plan"
EXCEPTIONS = {
    ("build/named_places.py", "add_areas"): OTHER,
    ("build/divisions.py", "_seats"): OTHER,
    ("build/tables.py", "_places"): VALUES,
    ("export/brief.py", "_row"): BROWSER,
    ("export/labels.py", "labels"): VALUES,
    ("export/user_places.py", "user_place_row"): VALUES,
    ("gazetteer/load_places.py", "COLUMNS"): HAND_KEPT,
    ("gazetteer/load_places.py", "LOCATION"): HAND_KEPT,
    ("gazetteer/load_places.py", "REMARKS"): HAND_KEPT,
    ("geocode/candidates.py", "_read"): OTHER,
    ("mapping/map_data.py", "VALUES"): BROWSER,
    ("mapping/map_data.py", "place_values"): BROWSER,
    ("reports/text.py", "CELLS"): OTHER,
    ("ui/locate/result_map.py", "_labels"): BROWSER,
    ("web/api.py", "_hit"): "names and position of a hit of the search, not a row of places",
}


@pytest.mark.parametrize("field", EVERY, ids=lambda field: field.name)
def test_a_column_says_everything(field):
    about = field.about
    assert all((about.label_zh, about.label_en, about.meaning_zh, about.meaning_en))
    assert about.meaning_en[-1] == "." and about.meaning_zh[-1] == "。"
    assert re.search(r"[\u4e00-\u9fff]", about.meaning_zh)
    assert not re.search(r"[\u4e00-\u9fff]", about.meaning_en + about.label_en)
    assert len(field.short) <= 10 or field not in EXPORTED
    assert field.short.isascii()


@pytest.mark.parametrize("surface", ["export", "details", "balloon", "terminal"])
def test_no_two_columns_have_the_same_place(surface):
    shown = placed((*PLACE, *LABELS, *SHORTLIST), surface)
    positions = [getattr(field.about, surface) for field in shown]
    assert len(set(positions)) == len(positions) > 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_columns_of_a_shapefile_have_the_same_name(lang):
    other = {"zh": "en", "en": "zh"}[lang]
    left_out = {name for name in ONE_OF if name.endswith(f"_{other}")}
    short = [field.short for field in EXPORTED if field.name not in left_out]
    assert len(set(short)) == len(short)


def erased(hint: object) -> object:
    """A type of the gazetteer as a table keeps it: codes are texts, shapes are bytes."""
    if get_origin(hint) in (types.UnionType,):
        first, *rest = (erased(part) for part in get_args(hint))
        for part in rest:
            first = first | part
        return first
    if get_origin(hint) is list:
        return Sequence[get_args(hint)[0]]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str
    return bytes if getattr(hint, "__name__", "") == "BaseGeometry" else hint


def test_the_gazetteer_loads_the_curated_columns():
    """Same names, order and types; what only a person's own place lacks may not be missing here."""
    declared = get_type_hints(CuratedColumns)
    loaded = get_type_hints(Place)
    assert [field.name for field in fields(Place)] == list(declared)
    for name, hint in loaded.items():
        assert declared[name] in (erased(hint), erased(hint) | None), name


@pytest.mark.parametrize("table", ["sites", "stations"])
def test_the_hand_kept_tables_hold_declared_columns(table):
    """`geometry` is there the type of the geometry, which is made of other columns."""
    curated = set(get_type_hints(CuratedColumns))
    assert set(COLUMNS[table]) <= curated


QUERIES = {
    "all_places": PlaceRow,
    "place": PlaceRow,
    "region_names": rows.RegionName,
    "evidence": rows.EvidenceRow,
    "candidates": rows.CandidateRow,
    "applicable": rows.ApplicableRow,
    "citations": rows.CitationRow,
    "clause": rows.ClauseRow,
    "scenarios": rows.ScenarioRow,
    "tree": rows.TreeRow,
    "headings": rows.HeadingRow,
    "marked": rows.MarkedRow,
    "sizes": rows.PlanSizes,
    "sources": SourceColumns,
    "departments": rows.DepartmentRow,
    "targets": rows.TargetRow,
    "safeguards": rows.SectionRow,
    "sectors": rows.SectorRow,
    "tasks": rows.TaskRow,
    "themes": rows.SectionRow,
    "zones": rows.ZoneRow,
    "area_shapes": rows.AreaShape,
    "facets": rows.FacetRow,
    "coverage_sectors": rows.CoverageCell,
    "coverage_tasks": rows.CoverageCell,
    "coverage_scenarios": rows.ScenarioCounts,
    "names": rows.NameRow,
}
ASKED = {
    "facets": {**Filter().parameters(), "within": None},
    "place": {"id": "harbour"},
    "evidence": {"id": "harbour"},
    "candidates": {"id": "harbour"},
    "applicable": {"id": "harbour"},
    "clause": {"ids": ["harbour"]},
    "scenarios": dict.fromkeys(("sectors", "tasks", "themes")),
    "coverage_sectors": {"relations": None},
    "coverage_tasks": {"relations": None},
}
KINDS = {
    "string": str,
    "int32": int,
    "int64": int,
    "double": float,
    "binary": bytes,
    "list<l: string>": Sequence[str],
    "list<l: int32>": Sequence[int],
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_selects_what_its_row_declares(query, tiny):
    found = tiny.database.rows(query, ASKED.get(query))
    declared = get_type_hints(QUERIES[query])
    assert set(found.schema.names) == set(declared)
    for column in found.schema:
        kind = KINDS[str(column.type)]
        assert declared[column.name] in (kind, kind | None), column.name


@pytest.mark.parametrize(
    ("query", "more"), [("prefectures", {"short_zh", "zone", "bbox"}), ("counties", {"prefecture"})]
)
def test_areas_have_what_their_level_has(query, more, tiny):
    found = set(tiny.database.rows(query).schema.names)
    assert found == set(rows.AreaNames.__required_keys__) | more
    assert more <= set(rows.AreaRow.__optional_keys__)


def test_every_query_of_the_catalog_is_compared():
    asked = set()
    for path in (ROOT / "geo" / "catalog").glob("*.py"):
        asked |= set(re.findall(r'records\(\s*"(\w+)"', path.read_text(encoding="utf-8")))
    code = (ROOT / "geo" / "query" / "codelists.py").read_text(encoding="utf-8")
    asked |= set(re.findall(r'rows\("(\w+)"', code))
    assert asked
    assert asked <= {*QUERIES, "prefectures", "counties"}


def test_what_the_catalogue_must_have_is_there(catalog):
    """A column that may have no value has none somewhere but for what only own places lack."""
    table = catalog.database.rows("all_places")
    for field in PLACE:
        if not field.nullable:
            assert table[field.name].null_count == 0, field.name


def test_the_labels_are_those_that_are_declared(tiny):
    made = labels(tiny, [], {}, {}, "zh")
    assert set(made) == {field.name for field in LABELS} | {"outside"}  # codes in words


def test_the_results_of_a_list_are_those_of_the_resolver():
    assert ", ".join(MatchStatus) == CODES


def test_the_readme_names_the_columns_that_a_list_gains():
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    message = re.search(r"gains ([\w, ]+) and candidates \(JSON\)", text)
    assert message
    assert [*message[1].split(", "), "candidates"] == [field.name for field in LOCATED]


def test_the_data_dictionary_is_current():
    """Else: python -m geo.schema > docs/data-dictionary.md."""
    kept = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert kept == data_dictionary()


def names_too_many(node: ast.AST) -> bool:
    """Whether a list, tuple or set, or the keys of a dict, are a list of columns.

    The names of the columns of a located list are those of many other things, too: in a dict they
    are values.
    """
    if isinstance(node, ast.Dict):
        return len(NAMES & texts(node.keys)) > MOST
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return max(len(NAMES & texts(node.elts)), len(ADDED & texts(node.elts))) > MOST
    return False


def texts(items: Sequence[ast.expr | None]) -> set[object]:
    return {item.value for item in items if isinstance(item, ast.Constant)}


def literals(path: Path) -> set[tuple[str, str]]:
    """(file, function or constant) of every literal that names too many columns."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for statement in [inner for node in tree.body for inner in parts(node)]:
        if any(map(names_too_many, ast.walk(statement))):
            found.add((path.relative_to(ROOT / "geo").as_posix(), name_of(statement)))
    return found


def parts(node: ast.stmt) -> list[ast.stmt]:
    return node.body if isinstance(node, ast.ClassDef) else [node]


def name_of(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.target)
    return getattr(node, "name", ast.unparse(node)[:40])


def test_no_list_of_columns_stands_outside_the_schema():
    found = set()
    for path in sorted((ROOT / "geo").rglob("*.py")):
        if path.parent.name != "schema":
            found |= literals(path)
    assert found == set(EXCEPTIONS)
