"""Second stage: an article becomes an analysis."""
