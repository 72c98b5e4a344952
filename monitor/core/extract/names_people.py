"""Which short forms of people's names an article uses: Lee for Ann Lee, where no other Lee is named in full."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from monitor.core.extract.names_sightings import fold
from monitor.core.extract.names_words import FAMILY_NAME_FIRST

PARTICLES = frozenset("de da do dos das del della di du la le van von der den ter ten al el bin ben ibn abu st".split())
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})

Words = tuple[str, ...]
"""The folded words of a name."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The people whom an article names in full.

    ``names`` gives the entity of every full and short form that can mean only one of them; ``surnames`` are
    the short forms that may be looked for where no model saw them, ``families`` those that several may share,
    ``shared`` the people of each that several do. Forms are folded.
    """

    names: Mapping[str, str]
    surnames: frozenset[str]
    families: frozenset[str]
    shared: Mapping[str, frozenset[str]] = field(default_factory=dict)


def gather_cast(full_names: Iterable[str]) -> Cast:
    """Return the cast of an article from its full names (of two words or more) in the order of the text, repeated."""
    groups = _same_people(full_names)
    people = {key: _display_name(forms) for key, forms in groups.items()}
    claims: dict[str, set[Words]] = defaultdict(set)
    surname_claims: dict[str, set[Words]] = defaultdict(set)
    for key, forms in groups.items():
        for words in {tuple(fold(form).split()) for form in forms} | {key}:
            for short in _short_forms(words):
                claims[" ".join(short)].add(key)
            for short in _surnames(words):
                surname_claims[" ".join(short)].add(key)
    names = {form: people[next(iter(keys))] for form, keys in claims.items() if len(keys) == 1}
    # A surname of one and first name of another means the one; a surname that two share means neither.
    names |= {form: people[next(iter(keys))] for form, keys in surname_claims.items() if len(keys) == 1}
    for form, keys in surname_claims.items():
        if len(keys) > 1:
            names.pop(form, None)
    names |= {" ".join(key): people[key] for key in groups}
    for key, forms in groups.items():
        names |= {fold(form): people[key] for form in forms}
    surnames = frozenset(form for form, keys in surname_claims.items() if len(keys) == 1 and len(form) > 1)
    shared = {form: frozenset(people[key] for key in keys) for form, keys in surname_claims.items() if len(keys) > 1}
    return Cast(names, surnames, frozenset(surname_claims), shared)


def _same_people(full_names: Iterable[str]) -> dict[Words, list[str]]:
    """Return the full names by person: "Ann B. Lee" and "Ann Lee" are one, by her longest form's key."""
    forms: dict[Words, list[str]] = defaultdict(list)
    for name in full_names:
        forms[tuple(fold(name).split())].append(name)
    groups: dict[Words, list[str]] = {}
    by_word: dict[str, list[Words]] = defaultdict(list)
    for words in sorted(forms, key=len, reverse=True):
        hosts = [key for key in by_word[_without_suffix(words)[-1]] if _is_form_of(words, key)]
        if len(hosts) == 1:
            groups[hosts[0]].extend(forms[words])
            continue
        groups[words] = list(forms[words])
        for word in set(words):
            by_word[word].append(words)
    return groups


def _is_form_of(short: Words, full: Words) -> bool:
    """Whether a name of two words or more is a shorter form of another: its end ("van der Berg") or with gaps."""
    if len(short) >= len(full):
        return False
    if short == full[-len(short) :]:
        return True
    rest = iter(full)
    if not all(any(_matches(word, other) for other in rest) for word in short):
        return False
    last = _without_suffix(short)[-1]
    return short[0][0] == full[0][0] and (last == _without_suffix(full)[-1] or short == full[: len(short)])


def _matches(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other.startswith(word))


def _without_suffix(words: Words) -> Words:
    return words[:-1] if len(words) > 1 and words[-1] in SUFFIXES else words


def _display_name(forms: list[str]) -> str:
    """Return the form to show: of those with the first name the most used one, the longer one among equals."""
    longest = max(forms, key=lambda form: len(form.split()))
    counts = Counter(form for form in forms if form[:1].casefold() == longest[:1].casefold())
    return max(counts, key=lambda form: (counts[form], len(form.split()), not form.isupper()))


def _short_forms(words: Words) -> set[Words]:
    """Return every run of a name's words that may stand for it."""
    core = _without_suffix(words)
    runs = {core[i:j] for i in range(len(core)) for j in range(i + 1, len(core) + 1)}
    return {run for run in runs if run[-1] not in PARTICLES and not all(len(word) == 1 for word in run)} - {words}


def _surnames(words: Words) -> set[Words]:
    """Return the forms that are borne like a surname: the last word, with its particles, or an East Asian first one."""
    core = _without_suffix(words)
    if core[0] in FAMILY_NAME_FIRST and len(core) in (2, 3):
        unclear = len(core) == 2 and core[1] in FAMILY_NAME_FIRST
        return {core[:1], core[1:]} if unclear else {core[:1]}
    found = {core[-1:]}
    start = len(core) - 1
    while start > 1 and core[start - 1] in PARTICLES:
        start -= 1
    found.add(core[start:])
    if len(core) > 2 and core[-2] not in PARTICLES and len(core[-2]) > 1:
        found.add(core[-2:])
    return found
