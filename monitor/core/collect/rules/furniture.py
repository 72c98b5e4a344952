"""Page furniture: share bars, cookie lines, newsletter prompts, navigation, tags, reader comments."""

import re

from monitor.core.collect.rules.shape import count_words, ends_sentence, ends_statement, is_reported
from monitor.core.collect.rules.wording import any_of

MAX_PROMPT_WORDS = 45  # of a line that asks the reader to subscribe or accept; longer ones are articles about it
MAX_BAR_WORDS = 14  # of a bar of buttons or menu entries

# Whole lines. Each is compared without the marks and blanks around it.
_LINES = any_of(r"""
    (?:skip|jump) to (?:(?:main )?content|navigation|footer|search)
    (?:main |site |toggle |open |close )?(?:menu|navigation|search|sidebar)
    (?:sign|log) ?(?:in|up|out)(?: / (?:sign|log) ?(?:in|up))?
    my account
    register(?: now)?
    subscribe(?: now| today| here)?
    home(?:page)?
    advert(?:isement|isements|ising|orial)?(?: continues below)?
    ad(?: feedback)?
    story continues (?:below|after) (?:the )?(?:advertisement|ad|video|gallery)
    article continues (?:below|after) (?:the )?(?:advertisement|ad|this)
    this advert will close in.*
    publicité
    anzeige
    werbung
    publicidad
    pubblicità
    publicidade
    share(?: this| on| via)?(?: (?:article|story|post|page|with others))?(?: on| via)?(?: (?:facebook|twitter|x|
        whatsapp|linkedin|email))?
    (?:share|tweet|pin|email|print|save|copy link|bookmark|like|listen|comment|reply|gift this article|
        text size|font size)(?: this)?(?: article| story| page)?
    \d[\d.,]*[km]? (?:shares?|comments?|views?|likes?|reads?|retweets)(?: so far)?
    (?:comments?|responses?|leave a (?:comment|reply)|post a comment|join the (?:conversation|discussion)|
        view comments|show comments|no comments?)(?: \(\d+\))?
    comments (?:are )?(?:closed|off|disabled)
    (?:load|view|see|show|read) (?:more|all|the) comments
    (?:article|story|text) continues (?:below|after)(?: (?:the|this))? ?(?:advert(?:isement)?|ad)?
    (?:this|the) (?:article|story|content) is (?:only )?(?:for|available to) (?:\w+ )?(?:subscribers|members)(?: only)?
    (?:unsubscribe|view (?:this email )?(?:in|online in) (?:your )?browser)(?: ?[|•·/–-] ?(?:unsubscribe|
        view (?:this email )?in (?:your )?browser|forward to a friend|manage preferences|update preferences))*
    (?:please )?(?:enable|turn on) javascript.*
    (?:back to )?(?:the )?top(?: of page)?
    (?:previous|next|older|newer) (?:article|story|post|page)s?
    load(?:ing)?(?: more)?(?: \.\.\.)?
    show more
    (?:view|see) all
    play(?: video| audio)?
    (?:for )?immediate release
    (?:press|news|media) release
    ends?
    -?30-?
    (?:more|mehr|suite) to (?:follow|come)
    (?:image|photo|picture) \d+ of \d+
    \d+ ?/ ?\d+
    opens? in (?:a )?new (?:window|tab)
    live tv
    (?:e-?paper|rss|sitemap|site map)
    read(?:ing)? time.*
    (?:views|reads|shares|likes|hits|comments|visits) ?:? ?\(?\d[\d.,]*[km]?\)?
    a ?[+-](?: ?a ?[+-]?)*
    sponsored(?: content| post| links?)?
    more from (?:the )?(?:author|this author|web|around the web)
    privacy(?: policy| notice)?
    contact(?: us)?
    about(?: us| the author)?
    newsletters?
    trending(?: now)?
    recommended
    \d{1,3}(?: |-)?min(?:ute)?s?(?: |-)?(?:read|lecture|lesezeit|de lectura|video)
    \d{1,3} min(?:ute)?s?
    (?:temps de lecture|lesezeit|tiempo de lectura|tempo di lettura|tempo de leitura|время чтения)\b.{0,20}
    (?:ai|computer|machine)[- ](?:generated|narrated)(?: voice| audio)?
    (?:accept|reject|allow|decline)(?: all)?
    page \d+(?: of \d+)?
    -?\d{1,2} ?°[cf]?
    \+?\(?\d[\d ()./-]{6,}
    (?:summary|companies|highlights|in brief)
    (?:blog at|powered by|theme by|proudly powered by|designed by) .{2,40}
    published by \w+
    (?:article|story|post|report) (?:posted|published|submitted|provided) by .{2,60}
    (?:previous|next) (?:post|article|story) ?: (?-i:[A-Z]).{2,119}
    like loading
    (?-i:[a-z]{2,4}(?:[/-][a-z]{2,4}){1,4})
    (?-i:SOURCE):? (?-i:[A-Z])[^.!?]{1,60}
    (?:archivado en|en otros medios|in other media|zur startseite|réagir|contribuer)
    partager(?: sur.*)?
    imprimer
    teilen
    drucken
    compartir(?: en.*)?
    imprimir
    condividi
    stampa
    compartilhar
    delen
""")
_BUTTONS = re.compile(
    r"\b(?:facebook|twitter|whats ?app|linked ?in|pinterest|reddit|telegram|instagram|youtube|tiktok|flipboard|"
    r"messenger|"
    r"threads|bluesky|mastodon|e-?mail|print|share|tweet|copy link|copy url|save|rss|x|sms|more|via|on|this|"
    r"article|story|"
    r"page|link|icon|and|or|follow|us|like|pocket|line|weibo|wechat|xing|tumblr|teilen|partager|compartir|condividi)\b",
    re.IGNORECASE,
)
_NETWORKS = re.compile(
    r"\b(?:facebook|twitter|whats ?app|linked ?in|pinterest|reddit|telegram|instagram|flipboard|copy link|xing|"
    r"tumblr)\b",
    re.IGNORECASE,
)
# Beginnings of lines that talk to the reader of the page.
_PROMPTS = any_of(r"""
    (?:please )?(?:sign|log) (?:up|in) (?:for|to|now|here|today|and)\b
    (?:please )?subscribe (?:to|now|for|today|and|here)\b
    (?:please )?(?:like|follow|join|find) (?:us|@\w+)\b
    follow [^.]{2,40} on (?:twitter|facebook|instagram|x|telegram|whatsapp|google news)\b
    (?:get|receive|have) (?:the|our|all|your|more|daily|breaking)\b.{0,80}\b(?:inbox|newsletter|e-?mail|app|
        alerts|delivered|notifications?)\b
    get our\b
    (?:download|install|get) (?:the|our)\b.{0,40}\bapp\b
    (?:our|the|this|a) (?:free |daily |weekly |morning )*newsletters?\b.{0,60}\b(?:sign|inbox|delivered|subscribe|mail)
    (?:our|the|this|a) (?:[\w'’&.-]+ ){0,5}newsletters?\b.{0,100}\b(?:sign|inbox|delivered|subscribe|mail)
    good (?:morning|afternoon|evening)\b.{0,80}\b(?:here(?: is|['’]s| are)|welcome|this is)\b
    did someone forward\b
    (?:was this|forwarded this) (?:e-?mail|newsletter)\b
    we and our (?:\d+ )?(?:partners|vendors)\b
    want (?:our|the|more|to)\b.{0,110}\? (?:download|sign|subscribe|get|join)\b
    (?:подписывайтесь|подпишитесь|подписаться)\b
    newsletter ?(?::|-|–|$)
    (?:enter|type) your e-?mail
    (?:media |press |news )?contacts?(?: details| information| us)? ?:
    (?:for )?(?:more|further) information(?:,| please)? contact
    (?:media|press) (?:enquiries|inquiries) ?:
    notes? (?:to|for) editors?\b
    (?:strictly )?(?:under )?embargo(?:ed)? (?:until|for|to)\b
    your e-?mail (?:address)?
    (?:by )?(?:signing|clicking|subscribing|continuing|registering|using|visiting|accessing|
        browsing)\b.{0,60}\byou (?:\w+ ){0,2}(?:agree|consent|acknowledge|accept (?:our|the|these|all|cookies))\b
    (?:like|liked|enjoyed?|love|found) (?:this|what you)\b.{0,40}[?!]
    your (?:e-?mail|comment|privacy)\b
    (?:join|follow|find|visit|contact) our (?:channel|newsletter|group|page|community|team|app|site|website|
        newsroom|coverage|
        whatsapp|telegram|facebook|instagram|twitter|discord|mailing list)\b
    (?:we|this (?:web)?site|our (?:web)?site|our partners|.{2,30}) (?:and our partners )?uses? cookies
    (?:accept|manage|reject|allow)(?: all| my)? (?:cookies|choices|preferences|settings|consent)
    cookies?(?: policy| settings| preferences| notice)?\b.{0,12}$
    (?:ce site|notre site|nous|.{2,30}) (?:utilise|utilisons|dépose|déposons) des (?:cookies|traceurs)
    (?:tout|tous) (?:accepter|refuser|les (?:accepter|refuser))
    (?:diese (?:web)?seite|diese website|wir) (?:verwendet|verwenden|nutzt|nutzen|setzt|setzen) cookies
    (?:este sitio(?: web)?|esta página|utilizamos|usamos) (?:utiliza |usa )?cookies
    (?:questo sito|utilizziamo) (?:utilizza |usa )?(?:i )?cookie
    you (?:are receiving|received) this (?:e-?mail|newsletter|message) because
    we (?:value|care about|respect) your privacy
    (?:support|donate|become|help us|back) (?:us|now|a (?:member|supporter|subscriber)|independent|quality)\b
    (?:support|back) our (?:journalism|work|reporting|newsroom|site|newspaper|mission)\b
    (?:create|open) (?:a |your )?(?:free )?account
    (?:already|not) (?:a|an|yet a) (?:subscriber|member)
    (?:thank you|thanks) for (?:reading|subscribing|signing|visiting)
    (?:have|got|do you have) (?:a|any) (?:story|news|tip|tips|confidential)\b
    (?:send|email|share) (?:us )?your (?:news|stories|tips|thoughts|views|comments)
    (?:what do you think|let us know|tell us)\b.{0,60}\b(?:comments?|below|e-?mail)\b
    (?:what do you think|let us know|tell us|have your say)\W*$
    (?:the )?comments? (?:section )?(?:is|are|has|have) (?:now )?(?:closed|moderated)
    (?:inscrivez-vous|abonnez-vous|s'abonner|suivez-nous|recevez)\b
    (?:abonnieren sie|folgen sie|melden sie sich|jetzt (?:anmelden|abonnieren|registrieren))\b
    (?:suscríbete|suscríbase|síguenos|regístrate|recibe)\b
    (?:iscriviti|seguici|abbonati)\b
    (?:assine|siga-nos|inscreva-se)\b
""")
_LINE = re.compile(rf"\W*{_LINES}\W*$", re.IGNORECASE)
_TAGS = re.compile(
    r"\W*(?:tags?|(?:related |suggested )?topics?|"
    r"keywords?|categor(?:y|ies)|filed under|posted in|section|labels?|mots-clés|schlagwörter|"
    r"etiquetas|archivado en|теги|темы|"
    r"temas|thèmes|themen)\s?(?::|$)",
    re.IGNORECASE,
)
_PROMPT = re.compile(rf"\W*{_PROMPTS}", re.IGNORECASE)
_TRAIL = re.compile(r"[^\n<>›»/|]{1,40}(?:\s+[>›»]\s+[^\n<>›»]{1,60}){1,7}$")
_MENU = re.compile(r"[^\n|•·]{1,25}(?:\s*[|•·]\s*[^\n|•·]{1,25}){3,}$")
_PAGE = (
    r"(?:home|about(?: us)?|contact(?: us)?|advertise(?: with us)?|privacy(?: policy)?|terms(?: of (?:use|"
    r"service))?|cookies?|"
    r"impressum|datenschutz|agb|imprint|careers|jobs|help|faq|log ?in|sign ?in|register|subscribe|newsletters?|sitemap|"
    r"archives?|rss|news|sports?|business|world|opinion|weather|video|menu|search|mentions légales|aviso legal|kontakt)"
)
_PAGES = re.compile(rf"\W*{_PAGE}(?:\s*[|•·/–-]\s*{_PAGE})+\W*$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|[\w.+-]+@[\w-]+(?:\.[\w-]+)+$|@\w+$", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W_]*$")


def is_furniture(line: str) -> bool:
    """Tell whether a line is part of the page and not of the article, by its own words."""
    if len(line) > 400:
        return False
    if _NO_LETTERS.match(line) or _LINE.match(line) or _ADDRESS.match(line):
        return True
    words = count_words(line)
    if words <= MAX_PROMPT_WORDS and _PROMPT.match(line) and not is_reported(line):
        return True
    if words <= MAX_PROMPT_WORDS and _TAGS.match(line) and not ends_statement(line):
        return True
    return words <= MAX_BAR_WORDS and not ends_sentence(line) and _is_bar(line)


def _is_bar(line: str) -> bool:
    """Tell whether a line is a row of buttons, a trail of sections ("Home > World > Asia") or a menu."""
    if _NETWORKS.search(line) and not re.search(r"\w", _BUTTONS.sub("", line)):
        return True
    return _TRAIL.match(line) is not None or _MENU.match(line) is not None or _PAGES.match(line) is not None
