"""The half without a window: a file comes in, a record whose every number can be opened comes out."""
