"""Filters: a value → SQL parameters and a sentence a person can read."""
