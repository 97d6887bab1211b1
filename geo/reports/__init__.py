"""Errors that visitors report about places."""
