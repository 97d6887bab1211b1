"""The plan: a parser of its text, the curated catalogue, and the comparison of both."""
