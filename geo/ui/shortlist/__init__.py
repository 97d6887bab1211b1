"""Shortlists: lists of sites that are ranked, compared, saved and exported."""
