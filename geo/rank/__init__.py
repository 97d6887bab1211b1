"""Ranking places by weighted criteria, with the reasons of every score."""
