"""Labels of codes, shown in exports instead of ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo import describe, i18n
from geo.catalog import Catalog
from geo.export.user_places import OWN
from geo.schema.place import PlaceRow
from geo.schema.rows import ClauseRow, in_language
from geo.schema.source import SourceColumns
from geo.shortlist.model import OwnPlace


def labels(
    catalog: Catalog,
    rows: Sequence[PlaceRow],
    titles: Mapping[str, SourceColumns],
    own: Mapping[str, OwnPlace],
    lang: str,
) -> dict[str, Sequence[object]]:
    """Codes in words, one column each; `titles` are the sources by id."""
    clauses = catalog.plan.clauses([row["id"] for row in rows])

    def words(field: str, codes: Sequence[object]) -> str:
        labels = [
            i18n.text(lang, "export.own.sector")
            if code == OWN
            else catalog.codelists.label(field, str(code), lang)
            for code in codes
        ]
        return describe.listed(labels, lang)

    def areas(codes: Sequence[str]) -> str:
        names = catalog.regions.names
        labels = [
            in_language(names[code], "name", lang) if code in names else code for code in codes
        ]
        return describe.listed(labels, lang)

    def label(group: str, code: str | None) -> str | None:
        if code == OWN:
            return i18n.text(lang, f"export.own.{group}")
        return i18n.text(lang, f"{group}.{code}") if code else None

    def cited(row: PlaceRow) -> str:
        if row["relation"] == OWN:
            return own[row["id"]].source or i18n.text(lang, "export.own.source")
        return i18n.semicolon(lang, (titles[source]["title"] for source in row["sources"]))

    def task(number: int) -> str:
        title = catalog.codelists.label("tasks", str(number), lang)
        return describe.numbered("task", number, title, lang)

    return {
        "sector_label": [words("sectors", row["sectors"]) for row in rows],
        "kind_label": [label("kind", row["kind"]) for row in rows],
        "task_label": [
            describe.listed([task(number) for number in row["tasks"]], lang) for row in rows
        ],
        "relation_label": [label("relation", row["relation"]) for row in rows],
        "prefecture_label": [areas(row["prefectures"]) for row in rows],
        "county_label": [
            areas([code for code in row["adcodes"] if code not in row["prefectures"]])
            for row in rows
        ],
        "precision_label": [label("precision", row["precision"]) for row in rows],
        "confidence_label": [label("confidence", row["confidence"]) for row in rows],
        "outside": [
            i18n.text(lang, f"export.outside.{row['outside']}") if row["outside"] else None
            for row in rows
        ],
        "status_label": [label("status", row["status"]) for row in rows],
        "clause": [
            _clause(clauses[row["id"]], lang) if row["id"] in clauses else "" for row in rows
        ],
        "source_titles": [cited(row) for row in rows],
    }


def _clause(clause: ClauseRow, lang: str) -> str:
    """The clause of the plan: theme › task › box › entry › scenario."""
    steps = describe.clause_chain(clause, lang, name_body=False, both_languages=True)
    return " › ".join(steps)


def source_in_words(source: SourceColumns, lang: str) -> SourceColumns:
    """A source with its licence in words, and a word where it names no publisher."""
    return {
        **source,
        "publisher": describe.publisher(source["publisher"], lang),
        "licence": describe.licence(source["licence"], lang),
    }


def citation(source: SourceColumns) -> str:
    """A source in words in one line, its origin first: publisher, title, date, address, licence."""
    parts = (
        source["publisher"],
        source["title"],
        source["date"],
        source["address"],
        source["licence"],
    )
    return " · ".join(filter(None, parts))


def licences(origins: Sequence[Mapping[str, str]], lang: str) -> list[str]:
    """The licences of our texts and of the geometry; those of the sources are listed with them."""
    packages = {(item["package"], item["version"], item["licence"]) for item in origins}
    return [
        i18n.text(lang, "export.licence.texts"),
        *(
            i18n.text(lang, "export.licence.geometry", package=name, version=version, licence=terms)
            for name, version, terms in sorted(packages)
        ),
        i18n.text(lang, "export.licence.sources"),
    ]
