"""The page of the plan: the document's facts, and its text beside the map."""
