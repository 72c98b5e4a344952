"""Views: widgets that build, show and emit."""
