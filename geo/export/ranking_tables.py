"""The ranks of a list under each named set of weights, as a table of several formats."""

from __future__ import annotations

from geo import i18n
from geo.export.export_dataset import ExportDataset
from geo.export.fields import numbers

Cell = str | int | None


def rank_table(dataset: ExportDataset) -> tuple[list[str], list[list[Cell]]]:
    """Header and rows: number and name of each place, its rank now and under each set, None where
    it is left out; the best first. Without sets there are no rows.
    """
    lang, ranks = dataset.lang, dataset.report.ranks
    heads = [i18n.text(lang, f"export.brief.{name}") for name in ("number", "name")]
    if not ranks:
        return [*heads], []
    names = dataset.places[f"name_{lang}"].tolist()
    every = list(zip(numbers(dataset.places), dataset.places["id"], names, strict=True))
    rows: list[list[Cell]] = []
    for position in dataset.order:
        number, place, name = every[position]
        rows.append([number, name, *(one.get(place) for one in ranks.values())])
    return [*heads, *ranks], rows
