"""Words that espeak-ng takes for English, spelled so that it reads them as people in France say them.

Its French rules call English to help wherever a spelling looks English to them: « enthousiasme », « Sarthe »,
« Nathan », « Rémy », « dos » came out in English. Whoever asks it for phonemes asks here first.
"""

import re
from collections.abc import Callable

_STEPS = tuple(
    (re.compile(pattern, re.IGNORECASE), spelling)
    for pattern, spelling in (
        (r"th(?=s?\Z)", "te"),  # Judith
        (r"th", "t"),  # rythme
        (r"(?<=[^aeiouy])y(?=s?\Z)", "i"),  # Orly
        (r"ing(?=s?\Z)", "ine"),  # parking; whoever asked makes it end on « ng »
        (r"oo", "ou"),
        (r"ee", "i"),
        (r"sh", "ch"),
        (r"ck", "k"),
        (r"w", "ou"),
        (r"i", "î"),  # accents that are not heard, and that English does not have
        (r"u", "û"),
        (r"(?<![aeiouéè])e(?=[^aeiouéè][aeiouyé])", "é"),
        (r"o", "ô"),
        (r"a", "â"),
    )
)
"""What is tried, one after the other and all together, until the word is French to espeak-ng."""

_SAID = """
about:abaoute agrobusiness:agrobiznèsse ahmed:amède alfred:alfrède antistress:antistresse baby-foot:babifoute
baseball:bèzebole basket-ball:basquettebole basketball:basquettebole benchmark:bennchemarque best-of:bestove
bill:bil bipède:bipaide blues:blouze box:boxe break:brèque brunch:breunche burn-out:beurnaoute burnout:beurnaoute
business:biznèsse cake:kèque calife:caliphe carl:carle cash:cache clark:clarque clash:clache cloud:claoude
co-working:covorkine coach:cotche coacher:cotcher coaching:cotchine coachs:cotche cool:coule coworking:covorkine
crash:crache crowdfunding:craodefeundine deadline:dèdlaïne design:dizaïne designer:dizaïneur do:dô dos:dô
email:imèle emails:imèle empowerment:ème-paoueurmente express:expresse facebook:fèceboucque fast-food:fastefoude
feedback:fidebac fitness:fitnèsse flyer:flaïeur flyers:flaïeur food:foude foodtruck:foudetreuque football:foutebole
footballeur:foutboleur frank:franque full:foule fun:feune funk:fonque goal:gol google:gougle hall:ôle halls:ôle
handball:handebal high-tech:haïetèque insipide:inssippide iphone:aïefone jake:djèque john:djonne johnny:djoni
khaled:kalède leader:lideur leaders:lideur leadership:lideurchip led:lède leds:lède light:laïte like:laïque
likes:laïque lipide:lypide lipides:lypide live:laïve low-tech:lotèque lunch:leunche maghreb:magrèbe
maghrébin:magrébin maghrébine:magrébine maghrébins:magrébin mail:mèle mails:mèle mark:marque meeting:mitine
meetings:mitine mike:maïque mohamed:moamède mohammed:moamède must:meuste news:niouze newsletter:niouzlèteur
newsletters:niouzlèteur off:offe open:opène open-source:opène-sourse parallélépipède:parallélépipaide
process:processe pull:pule pulls:pule punk:ponque puzzle:puzle puzzles:puzle self:selfe self-service:selfe-service
show:cho shows:cho skateboard:skètebord smiley:smaïlé spot:spaute spots:spaute stand-up:standeupe start-up:starteup
start-ups:starteup startup:starteup startups:starteup steak:stèque story:stori stress:stresse sweat:souète
t-shirt:ticheurte talk-show:tauque-cho tank:tanque teaser:tizeur tee-shirt:ticheurte toast:tauste token:tokène
tourcoing:tourcouin trash:trache trust:treuste tweet:touite tweets:touite vélocipède:vélocipaide walter:valtère
wanda:ouanda web:ouèbe webinaire:ouébinaire week-end:ouikènde week-ends:ouikènde weekend:ouikènde weekends:ouikènde
wi-fi:ouifi wifi:ouifi wikipédia:ouiki-pédia wilfred:vilfrède wilfried:vilfride william:ouiliame willy:ouili
workshop:ouorkchope workshops:ouorkchope youtube:ioutoube élisabeth:élizabète elisabeth:élizabète
"""
_MISREAD = """
affolent:affole bagarrent:bagarre barrent:barre consolent:console consomment:consomme coulent:coule cumulent:cumule
déambulent:déambule décident:décide découlent:découle dégringolent:dégringole démarrent:démarre dénudent:dénude
déroulent:déroule désolent:désole dévident:dévide écoulent:écoule écroulent:écroule enferment:enferme ferment:ferme
enflamment:enflamme formulent:formule foulent:foule germent:germe gomment:gomme imposent:impose miaulent:miaule
modulent:module nomment:nomme postulent:postule pullulent:pullule raffolent:raffole reculent:recule
redémarrent:redémarre referment:referme refoulent:refoule renferment:renferme rigolent:rigole roulent:roule
saoulent:saoule stimulent:stimule
apaisement:apaizement assidûment:assidumant blanchiment:blanchimant chiendents:chiendant confident:confidant
confidents:confidant contrevent:contrevant contrevents:contrevant crûment:crumant décadent:décadant
décadents:décadant dénûment:dénumant dépaysement:dépéïzement dissident:dissidant dissidents:dissidant dûment:dumant
entregent:entregean fervent:fervant fervents:fervant fourniment:fournimant
froment:fromant indûment:indumant indulgents:indulgeant ingénument:ingénumant onguent:ongant onguents:ongant
paravent:paravant paravents:paravant polyvalent:polivalant polyvalents:polivalant relent:relant relents:relant
tempérament:tempéramant tempéraments:tempéramant testament:testamant testaments:testamant
aspect:aspè aspects:aspè respect:respè respects:respè suspect:suspè suspects:suspè
amer:amère amers:amère reporters:reportère scooter:scouteur scooters:scouteur supporters:supportère
atlas:atlasse biceps:bissepse contresens:contre-sanse cosmos:cosmosse déficit:défissite déficits:défissite
détritus:détritusse faciès:faciesse fœtus:fétusse gratis:gratisse ibis:ibisse laps:lapse métis:métisse
pancréas:pancréasse suspens:suspan tétanos:tétanosse tournevis:tournevisse versus:versusse
acrobaties:acrobacie adéquation:adécouacion barbecue:barbekiou barbecues:barbekiou bidonvilles:bidonvile
bienheureuse:bien-neureuse bienheureux:bien-neureux bruns:brun cacahuète:cacaouète cacahuètes:cacaouète
capillaire:capilère capillaires:capilère choléra:coléra cholestérol:colestérol cognitif:coguenitif
cognitifs:coguenitif cognitive:coguenitive cognitives:coguenitive contrecoup:contrecou credo:crédo cuiller:cuillère
diesel:diézel échographie:écographie échographies:écographie écosystème:écossistème écosystèmes:écossistème
égyptien:égipsien égyptienne:égipsienne égyptiennes:égipsienne égyptiens:égipsien emprunts:emprun fenouil:fenouille
foot:foute idioties:idiocie inepties:inepcie inouï:inoui inouïe:inoui machiavélique:makiavélique ouïe:oui
péréquation:pérécouacion pizza:pidza pizzas:pidza pizzeria:pidzéria porc:por porcs:por prophétie:profécie
prophéties:profécie quartz:couartze ressens:ressan senior:sénior seniors:sénior solennel:solanel solennelle:solanelle
solennellement:solanellement solennels:solanel sourcil:sourci sourcils:sourci squat:scouate squats:scouate
surf:seurfe traversons:traverssons veto:véto yacht:iote yachts:iote
agen:agin aisne:aine alzheimer:alzaillemère arras:arrasse asnières:anière bayonne:baillone carlos:carlosse
cayenne:caillène danemark:danemarque doubs:dou elias:éliasse fresnes:frène guingamp:guingan idris:idrisse
istanbul:istanboul jupiter:jupitère katia:katya kieffer:kifère kremlin:krèmlin lens:lanse mans:ment
mathias:matyasse mayenne:maillène michaël:mikaël montluçon:monlusson reims:rinsse rouen:rouan
suresnes:surène thionville:tyonville troyes:troi
auxerre:osserre bruxelles:brusselle bruxellois:brussellois bruxelloise:brusselloise metz:mèsse
aya:ailla dylan:dilane enzo:ènezo ethan:étane fernandes:fernandèsse gonzalez:gonzalèze jordan:jordane leïla:léïla
lopez:lopèze martinez:martinèze nguyen:nguiène perez:pérèze rayan:raillane rodriguez:rodriguèze sanchez:sanchèze
esse:èsse
"""
KNOWN: dict[str, str] = dict(pair.split(":") for pair in (_SAID + _MISREAD).split())
"""Words that no rule mends, as they are said in France: borrowed ones, names, French ones that espeak-ng misreads."""

_READ = tuple(
    (re.compile(pattern, re.IGNORECASE), spelling)
    for pattern, spelling in (
        (r"(?<=ou)(?:ent|es)\Z", ""),  # jouent, roues
        (r"(?<=ou)e(?=r(?:a|ai|ais|ait|aient|as|ez|iez|ons|ions|ont)\Z)", ""),  # jouera
        (r"(?<=[in])ti(?=èmes?\Z)", "ty"),  # huitième, centième
    )
)
"""Endings that espeak-ng misreads in any word: it has no vowel left in « jouent », and an s in « centième »."""
_WHOLE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PIECE = re.compile(r"[^\W\d_]+")


def respelled(text: str, foreign: Callable[[str], bool]) -> str:
    """Return words as they must be spelled; `foreign` tells whether espeak-ng takes a word for English."""
    return _WHOLE.sub(lambda found: _whole(found[0], foreign), text)


def _whole(word: str, foreign: Callable[[str], bool]) -> str:
    known = KNOWN.get(word.lower())
    if known is not None:
        return known
    return _PIECE.sub(lambda found: _piece(found[0], foreign), word)


def _piece(word: str, foreign: Callable[[str], bool]) -> str:
    known = KNOWN.get(word.lower())
    if known is not None:
        return known
    if len(word) == 1:
        return word
    tried = word
    for pattern, spelling in _READ:
        tried = pattern.sub(spelling, tried)
    if not foreign(tried):
        return tried
    for pattern, spelling in _STEPS:
        changed = pattern.sub(spelling, tried)
        if changed != tried and not foreign(changed):
            return changed
        tried = changed
    return word
