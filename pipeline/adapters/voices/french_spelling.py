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
KNOWN: dict[str, str] = dict(pair.split(":") for pair in _SAID.split())
"""Borrowed words and names that no rule mends, as they are said in France."""
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
    if len(word) == 1 or not foreign(word):
        return word
    tried = word
    for pattern, spelling in _STEPS:
        changed = pattern.sub(spelling, tried)
        if changed != tried and not foreign(changed):
            return changed
        tried = changed
    return word
