"""Which two letters are a country: asked wherever somebody types one."""

from monitor.paths import resources


def country_codes() -> frozenset[str]:
    """Return the codes of all countries and territories: ISO 3166-1 alpha-2, and XK for Kosovo.

    Raises:
        OSError: where the gazetteer is missing.
    """
    lines = (resources() / "gazetteer" / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if line.strip() and not line.startswith("#"))
