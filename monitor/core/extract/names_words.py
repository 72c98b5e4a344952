"""Words that say what kind of name stands beside them, or what kind of name they end. English; written by hand."""

TITLE_WORDS = frozenset(
    """
    president vice deputy prime minister chancellor premier king queen prince princess pope cardinal bishop archbishop
    father sister brother rev reverend pastor rabbi imam ayatollah mr mrs ms miss mx dr prof professor sir dame lord
    lady baron baroness count countess duke duchess general gen lieutenant lt colonel col major maj captain capt
    sergeant sgt corporal admiral adm commander brigadier marshal officer detective inspector superintendent chief
    judge justice senator sen representative rep congressman congresswoman lawmaker governor gov mayor secretary
    undersecretary ambassador envoy foreign defence defense finance interior attorney spokesman spokeswoman
    spokesperson coach manager striker midfielder defender goalkeeper winger batsman bowler pitcher quarterback
    rapper singer actor actress director producer analyst economist chairman chairwoman chairperson ceo former ex
    ombudsman then late acting interim incoming outgoing leader tsar emperor empress comrade herr frau monsieur madame
    señor senor señora signor
    """.split()
)
"""What precedes a person's name and is no part of it. Sheikh, Sultan and Emir are left to the name: many bear them."""

ABBREVIATIONS = frozenset(
    """
    jr sr inc corp co ltd bros dept univ st mt ft no intl assn calif conn ariz colo fla ill ind kan mass mich minn
    miss mo mont neb nev okla ont ore pa penn tenn tex va vt wash wis wyo ala ark del ga ky la md
    """.split()
)
"""Words after which a full stop belongs to the name."""

NUMBERED_PLACES = frozenset(
    """
    route highway interstate motorway terminal district area zone pier gate room building block ward unit site camp
    sector quarter station checkpoint line lane road runway platform hall studio arrondissement
    """.split()
)

PERSONAL_TITLES = frozenset(
    """
    president chancellor premier minister king queen prince princess pope cardinal bishop archbishop rabbi imam
    ayatollah mr mrs ms miss dr prof professor sir dame general gen lieutenant colonel col major captain sergeant
    admiral judge justice senator sen governor mayor secretary ambassador ombudsman spokesman spokeswoman coach
    """.split()
)
"""Titles that make a person of what follows, whatever a model says."""

ORG_HEADS = frozenset(
    """
    ministry agency bank party university college school academy institute institution council commission committee
    court association federation confederation union club group company corporation corp inc ltd limited plc llc llp
    gmbh ag holdings airlines airways motors army navy police department office authority bureau service services
    board congress parliament senate assembly cabinet foundation trust society organization organisation movement
    front brigade brigades times post herald tribune gazette journal guardian telegraph observer chronicle news
    newspaper newspapers radio television tv broadcasting press media directorate secretariat tribunal consortium
    alliance coalition militia guard guards corps division regiment battalion fc cf afc united rovers wanderers
    athletic hotspur records pictures studios entertainment industries technologies systems pharmaceuticals bancorp
    exchange fund farms initiative centre center laboratory observatory ballet orchestra band church diocese archdiocese
    """.split()
)
"""A name that ends in one of these is an organisation (unless the model calls it a place: centres, schools)."""

FIRM_ORG_HEADS = ORG_HEADS - frozenset(
    "school academy college university court centre center office front union church hotspur united station club "
    "observatory post exchange".split()
)
"""Those that make an organisation even of what the model calls a place."""

PLACE_HEADS = frozenset(
    """
    airport airfield river lake sea ocean mountain mountains mount hill hills island islands isles peninsula street
    avenue boulevard road highway motorway turnpike square bridge valley desert bay gulf strait straits canal county
    province prefecture oblast district park stadium arena palace castle fortress cathedral basilica mosque temple
    abbey monastery beach forest prison jail tunnel harbour harbor port falls glacier reef coast lagoon creek cape
    plateau basin delta savannah steppe archipelago atoll pass ridge peak volcano dam crossing checkpoint
    """.split()
)

SURNAME_HEADS = frozenset(
    """
    lake mount hill hills street road square bridge valley bay gulf park castle temple abbey beach forest port falls
    reef coast creek cape pass ridge peak dam crossing palace cathedral delta tunnel prison jail island isles
    church court post band guard guards front hotspur press herald service church bank corps centre center times
    """.split()
)
"""Heads that people bear as surnames: they make nothing else of what the model calls a person."""

PLACE_STARTS = frozenset("rue calle faubourg avenida piazza praça rua via jalan ulitsa kfar".split())
"""First words of places in other languages: streets and quarters."""

EVENT_HEADS = frozenset(
    """
    cup championship championships olympics paralympics games open masters prix war festival marathon tournament
    derby uprising summit expo awards oscars biennale carnival fair battle siege massacre earthquake hurricane
    typhoon ashes trophy
    """.split()
)

FAITHS = frozenset(
    """
    islam christianity judaism hinduism buddhism sikhism catholicism protestantism orthodoxy zionism communism
    marxism nazism baptist methodist lutheran presbyterian
    """.split()
)

MEDIA_NOUNS = (
    r"(?:newspapers?|dailies|daily|weekly|magazines?|tabloids?|broadcasters?|news ?wires?|news agency|news agencies|"
    r"news sites?|news channels?|news outlets?|news portals?|tv channels?|tv stations?|radio stations?|"
    r"television channels?|television stations?|television networks?|websites?)"
)

SPEECH_VERBS = (
    r"(?:said|says|reported|reports|announced|confirmed|quoted|cited|added|told|wrote|denied|claimed|warned|stated|"
    r"tweeted|posted|published)"
)

PLACE_NOUNS = (
    r"(?:city|cities|town|towns|village|villages|port|province|region|district|county|island|islands|islet|capital|"
    r"suburb|municipality|hamlet|settlement|commune|prefecture|governorate|township|borough|parish|neighbourhood|"
    r"neighborhood|republic|emirate|territory|resort|oasis|peninsula)"
)

FIRM_THINGS = (
    r"(?:subsidiary|subsidiaries|shareholders?|shares|stock|products?|factory|factories|stores?|dealers?|dealerships?"
    r"|engines?|models?|jets?|cars?|trucks?|phones?|smartphones?|handsets?|customers|employees|executives?|engineers?"
    r"|showrooms?|plants?|smelters?|refiner(?:y|ies)|warehouses?|devices?|appliances?|sneakers|cosmetics)"
)
"""What a company has and sells, hardly a person: "the Norfell subsidiary", "Norfell shares"."""
FIRM_OWNED = (
    rf"(?:{FIRM_THINGS}|headquarters|earnings|revenues?|sales|brands?|parent company|quarterly|chief executive|ceo|cfo"
    r"|app|apps|users|software|public relations|market share|supply chain|assembly line|production|board of directors"
    r"|annual report|share price|profits?|competitors?|rivals? \w+|website|flagship)"
)

FAMILY_NAME_FIRST = frozenset(
    """
    kim lee park choi jung jeong chung cho kang yoon yun jang chang lim rim ri pak oh han shin sin seo suh kwon hwang
    ahn an song ryu yoo hong jeon ko koh moon mun yang son bae paek baek heo huh nam roh noh ha joo ju min chae hyon
    xi li wang zhang liu chen zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang zheng xie tang deng feng yu
    cao peng zeng xiao tian dong pan yuan cai jiang ye du su lu jia ding wei xue yan hua bo wen nguyen tran le pham
    hoang phan vu vo dang bui do ngo duong ly tsai chiang soong
    """.split()
)
"""Common Korean, Chinese and Vietnamese family names: borne first, and used alone like a Western surname."""

CALENDAR_WORDS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Spring Summer Autumn Winter Christmas Easter Will".split()
)
"""Capitalised words that are never taken for a name seen elsewhere, though people bear some of them."""
