"""The window, the only half that knows Qt."""
