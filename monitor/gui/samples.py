"""The sample articles that come with the program."""

from monitor.paths import resources

README = "README.md"  # says what the samples show; it is no article


def sample_files() -> list[str]:
    """Return the files of the samples, in order."""
    return sorted(str(file) for file in (resources() / "samples").iterdir() if file.name != README)
