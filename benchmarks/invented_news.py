"""Invented news: articles that share no more than news does, reports from templates, and copies as outlets make them.

All names are made up, places are real. The same seed gives the same texts.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

FIRST = (
    "Ada Bruno Carla Dario Elin Farid Greta Hugo Ines Jarek Katya Lotte Milan Nadia Oskar Petra Quentin Rosa Stefan"
    " Tamar Ugo Vera Wanda Ximena Yusuf Zora Anouk Basil Clio Davor Emre Fenna Goran Halina Ivo Jorun"
).split()
LAST = (
    "Abernal Boskovar Calderis Dremmel Eskova Farnholt Grivas Holmquest Ilvane Jorrit Kestrin Lombardo Mevlin Norrback"
    " Orsani Petrossi Quillan Radovic Senzaki Tolvanen Ulmer Vasquin Wexholm Yarden Zelinka Brandvik Corvane Delisse"
    " Ferrand Gostin Harkany Ibsworth Jelsma Kovrig Lundeby Marchetti Nyberg Ostrava Pellerin"
).split()
PLACES = (
    "Lisbon Gdansk Rotterdam Piraeus Trieste Antwerp Bergen Riga Porto Valencia Marseille Hamburg Split Varna Odesa"
    " Tallinn Bilbao Genoa Cork Malmo Turku Izmir Haifa Tunis Oran Dakar Lagos Accra Mombasa Durban Karachi Chennai"
    " Colombo Manila Busan Osaka Darwin Auckland Callao Santos Veracruz Halifax Boston"
).split()
BODIES = (
    "the port authority|the city council|the regional court|the health ministry|the transport union|the central bank"
    "|the fisheries board|the energy regulator|the school inspectorate|the coast guard|the audit office|the parliament"
    "|the tenants' league|the grain exchange|the rail operator|the water company|the teachers' federation"
    "|the opposition bloc|the customs service|the museum trust|the ferry line|the prosecutor's office"
).split("|")
THINGS = (
    "harbour dredging contract|school meals plan|night train service|tram extension|fishing quota|pension reform"
    "|bridge inspection|flood barrier|vaccine order|grain shipment|housing levy|ferry timetable|wind farm licence"
    "|tax rebate|museum loan|land register|wage agreement|road toll|hospital merger|waste permit|power cable"
    "|library closure|stadium loan|water tariff|market square|export licence|satellite contract|voter roll"
    "|border post|coal phase-out"
    "|apprentice scheme|rent cap|cheese subsidy|pilot strike|archive fire|orchard blight|ice warning|reservoir level"
).split("|")
VERBS = (
    "approved|shelved|questioned|doubled|postponed|defended|criticised|withdrew|reopened|reviewed|audited|welcomed"
    "|rejected|amended|suspended|published|leaked|signed|contested|financed|inherited|renamed|inspected|abandoned"
).split("|")
ADJECTIVES = (
    "costly|long-awaited|disputed|unusual|modest|ambitious|secretive|hasty|popular|delayed|technical|symbolic|fragile"
    "|generous|narrow|sweeping|temporary|final|provisional|bitter|quiet|sudden|regional|experimental"
).split("|")
TIMES = (
    "on Monday|on Tuesday|on Wednesday|on Thursday|on Friday|late on Saturday|early on Sunday|last week|this month"
    "|after midnight|before dawn|in the spring|within days|a year ago|over the weekend|by the summer|at noon"
).split("|")
REASONS = (
    "because the money had run out|after months of talks|despite a warning from engineers|to calm the markets"
    "|under pressure from neighbours|in the face of protests|without a public hearing|with one vote to spare"
    "|following an anonymous letter|as prices kept rising|while the mayor was abroad|although few had read it"
    "|since nobody would insure it|in return for new jobs|against the advice of the auditors|for the third time"
    "|ahead of local elections|once the ice had melted|before the contract expired|at the request of residents"
).split("|")
SAYINGS = (
    "We were told nothing|It cannot go on like this|Nobody here wanted a fight|The figures speak for themselves"
    "|I would sign it again tomorrow|That is not how a harbour works|They counted the same boats twice"
    "|You can smell it from the station|My father built that wall|There is no plan behind the plan"
    "|We shall read every page|Half the street has moved away|The ice decides, not the minister"
    "|Ask the people who clean it|It was cheaper to wait|No one has seen the second report"
).split("|")
BOILERPLATE = (
    "Sign up for our morning briefing and have the day's reports sent to you before breakfast.",
    "This report was supplied by a partner agency and may have been shortened by our desk before it appeared.",
    "Readers who notice a mistake in this report are asked to write to the corrections desk with its date.",
    "Our newsroom follows a code of practice that is open to everyone and that an independent ombudsman watches over.",
)
OUTLETS = (
    "Harbour Gazette|The Evening Mail|North Coast Courier|Tribune of the Isles|Morning Ledger|City Dispatch".split("|")
)


@dataclass(frozen=True, slots=True)
class Text:
    """An invented article: its headline and its paragraphs; ``kind`` is "news" or that of its template."""

    kind: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """The paragraphs, with blank lines between them."""
        return "\n\n".join(self.paragraphs)


def news(dice: random.Random) -> Text:
    """Return an article of its own, of 90 to 600 words."""
    pick = dice.choice
    people = [f"{pick(FIRST)} {pick(LAST)}" for _ in range(3)]
    places = dice.sample(PLACES, 3)
    thing, body = pick(THINGS), pick(BODIES)
    opening = f"{places[0].upper()} - {_capital(body)} {pick(VERBS)} the {pick(ADJECTIVES)} {thing} {pick(TIMES)}"
    sentences = [f"{opening} {pick(REASONS)}."]
    sentences += [pick(_SENTENCES)(dice, people, places, thing) for _ in range(dice.randint(6, 36))]
    return Text("news", _headline(dice, places[0], thing), tuple(_paragraphs(dice, sentences)))


def from_template(dice: random.Random, kind: str) -> Text:
    """Return a report of one of the ``TEMPLATES``: the same form of words, filled in anew."""
    title, paragraphs = TEMPLATES[kind](dice)
    return Text(kind, title, tuple(paragraphs))


def with_boilerplate(text: Text, dice: random.Random) -> Text:
    """Return a copy with lines of an outlet's own among the body's."""
    lines = dice.sample(BOILERPLATE, 2)
    return Text(text.kind, text.title, (lines[0], *text.paragraphs, lines[1]))


def with_headline(text: Text, dice: random.Random) -> Text:
    """Return a copy under another headline."""
    return Text(text.kind, _headline(dice, dice.choice(PLACES), dice.choice(THINGS)), text.paragraphs)


def cut_at_the_end(text: Text, _: random.Random, share: float = 0.3) -> Text:
    """Return a copy without the last 30 % of its words."""
    left = round(len(text.body.split()) * (1 - share))
    paragraphs = []
    for paragraph in text.paragraphs:
        found = paragraph.split()
        paragraphs.append(" ".join(found[:left]))
        left -= len(found)
        if left <= 0:
            break
    return Text(text.kind, text.title, tuple(paragraphs))


def cut_here_and_there(text: Text, dice: random.Random, share: float = 0.3) -> Text:
    """Return a copy without sentences, taken at random, that make up 30 % of its words."""
    sentences = [(n, one) for n, paragraph in enumerate(text.paragraphs) for one in _sentences(paragraph)]
    goal = share * len(text.body.split())
    gone: set[int] = set()
    for at in dice.sample(range(len(sentences)), len(sentences)):
        words = len(sentences[at][1].split())
        if goal - words < -words / 2:
            continue
        gone.add(at)
        goal -= words
    kept = [one for at, one in enumerate(sentences) if at not in gone]
    paragraphs = [" ".join(one for number, one in kept if number == n) for n in range(len(text.paragraphs))]
    return Text(text.kind, text.title, tuple(filter(None, paragraphs)))


def cut_and_padded(text: Text, dice: random.Random) -> Text:
    """Return a copy that was cut by 30 % and has an outlet's own lines and headline."""
    return with_headline(with_boilerplate(cut_at_the_end(text, dice), dice), dice)


def halved(text: Text, dice: random.Random) -> Text:
    """Return the first half of a text."""
    return cut_at_the_end(text, dice, 0.5)


def edited(text: Text, dice: random.Random) -> Text:
    """Return a copy in which a desk changed 3 % of the words."""
    paragraphs = []
    for paragraph in text.paragraphs:
        found = paragraph.split()
        paragraphs.append(" ".join(dice.choice(ADJECTIVES) if dice.random() < 0.03 else word for word in found))
    return Text(text.kind, text.title, tuple(paragraphs))


def as_page(text: Text, source: str, day: str) -> str:
    """Return the text of a page as it reaches an analyst: date, outlet, headline, body."""
    return f"{day}\n\n{source}\n\n{text.title}\n\n{text.body}\n"


def _headline(dice: random.Random, place: str, thing: str) -> str:
    return f"{place} {dice.choice(VERBS)} {dice.choice(ADJECTIVES)} {thing}"


def _paragraphs(dice: random.Random, sentences: list[str]) -> Iterator[str]:
    while sentences:
        length = dice.randint(1, 3)
        yield " ".join(sentences[:length])
        sentences = sentences[length:]


def _sentences(paragraph: str) -> list[str]:
    parts = paragraph.replace('." ', '."\n').replace(". ", ".\n").split("\n")
    return [part for part in parts if part]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


_Sentence = Callable[[random.Random, list[str], list[str], str], str]


def _said(dice: random.Random, people: list[str], places: list[str], thing: str) -> str:
    pick = dice.choice
    return f'"{pick(SAYINGS)}," said {pick(people)} of {pick(BODIES)} {pick(TIMES)}.'


def _did(dice: random.Random, people: list[str], places: list[str], thing: str) -> str:
    pick = dice.choice
    what = f"{pick(VERBS)} its {pick(ADJECTIVES)} {pick(THINGS)}"
    return f"{_capital(pick(BODIES))} in {pick(places)} {what} {pick(REASONS)}."


def _cost(dice: random.Random, people: list[str], places: list[str], thing: str) -> str:
    pick = dice.choice
    amount, part = dice.randint(2, 980), dice.randint(3, 95)
    return (
        f"The {thing} cost {amount} million euros, {part} percent more than {pick(people)} {pick(VERBS)} {pick(TIMES)}."
    )


def _count(dice: random.Random, people: list[str], places: list[str], thing: str) -> str:
    pick = dice.choice
    return (
        f"Some {dice.randint(20, 9000)} {pick(('ships', 'families', 'workers', 'pupils', 'farmers', 'tenants'))}"
        f" near {pick(places)} {pick(('wait', 'pay', 'march', 'vote', 'queue', 'sue', 'move'))} {pick(REASONS)}."
    )


def _history(dice: random.Random, people: list[str], places: list[str], thing: str) -> str:
    pick = dice.choice
    return (
        f"In {dice.randint(1951, 2022)} {pick(people)}, then of {pick(BODIES)}, {pick(VERBS)} a {pick(ADJECTIVES)}"
        f" {pick(THINGS)} between {places[0]} and {pick(PLACES)}."
    )


def _denied(dice: random.Random, people: list[str], places: list[str], thing: str) -> str:
    pick = dice.choice
    return f"{pick(people)} denied that {pick(BODIES)} had {pick(VERBS)} the {thing} {pick(REASONS)}."


def _next(dice: random.Random, people: list[str], places: list[str], thing: str) -> str:
    pick = dice.choice
    day = f"{dice.randint(1, 28)} {pick(('March', 'May', 'July', 'October', 'December'))}"
    when = f"{pick(('on', 'after', 'before'))} {day}"
    return f"Hearings about the {pick(ADJECTIVES)} {pick(THINGS)} open in {pick(places)} {when}."


def _rumour(dice: random.Random, people: list[str], places: list[str], thing: str) -> str:
    pick = dice.choice
    named = f"{pick(BODIES)}, {pick(BODIES)} and a bank in {pick(PLACES)}"
    return f"Two {pick(ADJECTIVES)} letters seen by {pick(people)} name {named}."


_SENTENCES: tuple[_Sentence, ...] = (_said, _did, _cost, _count, _history, _denied, _next, _rumour)


def _weather(dice: random.Random) -> tuple[str, list[str]]:
    place, low = dice.choice(PLACES), dice.randint(-8, 22)
    wind = dice.choice(("north-westerly", "southerly", "light easterly", "fresh westerly"))
    sky = dice.choice(("cloudy", "mostly sunny", "overcast", "bright at first"))
    return f"Weather for {place}", [
        f"Tomorrow will be {sky} in {place}, with highs of {low + dice.randint(3, 9)} degrees and lows of {low}.",
        f"A {wind} wind of {dice.randint(5, 70)} kilometres an hour is expected along the coast, and the chance of"
        f" rain is {dice.randrange(0, 100, 5)} percent.",
        "Small boats should listen to the coast guard's hourly bulletin before they leave the harbour, and walkers"
        " should keep away from the sea wall at high tide.",
    ]


def _shares(dice: random.Random) -> tuple[str, list[str]]:
    names = dice.sample(LAST, 6)
    rows = [
        f"{name} Holding {dice.uniform(2, 300):.2f} {dice.uniform(-5, 5):+.2f} {dice.randint(10, 900)}k"
        for name in names
    ]
    return f"{dice.choice(PLACES)} shares at the close", [
        f"The exchange closed at {dice.uniform(800, 9000):.1f} points on {dice.choice(TIMES)[3:]}, a"
        f" change of {dice.uniform(-3, 3):+.2f} percent; {dice.randint(90, 990)} million euros were traded.",
        "\n".join(rows),
        "Prices are delayed by fifteen minutes and are given without guarantee of any kind by the exchange.",
    ]


def _match(dice: random.Random) -> tuple[str, list[str]]:
    home, away = dice.sample(PLACES, 2)
    goals, against = dice.randint(0, 5), dice.randint(0, 4)
    scorers = ", ".join(f"{dice.choice(LAST)} ({dice.randint(1, 90)})" for _ in range(max(1, goals + against)))
    return f"{home} {goals} {away} {against}", [
        f"{home} met {away} in the second round of the coastal league and the match ended {goals} to {against}.",
        f"Scorers: {scorers}. Attendance: {dice.randint(400, 41_000)}. Referee: {dice.choice(LAST)}.",
        "The two sides meet again in the return leg next month; the winner on aggregate goes to the quarter-finals.",
    ]


def _obituary(dice: random.Random) -> tuple[str, list[str]]:
    name, place = f"{dice.choice(FIRST)} {dice.choice(LAST)}", dice.choice(PLACES)
    kin = [dice.choice(FIRST) for _ in range(4)]
    trade = dice.choice(("teacher", "pilot", "baker", "nurse", "welder", "tailor", "fisherman", "clerk", "organist"))
    return f"In memory of {name}", [
        f"{name} of {place}, a {trade} for {dice.randint(20, 50)} years, died peacefully at home on"
        f" {dice.randint(1, 28)} {dice.choice(('March', 'May', 'July'))} aged {dice.randint(61, 99)}.",
        f"Beloved parent of {kin[0]} and {kin[1]}, grandparent of {kin[2]} and {kin[3]}, missed by the whole family.",
        f"The service will be held at the church of {place} at {dice.randint(9, 16)}.{dice.choice(('00', '15', '30'))},"
        " followed by burial in the old cemetery.",
        "Family flowers only, please; donations, if desired, may be made to the lifeboat fund in the box at the door.",
    ]


def _traffic(dice: random.Random) -> tuple[str, list[str]]:
    road, (here, there) = dice.randint(1, 99), dice.sample(PLACES, 2)
    return f"Roadworks on the A{road}", [
        f"The A{road} between {here} and {there} will be closed in both directions from {dice.randint(18, 23)}.00 on"
        f" {dice.choice(TIMES)[3:]} until {dice.randint(4, 7)}.00 while {dice.choice(THINGS)} works go on.",
        f"A diversion of {dice.randint(4, 40)} kilometres over the B{dice.randint(100, 999)} is signposted; drivers"
        f" should allow {dice.randrange(10, 60, 5)} minutes more for their journey.",
        "Emergency vehicles can pass at all times. The highways office thanks drivers for their patience.",
    ]


def _debentures(dice: random.Random) -> tuple[str, list[str]]:
    firm, lead = (f"{dice.choice(LAST)} {dice.choice(('Mills', 'Foods', 'Lines', 'Power'))}" for _ in range(2))
    return f"{firm} sells debentures", [
        f"{firm} is raising {dice.randint(20, 400)} million euros through an offering of convertible debentures"
        f" due {dice.randint(2030, 2055)} with a {dice.randint(2, 9)} percent coupon and par pricing, said {lead}.",
        f"The debentures are convertible into the company's shares at {dice.uniform(8, 90):.2f} euros each, a premium"
        f" of {dice.uniform(10, 40):.2f} percent over the price when terms on the debt were set.",
        f"Non-callable for {dice.randint(2, 6)} years, the issue was increased from {dice.randint(10, 350)} million"
        " euros because of investor demand.",
    ]


def _same_tail(dice: random.Random) -> tuple[str, list[str]]:
    """A short report of its own above an agency's long standing text."""
    text = news(dice)
    return text.title, [*text.paragraphs[:3], *BOILERPLATE]


TEMPLATES: dict[str, Callable[[random.Random], tuple[str, list[str]]]] = {
    "weather": _weather,
    "shares": _shares,
    "match": _match,
    "obituary": _obituary,
    "traffic": _traffic,
    "debentures": _debentures,
    "same tail": _same_tail,
}
"""Forms of words that a desk fills in day by day, by kind."""
