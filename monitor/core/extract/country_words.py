"""The words by which the rules for countries read what stands around a name. All in small letters."""

CURRENCIES = frozenset(
    "dollar dollars dlr dlrs franc francs mark marks pound pounds krone kroner krona kronor crown crowns peso pesos"
    " rupee rupees yen won yuan lira lire ruble rubles rouble roubles riyal riyals dinar dinars dirham dirhams reais"
    " rand shilling shillings escudo escudos peseta pesetas guilder guilders schilling schillings markka forint"
    " zloty baht ringgit cents bucks".split()
)
DOLLARS = frozenset("dollar dollars dlr dlrs cents".split())

LANGUAGES = frozenset(
    "english french spanish german italian portuguese dutch russian polish danish swedish norwegian finnish greek"
    " turkish arabic hebrew hindi urdu chinese japanese korean welsh irish scottish gaelic czech hungarian romanian"
    " ukrainian serbian croatian vietnamese thai persian catalan".split()
)
NO_SINGULAR_PERSON = frozenset("english french spanish dutch polish danish swedish finnish turkish welsh irish".split())
"""Languages whose word, standing without a noun and an article, is no person: "would like French to gain"."""
LANGUAGE_WORDS = frozenset(
    "language languages speaker speakers speaking lesson lessons translation translations subtitles grammar dialect"
    " alphabet spelling dictionary literature teacher teachers class classes".split()
)
LANGUAGE_VERBS = frozenset(
    "in into speak speaks spoke spoken speaking learn learning learned teach taught teaches teaching fluent".split()
)
LANGUAGE_FOLLOWS = frozenset(
    "and or but to as is was at for with on in of fluently well that when which who than after before while during"
    " by because if from will would can could should may might has had have remains provides remain became becomes"
    " were are do does".split()
)
"""Words after the name of a language that are not the noun it would belong to."""

THINGS = frozenset(
    "bulldog bulldogs shepherd shepherds terrier terriers spaniel spaniels setter retriever retrievers poodle"
    " poodles hound mastiff goose geese swan cat cats cocker springer toast fries kiss onion horn dressing"
    " bread pastry roulette salad vodka muffin muffins breakfast sausage sausages flu measles encephalitis fever"
    " moss ivy oak knotweed beetle hornet auction courage oven door doors window windows restaurant restaurants food"
    " foods cuisine dish dishes takeaway cooking recipe recipes bistro cafe eatery steakhouse heritage ancestry"
    " descent extraction cotton rock toffee stew architecture mansion townhouse townhouses terrace coffee wolfhound"
    " sheepdog rottweiler orthodox baccalaureate guns quarter nut nuts"
    " pub pubs tavern grocery deli bakery pizzeria marketplace pastries pastry coat coats roll rolls carpet carpets rug"
    " rugs".split()
)
"""Nouns after an adjective that make it a kind of thing: "French bulldog", "Mexican restaurants"."""

COLOURS = frozenset("black white red blue green brown grey gray yellow spotted giant dwarf wild".split())
"""What may stand between such an adjective and its noun: "Australian black swan"."""

FRENCH_BEFORE_LANGUAGE = frozenset("le du au en parle parlent parler parlait parlant".split())
"""French words before an adjective in small letters that make it the name of the language."""
FRENCH_BREEDS = frozenset("berger bergers bouledogue bouledogues".split())

DISEASES = frozenset(
    "virus viruses disease fever hemorrhagic haemorrhagic syndrome flu strain strains encephalitis ebolavirus".split()
)

HEADLINE_VERBS = frozenset(
    "says say votes vote wins win loses beats beat bans ban faces face plans seeks seek urges calls warns accuses"
    " denies rejects signs sends holds opens closes agrees backs condemns confirms declares demands elects expels halts"
    " imposes invites joins launches lifts names orders pledges recalls releases reports resumes seizes summons"
    " suspends tests threatens vows withdraws".split()
)
"""Verbs after a country at the head of a headline."""

STREETS = frozenset(
    "street streets st road roads rd avenue avenues ave drive drives dr lane ln boulevard blvd parade terrace"
    " crescent close parkway pike turnpike square circus row circle loop trail expressway plaza rue way highway"
    " freeway".split()
)
STREET_PLURALS = frozenset("streets roads avenues drives boulevards".split())

TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady dame judge justice sgt capt lt col maj gen cpl pvt rev fr prof sheikh prince"
    " princess queen king pope cardinal father brother sister deputy officer detective constable inspector"
    " councillor councilman councilwoman senator sen rep congressman congresswoman governor gov mayor coach pc det"
    " trooper".split()
)

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul"
    " aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest upper"
    " lower northeastern northwestern southeastern southwestern mid far inner outer greater downtown rural".split()
)
GENERIC = (
    DIRECTIONS
    | MONTHS
    | frozenset(
        "city park metro centre center first second third district beach airport station valley river side shore"
        " coast bar hill hills lake point bay port island islands village town county parish province state region"
        " national international road street church school college university hospital house hall court square"
        " bridge market club southland midland midlands union republic kingdom federal democratic people peoples old"
        " new st ste mt ft the of and la el de del san santa los las le les da do ward commune department zone area"
        " territory capital plateau delta division section unit green blue red black white grand great little big"
        " long high royal sun moon day night nord sud".split()
    )
)
"""Words of which no combination is a place of its own in news: "Central District", "North Shore"."""

PLACE_PREPOSITIONS = frozenset(
    "in at near from to outside around across throughout toward towards via between into leaving en à au aux dans"
    " vers depuis".split()
)
NATURE = frozenset("river creek lake lagoon bay mountain mountains hills valley forest ranch farm park".split())

PLACE_NOUNS = frozenset(
    "city cities town towns village villages port capital suburb suburbs resort settlement settlements municipality"
    " hamlet community neighbourhood neighborhood province region district state county island islands enclave area"
    " peninsula prefecture department oblast governorate territory stronghold hub outpost commune township".split()
)
REGION_NOUNS = frozenset(
    "province region district state county island islands peninsula prefecture department oblast governorate"
    " territory".split()
)
DIRECT_NOUNS = frozenset("city town village port suburb resort island township peninsula province".split())
"""Nouns that a name may follow without "of": "the Russian city Khasan"."""

TOWN_AFTER = frozenset(
    "police man woman men women resident residents native teen teenager boy girl couple firefighters fire school"
    " schools city town council mayor officials high area township borough church family students student-athlete"
    " store businessman motorist driver motel apartment home house neighborhood parish county sheriff hospital isd"
    " chamber community firm lawyer attorney public elementary middle independent planning zoning common road"
    " civic".split()
)
"""Words after a name that local news puts after a town's: "Lebanon police"."""
