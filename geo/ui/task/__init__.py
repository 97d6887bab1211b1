"""The page about one task of the plan."""
