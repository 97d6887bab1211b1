"""The one way to the data of a build: pages, command line, routes and notebooks ask a `Catalog`."""

from geo.catalog.catalog import Catalog, FilterValues
from geo.catalog.counts import Facet

__all__ = ["Catalog", "Facet", "FilterValues"]
