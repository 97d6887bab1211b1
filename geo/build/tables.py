"""Turn the loaded sources into sorted Arrow tables, one per table of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

import geopandas as gpd
import pyarrow as pa
import shapely

from geo.build.basemap import FAR_DEGREES, NEAR_DEGREES, display_shape, simplified
from geo.gazetteer.admin import Admin
from geo.gazetteer.places import Gazetteer, Place
from geo.model import Basis, Relation
from geo.plan.curated_plan import CuratedPlan
from geo.query.codelists import short_forms, zone_short_forms
from geo.query.pinyin import romanize
from geo.query.search import HAN
from geo.schema.arrow import arrow_schema
from geo.schema.place import PLACE, DerivedColumns
from geo.source_tables import SourceRow

# Of the tables beside the places; what is not here is text. Those of the places: geo/schema.
TYPES: dict[str, pa.DataType] = {
    "lon": pa.float64(),
    "lat": pa.float64(),
    "label_lon": pa.float64(),
    "label_lat": pa.float64(),
    "number": pa.int32(),
    "task": pa.int32(),
    "theme": pa.int32(),
    "box": pa.int32(),
    "value": pa.int64(),
    "span_start": pa.int32(),
    "span_end": pa.int32(),
    "seq": pa.int32(),
    "geometry": pa.binary(),
    "bbox": pa.list_(pa.float64()),
    "place": pa.string(),
}

TableCells = Mapping[str, object]


class Link(TypedDict):
    """A task that a place has to do with; what applies to its sector has a phrase and reasons."""

    place: str
    task: int | None
    relation: Relation
    entry: str | None
    phrase_zh: str | None
    reason_zh: str | None
    reason_en: str | None
    basis: Basis | None


def make_tables(curated: CuratedPlan, admin: Admin, gazetteer: Gazetteer) -> dict[str, pa.Table]:
    """All tables, each sorted by its key; geometries are WKB in EPSG:4326."""
    links = _links(curated, gazetteer.places)
    tables = {
        "places": _places(curated, admin, gazetteer, links),
        "links": _table(links, ["place", "task", "relation", "entry"]),
        "evidence": _table(
            [{**vars(item), "seq": seq} for seq, item in enumerate(gazetteer.evidence)],
            ["place", "seq"],
        ),
        "candidates": _table(
            [{**vars(item), "seq": seq} for seq, item in enumerate(gazetteer.candidates)],
            ["place", "seq"],
        ),
        "sources": _table([vars(item) for item in gazetteer.sources], ["id"]),
        "names": _names(admin, gazetteer.places),
        "zones": _table([_cells(row) for row in admin.zones], ["number"]),
        "prefectures": _areas(admin.prefectures),
        "counties": _areas(admin.counties),
    }
    for name in ("departments", "themes", "tasks", "safeguards", "boxes", "sectors"):
        tables[name] = _table([_cells(row) for row in curated.tables[name]], ["number"])
    for name in ("targets", "entries"):
        tables[name] = _table([_cells(row) for row in curated.tables[name]], ["id"])
    tables["scenarios"] = _scenarios(curated, gazetteer.places)
    return tables


def _table(rows: Sequence[TableCells], key: list[str]) -> pa.Table:
    return _typed(rows, pa.schema([(name, TYPES.get(name, pa.string())) for name in rows[0]]), key)


def _typed(rows: Sequence[TableCells], schema: pa.Schema, key: list[str]) -> pa.Table:
    arrays = [pa.array([row[field.name] for row in rows], type=field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema).sort_by([(k, "ascending") for k in key])


def _cells(row: SourceRow) -> dict[str, str | int | None]:
    """A table row with integers where the column has them."""
    cells: dict[str, str | int | None] = {}
    for name, text in row.values.items():
        numeric = pa.types.is_integer(TYPES.get(name, pa.string()))
        cells[name] = (row.integer(name) if text else None) if numeric else (text or None)
    return cells


def _areas(frame: gpd.GeoDataFrame) -> pa.Table:
    shapes = shapely.to_wkb(frame.geometry.values)
    rows = frame.drop(columns="geometry").to_dict("records")
    boxes = shapely.bounds(frame.geometry.values).tolist()
    together = zip(rows, shapes, boxes, strict=True)
    return _table(
        [{**row, "bbox": box, "geometry": shape} for row, shape, box in together], ["adcode"]
    )


def _links(curated: CuratedPlan, places: Iterable[Place]) -> list[Link]:
    """Every task that a place has to do with: named or derived, and applicable by sector."""
    scenario = {item.id: item for item in curated.structure.scenarios}
    task_of_box = {box.number: box.parent for box in curated.structure.boxes}
    task_of_entry = {item.id: task_of_box[item.box] for item in curated.structure.entries}
    links = []
    for place in places:
        home = scenario[place.scenario]
        links.append(_link(place, home.task, place.relation, home.entry))
        if place.relation is not Relation.NAMED:
            continue  # sectors apply to named places only
        links += [
            _link(
                place, task_of_entry[row.text("entry")], Relation.APPLICABLE, row.text("entry"), row
            )
            for row in curated.tables["applies"]
            if row.text("sector") in place.sectors
        ]
    return links


def _link(
    place: Place,
    task: int | None,
    relation: Relation,
    entry: str | None,
    row: SourceRow | None = None,
) -> Link:
    return {
        "place": place.id,
        "task": task,
        "relation": relation,
        "entry": entry,
        "phrase_zh": row.text("phrase_zh") if row else None,
        "reason_zh": row.text("reason_zh") if row else None,
        "reason_en": row.text("reason_en") if row else None,
        "basis": row.choice("basis", Basis) if row else None,
    }


def _places(
    curated: CuratedPlan, admin: Admin, gazetteer: Gazetteer, links: list[Link]
) -> pa.Table:
    prefecture_of = dict(zip(admin.counties["adcode"], admin.counties["prefecture"], strict=True))
    prefecture_of |= {code: code for code in admin.prefectures["adcode"]}
    zone_of = dict(zip(admin.prefectures["adcode"], admin.prefectures["zone"], strict=True))
    cited: dict[str, list[str]] = defaultdict(list)
    for item in gazetteer.evidence:
        if item.source not in cited[item.place]:
            cited[item.place].append(item.source)
    tasks = _tasks_by(links, {Relation.NAMED, Relation.DERIVED})
    applicable = _tasks_by(links, {Relation.APPLICABLE})
    order = {row.text("id"): row.integer("number") for row in curated.tables["sectors"]}
    near, far = (
        simplified(admin.counties, tolerance).set_index("adcode").geometry
        for tolerance in (NEAR_DEGREES, FAR_DEGREES)
    )
    rows = []
    for place in gazetteer.places:
        prefectures = list(dict.fromkeys(prefecture_of[code] for code in place.adcodes))
        zones = list(dict.fromkeys(zone_of[code] for code in prefectures))
        derived: DerivedColumns = {
            "display_shape": display_shape(place, near, NEAR_DEGREES),
            "display_shape_far": display_shape(place, far, FAR_DEGREES),
            "tasks": tasks[place.id],
            "applicable_tasks": applicable[place.id],
            "prefectures": prefectures,
            "regions": list(dict.fromkeys([*zones, *prefectures, *place.adcodes])),
            "sources": cited[place.id],
            "pinyin": romanize(place.name_zh),
        }
        kept = {
            **vars(place),
            "geometry": None if place.geometry is None else shapely.to_wkb(place.geometry),
            "sectors": sorted(place.sectors, key=lambda sector: order[sector]),
        }
        rows.append({**kept, **derived})
    return _typed(rows, arrow_schema(PLACE), ["id"])


def _names(admin: Admin, places: list[Place]) -> pa.Table:
    """Every spelling of places and regions, aliases last, and the reading of the Chinese ones."""
    spelled: list[tuple[str, str, list[str]]] = []
    for place in places:
        kind = "station" if place.relation is Relation.DERIVED else "place"
        texts = [place.name_zh, place.full_name_zh, place.name_en, *place.aliases]
        spelled.append((kind, place.id, texts))
    for row in admin.zones:
        texts = [row.text("name_zh"), row.text("short_zh"), row.text("name_en")]
        texts += zone_short_forms(row.text("name_en"))
        spelled.append(("region", row.text("id"), texts))
    for area in (*admin.prefectures.itertuples(), *admin.counties.itertuples()):
        short = getattr(area, "short_zh", "")
        texts = [
            area.name_zh,
            short,
            *short_forms(area.name_zh),
            area.name_en,
            area.name_en.split(" ")[0],
            area.adcode,
        ]
        spelled.append(("region", area.adcode, texts))
    rows = [
        {
            "seq": seq,
            "number": number,
            "kind": kind,
            "code": code,
            "text": text,
            "reading": romanize(text) if HAN.search(text) else "",
        }
        for seq, (kind, code, texts) in enumerate(spelled)
        for number, text in enumerate(dict.fromkeys(filter(None, texts)))
    ]
    return _table(rows, ["seq", "number"])


def _tasks_by(links: list[Link], relations: set[Relation]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for link in links:
        if link["relation"] in relations and link["task"] is not None:
            found[link["place"]].add(link["task"])
    return defaultdict(list, {place: sorted(tasks) for place, tasks in found.items()})


def _scenarios(curated: CuratedPlan, places: list[Place]) -> pa.Table:
    site_of = {place.scenario: place.id for place in places if place.relation is Relation.NAMED}
    rows = [
        {**_cells(row), "place": site_of.get(row.text("id"))} for row in curated.tables["scenarios"]
    ]
    return _table(rows, ["id"])
