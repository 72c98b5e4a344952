"""Words around quotations: verbs of saying, pronouns, roles, and the sex that a name or title suggests."""

import re

from monitor.core.terms import EntityType

CUES = {
    "en": frozenset(
        """
        said says say told tells added adds warned warns wrote writes asked asks replied replies responded responds
        explained explains argued argues insisted insists noted notes stated states announced declared declares
        admitted admits acknowledged claimed claims denied confirmed continued concluded tweeted posted joked recalled
        recalls remarked commented pledged pledges vowed vows promised promises urged urges called calls described
        describes accused condemned criticised criticized praised hailed demanded stressed emphasised emphasized
        suggested testified complained shouted cried whispered quipped observed reiterated lamented cautioned predicted
        believes believed thinks boasted countered conceded contended maintained mused protested protests recounted
        retorted read reads cited dismissed denounced rejected labelled labeled branded saying adding telling warning
        calling describing insisting noting writing vowing arguing citing
        branding
        """.split()
    ),
    "fr": frozenset(
        """
        dit disent déclare déclaré affirme affirmé explique expliqué ajoute ajouté estime estimé indique indiqué
        précise précisé souligne souligné assure assuré confie confié lance lancé répond répondu rappelle rappelé
        insiste insisté conclut conclu regrette regretté raconte raconté écrit annonce annoncé prévient prévenu martèle
        martelé poursuit poursuivi reconnaît reconnu plaide plaidé dénonce dénoncé promet promis inquiète félicité
        interroge
        """.split()
    ),
}
"""Verbs that introduce what somebody says, of each language in which quotations get speakers."""

ACCORDING = {
    "en": re.compile(  # each begins with a letter, to which the search leaps; that a word begins there is asked behind
        r"According to(?<!\w.{12})(?=\s)|according to(?<!\w.{12})(?=\s)"
        r"|In the words of(?<!\w.{15})(?=\s)|in the words of(?<!\w.{15})(?=\s)"
    ),
    "fr": re.compile(r"\b(?:[Ss]elon|[Dd]['’]après|[Pp]our)(?=\s)"),
}
"""What stands before a speaker without a verb."""

PRONOUNS = {
    "he": "m", "she": "f", "it": "n", "they": "p", "who": "w", "which": "w", "il": "m", "elle": "f", "ils": "p",
    "elles": "p", "qui": "w",
}  # fmt: skip
"""Whom a pronoun can mean: a man, a woman, a body, several, or the name right before it."""

NOT_SAID = (
    r"(?:so-called|called|calls|dubbed|nicknamed|known as|titled|entitled|named|the word|the term|the phrase|the song|"
    r"the film|the movie|the book|the album|baptisé|intitulée?|surnommée?)\s*,?\s*$"
)
"""What comes before a title, a nickname or a word that is only mentioned."""

ABBREVIATED = frozenset("mr mrs ms dr prof gen col lt sgt capt sen rep gov rev st jr sr no inc corp co ltd vs mt "
                        "jan feb mar apr jun jul aug sept sep oct nov dec m mm mme".split())  # fmt: skip
"""Words whose full stop does not end a sentence."""

MALE_TITLES = frozenset("mr sir lord king prince father brother baron duke count pope chairman spokesman congressman "
                        "businessman policeman actor monsieur señor herr imam bishop cardinal".split())  # fmt: skip
FEMALE_TITLES = frozenset("mrs ms miss mme madame lady dame queen princess sister baroness duchess countess "
                          "chairwoman spokeswoman congresswoman businesswoman policewoman actress señora "
                          "frau".split())  # fmt: skip

MALE_NAMES = frozenset(
    """
    john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel frank gregory raymond alexander patrick
    jack dennis jerry peter henry adam nathan douglas walter kyle carl arthur roger sean ian simon martin alan neil
    graham nigel colin stuart barry craig derek keith tom tim jim joe bob bill mike dave steve dan ben sam alex matt
    vladimir sergei sergey dmitry dmitri ivan alexei andrei mikhail boris igor oleg viktor yuri nikolai pavel volodymyr
    mohammed muhammad mohamed ahmed ali hassan hussein omar khalid abdullah ibrahim mustafa yusuf karim tariq samir
    jose juan carlos luis miguel pedro manuel francisco antonio javier diego fernando ricardo rafael pablo andres
    jorge mario marco paolo giovanni giuseppe luca matteo lorenzo pierre jean jacques francois michel philippe alain
    bernard emmanuel nicolas antoine olivier laurent thierry christophe klaus hans wolfgang olaf friedrich jurgen
    stefan lars erik nils johan anders sven bjorn jens raj amit rahul sanjay vijay anil narendra hiroshi takeshi
    kenji recep mehmet emre kofi kwame chidi emeka abdul hamid reza mahmoud benjamin yair moshe david
    """.split()
)
FEMALE_NAMES = frozenset(
    """
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
    kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen
    amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet
    catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith
    megan andrea cheryl hannah jacqueline martha gloria teresa ann anne sara madison kathryn janice jean alice julia
    judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte
    marie kayla alexis lori jane kate lucy claire fiona gillian louise nicola yvonne siobhan olga elena natalia
    svetlana tatiana irina ekaterina oksana olena yulia fatima aisha leila layla mariam zainab amina khadija nadia
    carmen ana lucia rosa isabel pilar elena sofia valeria gabriela claudia adriana daniela paula francesca giulia
    chiara valentina federica sophie camille nathalie isabelle valerie sylvie brigitte monique celine aurelie
    ursula angela petra sabine monika heike ingrid astrid freya sigrid priya anjali sunita lakshmi indira yuki
    keiko naoko ayse fatma elif amara ngozi chioma adaeze wanjiku golda tzipi miriam
    """.split()
)
"""Given names that mostly men, or mostly women, bear: only used to tell which of two people "he" or "she" is."""

SPEAKING_TYPES = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.PLACE})
"""Entities that can be somebody who speaks: people, bodies, and places that stand for their government."""
