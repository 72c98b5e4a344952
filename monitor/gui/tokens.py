"""The colours of the themes, each with a name for what it means; nothing else in the window names one."""

from dataclasses import dataclass

from monitor.core.terms import EntityType, Severity


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as ``#RRGGBB``. Names ending in ``_text`` are read on the one before them.

    ``ramp`` holds the map's classes from few to many mentions; ``zones`` tints the X-ray's removed blocks.
    """

    name: str
    dark: bool
    window: str
    surface: str
    sidebar: str
    border: str
    hairline: str
    outline: str  # of inputs and of the focus ring's rest state: at least 3:1
    text: str
    secondary: str
    disabled: str
    accent: str
    on_accent: str
    selection: str
    hover: str
    pressed: str
    person: str
    person_text: str
    organisation: str
    organisation_text: str
    place: str
    place_text: str
    other: str
    other_text: str
    watch: str
    watch_text: str
    low: str
    medium: str
    high: str
    critical: str
    good: str
    ocean: str
    no_mentions: str
    no_mentions_hatch: str
    coast: str
    bar: str
    bar_soft: str
    ramp: tuple[str, ...]

    def severity(self, severity: Severity) -> str:
        """Return the colour of a severity; it never stands without its icon and word."""
        return {
            Severity.LOW: self.low,
            Severity.MEDIUM: self.medium,
            Severity.HIGH: self.high,
            Severity.CRITICAL: self.critical,
        }[severity]

    def highlight(self, type: EntityType) -> tuple[str, str]:
        """Return the background and text colours that an entity of this type has everywhere."""
        pairs = {
            EntityType.PERSON: (self.person, self.person_text),
            EntityType.ORG: (self.organisation, self.organisation_text),
            EntityType.PLACE: (self.place, self.place_text),
        }
        return pairs.get(type, (self.other, self.other_text))


LIGHT = Tokens(
    name="light",
    dark=False,
    window="#F6F7F9",
    surface="#FFFFFF",
    sidebar="#ECEFF3",
    border="#D5DAE1",
    hairline="#E6E9EE",
    outline="#798494",
    text="#1A2230",
    secondary="#566173",
    disabled="#98A2B0",
    accent="#1E5CB8",
    on_accent="#FFFFFF",
    selection="#DBE7FA",
    hover="#E9EEF5",
    pressed="#DDE5F1",
    person="#ECE6FB",
    person_text="#47299A",
    organisation="#DCF1EE",
    organisation_text="#0A5A52",
    place="#E0ECFC",
    place_text="#154A8F",
    other="#ECEEF2",
    other_text="#3F4A5A",
    watch="#FFE6A8",
    watch_text="#5E3B00",
    low="#5C6776",
    medium="#1E5CB8",
    high="#955500",
    critical="#C0281C",
    good="#1E7A45",
    ocean="#F1F4F8",
    no_mentions="#DDE1E7",
    no_mentions_hatch="#CBD1DA",
    coast="#8D99AA",
    bar="#3B7AD0",
    bar_soft="#A9C6EE",
    ramp=("#B5D0F1", "#8FB8E9", "#659CDD", "#3F7FCB", "#2463B1", "#154891", "#0B2E66"),
)

DARK = Tokens(
    name="dark",
    dark=True,
    window="#14181F",
    surface="#1A2029",
    sidebar="#10141A",
    border="#2D3643",
    hairline="#232B36",
    outline="#738093",
    text="#E7EBF1",
    secondary="#A0ACBC",
    disabled="#626E7E",
    accent="#78AEFF",
    on_accent="#0D1420",
    selection="#233752",
    hover="#222A36",
    pressed="#263449",
    person="#33285A",
    person_text="#CDBDFF",
    organisation="#12403B",
    organisation_text="#8FE0D4",
    place="#16345C",
    place_text="#A9CBFF",
    other="#2A323E",
    other_text="#C9D1DC",
    watch="#5A4310",
    watch_text="#FFD98A",
    low="#93A0B2",
    medium="#78AEFF",
    high="#F0B04A",
    critical="#FF7B6E",
    good="#6CCB93",
    ocean="#12161D",
    no_mentions="#2B323C",
    no_mentions_hatch="#37404C",
    coast="#5D6A7B",
    bar="#5B95E8",
    bar_soft="#2F4F7D",
    ramp=("#28508A", "#2F66B0", "#3E80D6", "#5F9DED", "#8CBBF7", "#BBD8FC", "#ECF5FF"),
)

CONTRAST = Tokens(
    name="contrast",
    dark=True,
    window="#000000",
    surface="#000000",
    sidebar="#000000",
    border="#FFFFFF",
    hairline="#7F7F7F",
    outline="#FFFFFF",
    text="#FFFFFF",
    secondary="#E6E6E6",
    disabled="#A6A6A6",
    accent="#FFD60A",
    on_accent="#000000",
    selection="#1F3A8A",
    hover="#262626",
    pressed="#404040",
    person="#3B1F7A",
    person_text="#FFFFFF",
    organisation="#00504A",
    organisation_text="#FFFFFF",
    place="#0B3B86",
    place_text="#FFFFFF",
    other="#404040",
    other_text="#FFFFFF",
    watch="#FFD60A",
    watch_text="#000000",
    low="#E6E6E6",
    medium="#8FC7FF",
    high="#FFC24D",
    critical="#FF9C92",
    good="#8CF0B0",
    ocean="#000000",
    no_mentions="#2B2B2B",
    no_mentions_hatch="#5A5A5A",
    coast="#B8B8B8",
    bar="#8FC7FF",
    bar_soft="#2E5A8A",
    ramp=("#24559C", "#2D6CC0", "#4187E0", "#66A4F2", "#97C4FB", "#C6E0FF", "#FFFFFF"),
)

THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}
