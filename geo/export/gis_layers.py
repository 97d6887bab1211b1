"""Write GIS layers with GDAL."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio


def write_layer(frame: pd.DataFrame, path: Path, **options: Any) -> None:
    """`pyogrio.write_dataframe`, without the warning that GCJ-02 and BD-09 have no EPSG code."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="'crs' was not provided")
        pyogrio.write_dataframe(frame, path, **options)
