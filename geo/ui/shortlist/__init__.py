"""The planner's desk: lists of sites that are ranked, compared, kept and taken along."""
