"""The map: every state can be hit, clicked and reached by keyboard."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor

from monitor.gui.map.country_map import CountryMap
from monitor.gui.map.world import Country, World, load_world
from monitor.gui.tokens import DARK, LIGHT, Tokens
from monitor.paths import resources

COUNTS = {"RU": 1900, "US": 3100, "KP": 800, "KR": 310, "SG": 44, "MT": 3, "FJ": 9, "VA": 1}
HIT_PIXELS = 50


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(resources() / "map")


@pytest.fixture
def country_map(world: World, qtbot) -> CountryMap:
    country_map = CountryMap(world, LIGHT)
    qtbot.addWidget(country_map)
    country_map.resize(1200, 620)
    country_map.show_counts(COUNTS, "mentions")
    country_map.show()
    return country_map


def test_every_country_has_a_shape_of_four_points_or_more(world: World):
    assert len(world.countries) == 253
    assert min(country.shape.elementCount() for country in world.countries) >= 4
    assert all(country.name for country in world.countries)


def test_nothing_is_smeared_over_the_seam(world: World):
    """A ring stitched over the antimeridian would be nearly as wide as the sheet; only Antarctica may be."""
    wide = {
        c.code for c in world.countries for ring in c.shape.toSubpathPolygons() if ring.boundingRect().width() > 2000
    }
    assert wide <= {"AQ", "RU"}
    russia = next(c for c in world.countries if c.code == "RU")
    assert not russia.shape.contains(QPointF(-2000, -1000))


def test_every_state_can_be_hit_at_world_zoom(country_map: CountryMap, world: World):
    counted = [country for country in world.countries if country.counted_as == country.code]
    short = {country.code for country in counted if not _is_hit(country_map, country)}
    assert short == {"AQ"}  # below the edge at world zoom; the table has it


def test_a_click_chooses_the_country(country_map: CountryMap, world: World, qtbot):
    for code in ("RU", "SG", "FJ"):
        with qtbot.waitSignal(country_map.country_chosen) as chosen:
            qtbot.mouseClick(country_map, Qt.MouseButton.LeftButton, pos=_place(country_map, world, code))
        assert chosen.args == [code]


def test_a_drag_chooses_nothing(country_map: CountryMap, world: World, qtbot):
    country_map.zoom_in()
    start = _place(country_map, world, "RU")
    with qtbot.assertNotEmitted(country_map.country_chosen):
        qtbot.mousePress(country_map, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(country_map, start + QPoint(60, 30))
        qtbot.mouseRelease(country_map, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 30))
    assert _place(country_map, world, "RU") == start + QPoint(60, 30)


def test_the_keyboard_reaches_counted_countries_and_says_so(country_map: CountryMap, qtbot):
    reached = set()
    for key in [Qt.Key.Key_Right] * 6 + [Qt.Key.Key_Left] * 6 + [Qt.Key.Key_Down, Qt.Key.Key_Up]:
        qtbot.keyClick(country_map, key)
        reached.add(country_map.pointed)
    assert reached <= COUNTS.keys()
    assert len(reached) >= 4
    assert "mentions" in country_map.accessibleDescription()
    with qtbot.waitSignal(country_map.country_chosen) as chosen:
        qtbot.keyClick(country_map, Qt.Key.Key_Return)
    assert chosen.args == [country_map.pointed]


def test_pointing_shows_name_and_number_as_plain_text(country_map: CountryMap, world: World, qtbot):
    qtbot.mouseMove(country_map, _place(country_map, world, "KP"))
    tip = country_map.findChild(object, "map_tip")
    assert tip.text() == "North Korea\n800 mentions"
    assert tip.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_countries_are_coloured_by_class_and_silence_differs(country_map: CountryMap, world: World, tokens: Tokens):
    country_map.use_tokens(tokens)
    country_map.show_counts({"US": 3100, "RU": 1, "CN": 40}, "mentions")
    picture = country_map.grab().toImage()
    us, ru, cn, br = (picture.pixelColor(_place(country_map, world, code)) for code in ("US", "RU", "CN", "BR"))
    assert us == QColor(tokens.ramp[-1])
    assert ru == QColor(tokens.ramp[0])
    assert br == QColor(tokens.no_mentions)
    assert cn not in (us, ru, br)


def test_zoom_stays_on_the_sheet_and_comes_back(country_map: CountryMap, world: World, qtbot):
    before = _place(country_map, world, "US")
    for _ in range(12):
        qtbot.keyClick(country_map, Qt.Key.Key_Plus)
    assert country_map.country_at(QPointF(country_map.rect().center())) is not None
    qtbot.keyClick(country_map, Qt.Key.Key_0)
    assert _place(country_map, world, "US") == before


def _is_hit(country_map: CountryMap, country: Country) -> bool:
    """Whether enough pixels near a country's middle are that country's."""
    middle, hits = country_map.place_of(country), 0
    for dx, dy in itertools.product(range(-20, 21), repeat=2):
        hits += country_map.country_at(middle + QPointF(dx, dy)) == country.code
        if hits >= HIT_PIXELS:
            return True
    return False


def _place(country_map: CountryMap, world: World, code: str) -> QPoint:
    country: Country = next(c for c in world.countries if c.code == code)
    return country_map.place_of(country).toPoint()
