"""Codes in words: what a reader of an export sees in the place of ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo import i18n
from geo.catalog import Catalog
from geo.export.user_places import OWN
from geo.schema.place import PlaceRow
from geo.schema.rows import Clause, in_language
from geo.schema.source import SourceColumns
from geo.shortlist.model import OwnPlace


def labels(
    catalog: Catalog,
    rows: Sequence[PlaceRow],
    titles: Mapping[str, SourceColumns],
    own: Mapping[str, OwnPlace],
    lang: str,
) -> dict[str, list[str | None]]:
    """Codes in words, one column each; `titles` are the sources by id, `own` the own places."""
    comma = i18n.text(lang, "unit.comma")
    clauses = catalog.clauses([row["id"] for row in rows])

    def words(field: str, codes: Sequence[object]) -> str:
        return comma.join(
            i18n.text(lang, "export.own.sector")
            if code == OWN
            else catalog.codelists.label(field, str(code), lang)
            for code in codes
        )

    def areas(codes: Sequence[str]) -> str:
        names = catalog.area_names
        return comma.join(
            in_language(names[code], "name", lang) if code in names else code for code in codes
        )

    def message(group: str, code: str | None) -> str | None:
        if code == OWN:
            return i18n.text(lang, f"export.own.{group}")
        return i18n.text(lang, f"{group}.{code}") if code else None

    def cited(row: PlaceRow) -> str:
        if row["relation"] == OWN:
            return own[row["id"]].source or i18n.text(lang, "export.own.source")
        return "; ".join(titles[source]["title"] for source in row["sources"])

    def task(number: int) -> str:
        title = catalog.codelists.label("tasks", str(number), lang)
        return i18n.text(lang, "detail.task", number=number, title=title)

    return {
        "sector_label": [words("sectors", row["sectors"]) for row in rows],
        "kind_label": [message("kind", row["kind"]) for row in rows],
        "task_label": [comma.join(map(task, row["tasks"])) for row in rows],
        "relation_label": [message("relation", row["relation"]) for row in rows],
        "prefecture_label": [areas(row["prefectures"]) for row in rows],
        "county_label": [areas(row["adcodes"]) for row in rows],
        "precision_label": [message("precision", row["precision"]) for row in rows],
        "confidence_label": [message("confidence", row["confidence"]) for row in rows],
        "outside": [
            i18n.text(lang, f"export.outside.{row['outside']}") if row["outside"] else None
            for row in rows
        ],
        "status_label": [message("status", row["status"]) for row in rows],
        "clause": [
            _clause(clauses[row["id"]], lang) if row["id"] in clauses else "" for row in rows
        ],
        "source_titles": [cited(row) for row in rows],
    }


def _clause(clause: Clause, lang: str) -> str:
    """Where the plan says it: theme › task › box › entry › scenario."""
    steps = [
        i18n.text(
            lang, "detail.theme", number=clause["theme"], title=in_language(clause, "theme", lang)
        ),
        i18n.text(
            lang, "detail.task", number=clause["task"], title=in_language(clause, "task", lang)
        ),
    ]
    if clause["entry"]:
        title = in_language(clause, "box", lang)
        steps.append(i18n.text(lang, "detail.box", number=clause["box"], title=title))
        steps.append(in_language(clause, "entry", lang))
    names = dict.fromkeys((in_language(clause, "scenario", lang), clause["scenario_zh"]))
    steps.append(i18n.text(lang, "detail.scenario", name=" · ".join(names)))
    return " › ".join(steps)


def licences(origins: Sequence[Mapping[str, str]], lang: str) -> list[str]:
    """The licences of our texts and of the geometry; those of the sources stand beside them."""
    packages = {(item["package"], item["version"], item["licence"]) for item in origins}
    return [
        i18n.text(lang, "export.licence.texts"),
        *(
            i18n.text(lang, "export.licence.geometry", package=name, version=version, licence=terms)
            for name, version, terms in sorted(packages)
        ),
        i18n.text(lang, "export.licence.sources"),
    ]
