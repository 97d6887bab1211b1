"""The one way to the data of a build: pages, command line, routes and notebooks ask a `Catalog`."""

from geo.catalog.catalog import Catalog, FilterValues
from geo.catalog.counts import Facet
from geo.catalog.portrait import Portrait

__all__ = ["Catalog", "Facet", "FilterValues", "Portrait"]
