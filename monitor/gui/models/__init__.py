"""Models: what lists and tables show, page by page."""
