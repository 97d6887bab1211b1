"""Shortlists: selected places in the user's order, saved, versioned and exported."""
