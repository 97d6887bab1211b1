"""The gazetteer: administrative areas, places with their evidence, geometry, datums, checks."""
