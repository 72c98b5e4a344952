"""What a correction of names says in the window."""

from PySide6.QtCore import QCoreApplication

from monitor.core.corrections import CorrectionKind, NameCorrection, Reach
from monitor.gui.models.words import type_word
from monitor.gui.shown import one_line

LONGEST = 48  # code points of a name in a sentence


def correction_text(correction: NameCorrection) -> str:
    """Return a correction as a sentence without its full stop: "Ada Kofi and A. Kofi merged as Ada Kofi"."""
    first = _short(correction.names[0])
    match correction.kind:
        case CorrectionKind.MERGE:
            names = _tr(" and ").join(_short(name) for name in correction.names)
            words = _tr("{names} merged as {name}").format(names=names, name=_short(correction.name))
        case CorrectionKind.SPLIT:
            words = _tr("{alias} split off {name}").format(alias=_short(correction.alias), name=first)
            if correction.name != correction.alias:
                words += _tr(" as {name}").format(name=_short(correction.name))
        case CorrectionKind.RENAME:
            words = _tr("{old} renamed {name}").format(old=first, name=_short(correction.name))
        case CorrectionKind.RETYPE:
            type = type_word(correction.to_type).lower() if correction.to_type else ""
            words = _tr("{name} is of type {type}").format(name=first, type=type)
        case CorrectionKind.NO_ENTITY:
            words = _tr("{name} is no entity").format(name=first)
        case CorrectionKind.COUNTRY if correction.country is None:
            words = _tr("{name} stands for no country").format(name=first)
        case _:
            words = _tr("{name} stands for {country}").format(name=first, country=correction.country)
    return words + reach_text(correction)


def reach_text(correction: NameCorrection) -> str:
    """Return how far a correction goes, nothing where everywhere."""
    match correction.reach:
        case Reach.ARTICLE:
            return _tr(" in one article")
        case Reach.SOURCE:
            return _tr(" in {source}").format(source=_short(correction.of))
        case _:
            return ""


def _short(name: str) -> str:
    return one_line(name, LONGEST)


def _tr(text: str) -> str:
    return QCoreApplication.translate("corrections", text)
