"""The readers, one file a family of formats."""
