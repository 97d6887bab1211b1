"""The sources page: the document, citations, and the plan as a tree."""
