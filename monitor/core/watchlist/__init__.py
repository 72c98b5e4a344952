"""Fourth stage: an analysis meets the entries of the watchlist."""
