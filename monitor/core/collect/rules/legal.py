"""Legal lines: copyright, licensing, standards and disclaimers, as lines of their own and at the end of a paragraph."""

import functools
import re

from monitor.core.collect.rules.shape import count_words, ends_sentence, is_reported
from monitor.core.collect.rules.wording import any_of, holds_any

MAX_WORDS = 90  # of a legal paragraph; longer ones are articles about law
MIN_PROSE_WORDS = 8  # before a copyright notice that are a paragraph of their own
MAX_BUTTON_WORDS = 10  # of a line that sells rights
MAX_LABEL_WORDS = 14  # of a line without a full stop that is legal by one of its words
MAX_TAIL_WORDS = 60  # of the legal end of a paragraph
BUTTON_CHARACTERS = 120  # in which a button after a caption is looked for
TAIL_CHARACTERS = 600  # in which such an end is looked for

_TRADED = any_of("""
    licen[cs]ing
    licen[cs]e
    reprint
    re-?use
    re-?publication
    republishing
    reproduction
    usage
    use
    image
    photo
    picture
    content
    syndication
    publishing
    publication
    distribution
    copyright
""")
_SELLS = any_of(rf"""
    (?:obtain|acquir|purchas|buy|get|request|licen[cs]|order|secur|apply|seek|clear)\w*(?: (?:for|the|a|your|
        our|full))*(?: {_TRADED})+ (?:rights?|licen[cs]es?|permissions?|agreements?)\b
    (?:obtain|acquir|purchas|buy|get|request|order|secur|apply|seek)\w*(?: (?:for|the|a|your|our|
        full))* (?:licen[cs]ing|reprints?|permissions? to (?:re\w+|use|publish)|rights to (?:this|use|re\w+)|
        licen[cs]es? (?:for|to) (?:this|use|re\w+))\b
    licen[cs]e (?:this|our) (?:article|story|content|image|photo|picture|report)\b
    {_TRADED} rights\b
    (?:rights|reprints?) (?:and|&) (?:permissions?|licen[cs]ing)\b
""")
_BEGINNINGS = any_of(r"""
    ©
    \(c\) (?:\d{4}|copyright)
    (?:all )?(?:content |text |material )?copyright (?:©|\(c\)|\d{4}|the (?-i:[A-Z])|by (?-i:[A-Z])|notice\b|
        (?-i:[A-Z])[\w ]{1,30}\d{4})
    copyright(?:ed)? (?:material|content)\b
    (?:all|some|no) rights reserved
    (?:our|editorial|reporting|journalistic|newsroom) (?:editorial )?(?:standards?|principles|values|guidelines|
        code|charter|ethics|polic(?:y|ies)|integrity)(?: and \w+)? ?(?::|-|–|—|$)
    (?:terms|conditions) of (?:use|service)\b
    (?:privacy|cookie|corrections?|complaints|accessibility|editorial|ethics) (?:policy|statement|notice|
        code)(?: of \w+)? ?(?::|-|–|$)
    (?:disclaimer|disclosure|legal notice|imprint|impressum|mentions légales|aviso legal|note légale) ?(?::|-|–|$)
    (?:reprinted|republished|reproduced|used|reposted|
        syndicated) (?:here )?(?:with (?:the )?(?:kind )?permission|under (?:a|licen[cs]e|the terms)|courtesy)
    (?:this|the) (?:work|article|story|text|content) is (?:licen[cs]ed|protected by copyright)
    (?:distributed|syndicated|provided|supplied|licen[cs]ed) (?:by|from|to|under) (?:(?-i:[A-Z])|the (?-i:[A-Z])|a cc|
        dpa)[^,;]{0,40}$
    (?:this|the) (?:material|content|article|story|report|text|publication|copy|work|information|
        document)s?(?: on this (?:site|page))? (?:may|must|shall|can)(?: |)not be (?:\w+,? )*(?:re\w+|copied|
        published|broadcast|used|stored)\b
    this (?:article|story|piece|post|commentary|op-ed|essay|content) (?:was |has been |is )?(?:originally |first |
        also )?(?:appeared|published|republished|produced (?:by|with|in)|translated|adapted|syndicated|distributed|
        provided|supplied|copyright|protected|reproduced|reprinted|licen[cs]ed|created (?:by|with)|generated)\b
    (?:this|the) (?:article|story|report|text) (?:was |has been )?(?:originally|first) (?:appeared|published)\b
    this (?:article|story|report|post|page|piece|headline) (?:was|has been) (?:amended|corrected|updated|revised)\b
    \W?this (?:story|article|report|content)\b.{0,40}\b(?:has not been edited|(?:is )?(?:auto-?)?generated from a)\b
    .{2,40} (?:website|site) contains only a portion of\b
    (?:the )?(?:views?|opinions?)(?: and (?:views?|opinions?))? (?:expressed|presented|
        stated)\b.{0,80}\b(?:those of|do not|does not|own|
        solely|personal|necessarily)\b
    the (?:author|writer)s? (?:is|are) .{0,80}\bopinions expressed
    any opinions expressed
    no part of this (?:publication|article|material|page|site|website|content|text|work|report|story)\b
    (?:any |unauthori[sz]ed )+(?:use|reproduction|copying|distribution|redistribution|republication)(?:,? (?:or |and |
        in whole )?\w+){0,8} (?:is|are|strictly) (?:prohibited|forbidden)
    (?:reproduction|redistribution|republication|use of this (?:content|material|article|photo|
        image))(?:,? (?:or |and |in whole )?\w+){0,8} (?:prohibited|forbidden|
        without (?:\w+ )*(?:permission|consent))
    for (?:reprints?|syndication|licensing|permissions?|
        reprint rights)(?: rights)?\W*(?:$|.{0,40}\b(?:contact|please|visit|e-?mail)\b)
    (?:alle rechte vorbehalten|tous droits (?:de reproduction )?réservés|todos los derechos reservados|
        tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden)
    (?:reproduction interdite|prohibida (?:la|su) reproducción|nachdruck (?:nur|verboten)|
        riproduzione riservata|weiterverbreitung nur)
    (?:editorial use only|not for (?:re)?sale|no resale|no archives?|for editorial use|mandatory credit|
        for non-commercial)
    (?:please )?do not (?:republish|reproduce|copy|redistribute|re-?use)\b
    no (?:reproduction|republication|redistribution|re-?use)\b
    terms (?:and|&) conditions(?: apply)?\.?$
    (?:all |this |the )?(?:content|material|text|image|photo|article)s?\b.{0,40} (?:is|are|remains?) the property of\b
    (?:republishing|republication|reproduction|reprinting)\b.{0,40}\b(?:permitted|allowed|prohibited|
        forbidden)\b
    (?:all )?(?:content|material|photos?|images?|text)s? (?:©|\(c\)|(?:is|are|was) (?:copyright|protected)|copyright)
    (?:content|material|copy|text|article|story)s? (?:supplied|provided|licen[cs]ed|produced|syndicated|
        distributed) by\b
    for (?:re-?use|reproduction|republication|republishing)\b
    (?:report|spotted|found|see) an? (?:error|correction|mistake|typo)\W*(?:$|(?:let|tell|contact|email|click|please))
    (?:read|see|view|find out more about|learn more about|more about) our (?:editorial|ethics|trust|correction|
        privacy|standards|fact)
    (?:we|our newsroom|our journalists|this (?:newspaper|publication|website|site|magazine)) (?:are|is|adheres?|
        follows?|complies|comply|subscribes?|abides?) (?:committed |bound |accountable |regulated )?(?:to|by|
        with) (?:the |our |its |a )?(?:editorial|trust|independent press|press council|ipso|charter|code|
        impress|principles|standards|highest standards)
""")
_ANYWHERE = any_of(r"""
    all rights reserved
    (?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|
        todos os direitos reservados)
    may not be (?:\w+,? )*(?:or )?(?:rewritten|redistributed|reproduced|republished|reprinted)
    trust principles
    \b(?:is|are) not (?:responsible|liable|accountable) for (?:the )?(?:contents?|opinions|accuracy|views)\b
    \bis (?:a member of|regulated by) .{0,40}(?:press council|press standards|ipso\b|impress\b)
    (?:reproduc\w+|redistribut\w+|republish\w+|republication|copying|
        reprint\w*)\b[^.]{0,80}\bwithout (?:\w+ )*(?:consent|permission|authori[sz]ation)
    opens? (?:in )?(?:a )?new (?:tab|window)
    creative commons (?:licen[cs]e|attribution|cc)
    \bcc[ -]by\b
    (?:views|opinions)\b.{0,60}\b(?:do not necessarily|are (?:solely )?(?:his|her|their|my|
        the author['’]?s)(?: own|$|\.)|are those of the author)
""")
_BEGINS = re.compile(rf"[\s*•\-–—(\[]*{_BEGINNINGS}", re.IGNORECASE)
_SELLING = re.compile(rf"[\s*•\-–—(\[]*{_SELLS}", re.IGNORECASE)
_HOLDS = re.compile(_ANYWHERE, re.IGNORECASE)
_HOLD_TRIGGERS = (
    *(
        "reserv",
        "vorbehalten",
        "réservé",
        "riservati",
        "reproduc",
        "republi",
        "redistrib",
        "rewritten",
        "reprint",
        "copying",
    ),
    *(
        "not responsible",
        "not liable",
        "not accountable",
        "press council",
        "press standards",
        "ipso",
        "impress",
        "trust principles",
    ),
    *("new tab", "new window", "commons", "cc by", "cc-by", "views", "opinions"),
)
# Words of which one is enough where the article is over already.
_AFTER_END = re.compile(
    r"\b(?:standards?|principles?|trust|codes?|charter|ethics?|ethical|values|polic(?:y|ies)|guidelines|rights|"
    r"licen[cs]\w*|"
    r"permissions?|copyright|terms|conditions|reserved|reprints?|syndicat\w+|editorial|independence|integrity|"
    r"statement|"
    r"practice|conduct|statutes?|republi\w+|reproduc\w+|reuse|accura\w+|impartial\w*|fairness|transparen\w+|"
    r"corrections?|"
    r"complaints?|consent|responsible|liable|disclaimer|liabilit\w+|trademarks?|warrant\w+|press council|"
    r"regulator)\b|©",
    re.IGNORECASE,
)
_TAIL_BEGINNINGS = any_of(r"""
    ©
    copyright (?:©|\(c\)|\d{4}|the (?-i:[A-Z]))
    \(c\) \d{4}
    all rights reserved
    this (?:material|article|story|content|report)(?: \w+)? (?:may not|was (?:first |originally )?published|
        first appeared|originally appeared|is protected)
    (?:editorial use only|not for (?:re)?sale)
""")
_TAIL = re.compile(rf"(?:^|(?<=[.!?…\"”’)\]\s])){_TAIL_BEGINNINGS}", re.IGNORECASE)
_TAIL_BUTTON = re.compile(
    r"(?:^|(?<=\s))(?:obtain|acquir|purchas|buy|get|request|licen[cs]|order|secur|apply|seek|clear|view|"
    r"see)\w*(?:\s+[\w-]+){0,4}?\s+"
    r"(?:rights?|licen[cs]\w+|permissions?|reprints?|this (?:photo|image|"
    r"picture))\W{0,2}(?:opens? (?:in )?(?:a )?new (?:tab|window))?\W*$",
    re.IGNORECASE,
)
_BUTTON_TRIGGERS = ("right", "licen", "permission", "reprint", "this photo", "this image", "this picture")
_TRIGGERS = (
    "©",
    "copyright",
    "(c)",
    "rights",
    "licen",
    "permission",
    "reprint",
    "may not",
    "appeared",
    "published",
    "sale",
    "use only",
)


def is_legal(line: str) -> bool:
    """Tell whether a line is legal by its own words, wherever it stands."""
    words = count_words(line)
    if words > MAX_WORDS:
        return False
    if words <= MAX_BUTTON_WORDS and not ends_sentence(line) and _SELLING.match(line):
        return True
    if is_reported(line):
        return False
    lowered = line.lower()
    if _BEGINS.match(line):
        return True
    if not holds_any(lowered, _HOLD_TRIGGERS) or not _HOLDS.search(line):
        return False
    tail = legal_tail(line)
    return tail is None or count_words(line[:tail]) < MIN_PROSE_WORDS


def is_legal_after_end(line: str) -> bool:
    """Tell whether a line that stands after the end of the article is legal: there one word tells."""
    longest = MAX_LABEL_WORDS * 2 if ends_sentence(line) else MAX_LABEL_WORDS
    return count_words(line) <= longest and _AFTER_END.search(line) is not None


def legal_tail(text: str) -> int | None:
    """Return where the legal end of a paragraph begins ("… he said. Copyright 2023 …"), or None."""
    offset = max(0, len(text) - TAIL_CHARACTERS)
    found = _legal_tail(text[offset:])
    return None if found is None else offset + found


@functools.lru_cache(maxsize=64)  # several rules ask about one paragraph
def _legal_tail(end: str) -> int | None:
    lowered = end.lower()
    if not holds_any(lowered, _TRIGGERS):
        return None
    found = _TAIL.search(end)
    return found.start() if found and count_words(end[found.start() :]) <= MAX_TAIL_WORDS else None


def licensing_tail(text: str) -> int | None:
    """Return where the button that sells rights to a photo begins at the end of its caption, or None."""
    offset = max(0, len(text) - BUTTON_CHARACTERS)
    lowered = text[offset:].lower()
    if not holds_any(lowered, _BUTTON_TRIGGERS):
        return None
    found = _TAIL_BUTTON.search(text, offset)
    return found.start() if found else None
