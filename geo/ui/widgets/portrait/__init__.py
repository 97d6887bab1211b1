"""What the pages about one region and one task have in common."""
