"""The plan: a parser of its text, the curated plan, and the comparison of both."""
