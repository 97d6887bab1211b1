"""The explore page: filters, map, list and detail."""
