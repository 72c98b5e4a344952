"""News agencies and photo services: the names by which datelines, credits and captions call them."""

import re

from monitor.core.collect.rules.shape import is_name_like
from monitor.core.collect.rules.wording import any_of

# Agencies whose name may follow a dateline or stand in a credit. Unknown ones are told by their place instead.
AGENCIES = any_of(r"""
    (?:thomson )?reuters(?: breakingviews| health| life!)?
    (?:the )?associated press
    ap
    agence france-presse
    afp
    dpa(?:/\w{2,4})?
    (?:deutsche presse-agentur)
    xinhua(?: news agency)?
    tass
    itar-tass
    interfax(?:-ukraine)?
    ria novosti
    sputnik
    ansa
    agi
    adnkronos
    efe
    europa press
    lusa
    kyodo(?: news)?
    jiji(?: press)?
    yonhap(?: news agency)?
    newsis
    kcna
    pti
    press trust of india
    ians
    ani
    uni
    upi
    united press international
    pa(?: media)?
    press association
    aap
    australian associated press
    (?:the )?canadian press
    cp
    belga
    anp
    apa
    ats
    keystone-sda
    sda
    ntb
    tt
    ritzau
    stt
    pap
    ctk
    čtk
    mti
    agerpres
    tanjug
    hina
    sta
    bta
    ana-mpa
    amna
    anadolu(?: agency)?
    aa
    iha
    dha
    ukrinform
    unian
    belta
    kazinform
    azertac
    trend
    armenpress
    irna
    fars
    tasnim
    isna
    mehr
    sana
    mena
    wafa
    spa
    wam
    qna
    kuna
    bna
    petra
    nna
    map
    aps
    tap
    nan
    ghana news agency
    gna
    angop
    sapa
    panapress
    antara
    bernama
    vna
    vnexpress
    bss
    unb
    app
    pna
    cna
    central news agency
    telam
    télam
    andina
    prensa latina
    notimex
    agência brasil
    bloomberg(?: news)?
    dow jones(?: newswires)?
    cnn(?: newsource| business| wire)?
    bbc(?: news)?
    npr
    pr ?newswire
    business wire
    globe ?newswire
    ein presswire
    inter press service
    ips
    the conversation
    kyiv independent
    al jazeera
    voa(?: news)?
    rfe/rl
    deutsche welle
    dw
    euronews
    mct
    tns
    tribune news service
""")
_PHOTO_SERVICES = any_of(r"""
    getty(?: images)?
    shutterstock
    alamy(?: stock photo)?
    istock(?:photo)?
    corbis
    epa(?:-efe)?
    picture[ -]alliance
    imago(?: images)?
    zuma(?: press| wire)?
    sipa(?: usa| press)?
    nurphoto
    abaca(?: ?press)?
    rex(?: features| shutterstock)?
    pool
    handout
    hand-out
    wikimedia(?: commons)?
    wikipedia
    flickr
    unsplash
    pexels
    pixabay
    adobe ?stock
    dreamstime
    anadolu
    magnum(?: photos)?
    vii
    polaris
    redux
    planet labs(?: pbc)?
    maxar(?: technologies)?
    copernicus
    nasa
    facebook
    instagram
    twitter
    telegram
    social media
    screen ?(?:shot|grab)
    file(?: photo| picture| image| pic)?
    archive
    archiv
    archives?
    supplied
    submitted
    courtesy.*
    contributed
    staff
    ukrinform
""")
_PROVIDER = re.compile(rf"(?:{AGENCIES}|{_PHOTO_SERVICES})\W*$", re.IGNORECASE)
# The last words of the names of institutions and services that hand out photos of their own.
_INSTITUTION = re.compile(
    r"\b(?:photos?|images?|pictures?|photo agency|news agency|photo service|press|press (?:office|service)|"
    r"ministry|department|"
    r"police|office|agency|service|university|council|army|government|authority|institute|foundation|association|"
    r"embassy|"
    r"museum|parliament|company|presidency|kremlin|palace|inc|ltd|plc|gmbh|ministry of [\w ]+|(?:office|service|"
    r"government) of .+)\W*$",
    re.IGNORECASE,
)
_WIRE = re.compile(rf"{AGENCIES}$", re.IGNORECASE)
_IN_TEXT = re.compile(
    r"\b(?:Thomson Reuters|Reuters|Associated Press|Agence France-Presse|AFP|Xinhua|Kyodo|Yonhap|Interfax|TASS|"
    r"dpa|ANSA|Bloomberg News|"
    r"Press Trust of India|PTI|IANS|UPI|Press Association|Anadolu Agency|Canadian Press|Australian Associated Press)\b"
)


def is_agency(name: str) -> bool:
    """Tell whether a name is that of a known news agency."""
    return _WIRE.match(name.strip()) is not None


def is_provider(name: str) -> bool:
    """Tell whether a name is of those that provide photos: an agency, a photo service, a ministry's press office."""
    first = re.split(r"\s+via\s+", name.strip(), maxsplit=1, flags=re.IGNORECASE)[0]
    if _PROVIDER.match(first):
        return True
    return is_name_like(first, longest=7) and _INSTITUTION.search(first) is not None


def find_agency(text: str) -> str | None:
    """Return the first well-known agency that a line names, as it stands there."""
    found = _IN_TEXT.search(text)
    return found.group() if found else None
