"""The small numbers that stand for zones, kinds and types in rows. Only ever append: old libraries hold them."""

from collections.abc import Iterable

from monitor.core.terms import COUNTED_ZONES, CountryKind, EntityType, Zone

ZONES = (
    Zone.HEADLINE,
    Zone.DUP_HEADLINE,
    Zone.DATE_LINE,
    Zone.SITE_NAME,
    Zone.TAGLINE,
    Zone.DATELINE,
    Zone.CAPTION,
    Zone.CREDIT,
    Zone.BODY,
    Zone.HEADING,
    Zone.TEASER,
    Zone.BYLINE,
    Zone.LEGAL,
    Zone.FURNITURE,
)
KINDS = (
    CountryKind.NAME,
    CountryKind.SHORT,
    CountryKind.DEMONYM,
    CountryKind.CAPITAL,
    CountryKind.GOVERNMENT,
    CountryKind.CITY,
    CountryKind.SUBDIVISION,
    CountryKind.PLACE,
)
TYPES = (
    EntityType.PERSON,
    EntityType.ORG,
    EntityType.PLACE,
    EntityType.NORP,
    EntityType.EVENT,
    EntityType.PRODUCT,
    EntityType.OTHER,
)

ZONE_CODE = {zone: code for code, zone in enumerate(ZONES)}
KIND_CODE = {kind: code for code, kind in enumerate(KINDS)}
TYPE_CODE = {type_: code for code, type_ in enumerate(TYPES)}


def zone_list(zones: Iterable[Zone]) -> str:
    """Return the codes of zones as SQL writes a list: ``0,8``."""
    return ",".join(map(str, sorted(ZONE_CODE[zone] for zone in zones)))


def zone_mask(zones: Iterable[Zone]) -> int:
    """Return the codes of zones as bits of one number."""
    return sum(1 << ZONE_CODE[zone] for zone in zones)


COUNTED = zone_list(COUNTED_ZONES)
