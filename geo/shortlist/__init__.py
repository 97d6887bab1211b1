"""Shortlists: chosen places in a person's own order, kept, versioned and taken along."""
