"""What several pages draw: map, list, detail, facets, distance filter, exports, notices."""
