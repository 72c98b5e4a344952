"""Third stage: an analysis becomes rows, a question becomes SQL."""
