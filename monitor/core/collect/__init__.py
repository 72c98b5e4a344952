"""First stage: a file arrives and becomes articles."""
