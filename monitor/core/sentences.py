"""Where sentences start, by rule: good enough to ask whether two names share one."""

import re

_LISTED = (
    "mr mrs ms dr prof gen col lt sgt capt maj cpl adm gov sen rep rev hon pres st mt no nos vs etc inc ltd co corp"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun al ca cf approx dept est fig vol"
    " m mme mlle"
)
_ABBREVIATIONS = frozenset(_LISTED.split())
"""Words whose full stop does not end a sentence."""

_END = re.compile(r"([.!?…]+[\"'”’»)\]]*)(\s+)(?=[\"'“‘«(\[]*[^\W_a-z])|[。！？]+[」』”]*()(?=\S)")
_LAST_WORD = re.compile(r"[^\W_]+$")


def sentence_starts(text: str) -> list[int]:
    """Return where the sentences of a paragraph start; the first is 0.

    A full stop, a question mark or an exclamation mark ends a sentence where white space and no small letter
    follow, unless it belongs to an abbreviation or an initial.
    """
    starts = [0]
    for end in _END.finditer(text):
        if not (end.group().startswith(".") and _is_abbreviated(text, end.start())):
            starts.append(end.end())
    return starts


def _is_abbreviated(text: str, stop: int) -> bool:
    last = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if last is None:
        return False
    word = last.group()
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
