"""GeoParquet; what there is to know about the file is JSON under the key `shutu` of its schema."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.export.export_dataset import ExportDataset
from geo.export.own_columns import ARROW as ARROW_OF_OWN
from geo.schema.arrow import ARROW
from geo.schema.exported import EXPORTED

# Set explicitly, because they cannot be inferred from an empty selection or one without values.
LISTS = {field.name: ARROW[field.type] for field in EXPORTED if field.type.is_list}
ABOUT_KEY = b"shutu"


def write(dataset: ExportDataset) -> bytes:
    """One row per place, lists as lists, null geometry for unlocated places."""
    frame = dataset.converted
    own = {name: ARROW_OF_OWN[kind.kind] for name, kind in dataset.own_types.items()}
    columns: dict[str, Any] = {str(name): frame[name] for name in frame}
    for name, kind in {**LISTS, **own}.items():
        if name in columns:
            cells = pa.array(list(frame[name]), type=kind, from_pandas=True)
            columns[name] = pd.Series(pd.arrays.ArrowExtensionArray(cells), index=frame.index)
    shapes = columns.pop("geometry")
    frame = gpd.GeoDataFrame(pd.DataFrame(columns, index=frame.index), geometry=shapes)
    plain = BytesIO()
    frame.to_parquet(plain, index=False)
    table = pq.read_table(plain)
    about = {
        **{fact.key: fact.text for fact in dataset.facts()},
        "sources": [dict(source) for source in dataset.sources],
    }
    # Without the remarks of pandas, which it could not read back itself because of the lists.
    metadata = {
        b"geo": table.schema.metadata[b"geo"],
        ABOUT_KEY: json.dumps(about, ensure_ascii=False).encode(),
    }
    buffer = BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), buffer, compression="zstd")
    return buffer.getvalue()
