"""What the lines of articles and pages look like: one room a concern, each asking nothing but the line itself."""
