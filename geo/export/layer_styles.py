"""How layers for GIS programs are drawn: the rules that QML and SLD write, from the map's styles.

A layer holds one kind of geometry. A rule takes the places of one first sector, one precision and
one relation, which is what decides the look of a place on every map (`geo/mapping/styles.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo import describe, i18n
from geo.export.export_dataset import ExportDataset
from geo.export.fields import LIST_SEPARATOR
from geo.mapping.sector_styles import STATION_STYLE, SectorStyle, sector_style
from geo.mapping.styles import SHEET, SHEET_LABELS, StyleKey
from geo.mapping.symbols import feature_svg

LAYERS = {
    "points": ("Point", "MultiPoint"),
    "lines": ("LineString", "MultiLineString"),
    "areas": ("Polygon", "MultiPolygon"),
}  # layer → its types of geometry
STATION_PART = 18 / 32  # of a station's symbol, whose disc is smaller than its box
LABEL_MM = SHEET_LABELS["place"].size


@dataclass(frozen=True)
class StyleRule:
    """Places that look alike: the codes that they have in common, and a name for the legend."""

    sector: str  # the first code in the column of sectors
    key: StyleKey
    label: str

    @property
    def style(self) -> SectorStyle:
        """Colour and symbol."""
        return STATION_STYLE if self.key.station else sector_style(self.key.sector)

    @property
    def svg(self) -> str:
        """The symbol, as on the map."""
        return feature_svg(self.key)

    @property
    def size(self) -> float:
        """The width of the whole symbol in millimetres, as on the printed sheet."""
        return SHEET.station / STATION_PART if self.key.station else SHEET.symbol


@dataclass(frozen=True)
class LayerStyle:
    """The rules of a layer, and the names that its columns have in the file."""

    layer: str  # of `LAYERS`
    types: frozenset[str]  # of geometry, that it has
    rules: tuple[StyleRule, ...]
    columns: Mapping[str, str]  # column → its name in the file
    lang: str

    @property
    def label_column(self) -> str:
        """The column that names a place."""
        return self.columns[f"name_{self.lang}"]

    def like(self, rule: StyleRule, anything: str) -> str:
        """What the column of sectors is like where further ones follow the first."""
        return f"{rule.sector}{LIST_SEPARATOR}{anything}"


def layer_styles(dataset: ExportDataset, columns: Mapping[str, str]) -> list[LayerStyle]:
    """The styles of those layers that have a place."""
    rules: dict[str, dict[tuple[str, StyleKey], StyleRule]] = {}
    types: dict[str, set[str]] = {}
    layers = {kind: layer for layer, kinds in LAYERS.items() for kind in kinds}
    for feature, shape in zip(dataset.features, dataset.places.geometry, strict=True):
        if shape is None:
            continue
        first = feature.sectors[0] if feature.sectors else ""
        rule = StyleRule(first, feature.style, _label(dataset, first, feature.style))
        layer = layers[shape.geom_type]
        rules.setdefault(layer, {})[first, feature.style] = rule
        types.setdefault(layer, set()).add(shape.geom_type)
    return [
        LayerStyle(
            layer,
            frozenset(types[layer]),
            tuple(_in_order(dataset, rules[layer])),
            columns,
            dataset.lang,
        )
        for layer in LAYERS
        if layer in rules
    ]


def _in_order(
    dataset: ExportDataset, rules: Mapping[tuple[str, StyleKey], StyleRule]
) -> list[StyleRule]:
    """In the plan's order of sectors, derived stations last."""
    order = {sector: number for number, sector in enumerate(dataset.sectors)}
    return sorted(
        rules.values(),
        key=lambda rule: (rule.key.station, order.get(rule.sector, len(order)), rule.label),
    )


def _label(dataset: ExportDataset, sector: str, key: StyleKey) -> str:
    name = dataset.sectors.get(sector, sector)
    if key.station:
        name = i18n.text(dataset.lang, "relation.derived")
    return i18n.aside(dataset.lang, name, describe.precision(key.precision, dataset.lang))
