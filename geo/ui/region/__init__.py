"""The page about one region."""
