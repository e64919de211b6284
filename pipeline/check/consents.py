"""What people agreed to, as a script writes it: given, awaited or refused; until when; for which outlets."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from pipeline.check.context import CheckContext
from pipeline.check.tree import speakers_of
from pipeline.errors import Level
from pipeline.french.letters import ascii_of
from pipeline.french.wording import fold
from pipeline.model.marked import ListNode, MapNode, Node, TextNode
from pipeline.model.programme import Outlet
from pipeline.model.script import TRUE_WORDS

Standing = Literal["refused", "awaited", "ended", "given"]

_STANDINGS: Mapping[Standing, re.Pattern[str]] = MappingProxyType(
    {
        "awaited": re.compile(
            r"(?:en_)?attent|a_(?:sign|demand|obten|relanc|confirm|faire|voir|recueill|renouvel)|demande|relanc|envoy|"
            r"(?:n'a_)?(?:pas|non)_(?:encore|sign|repond|recu|demand)|sans_reponse|en_cours|pending|await|wait|\?"
        ),
        "ended": re.compile(r"expir|perim|echu|caduc|depass"),
        "refused": re.compile(
            r"refus|non|no$|retir|revoqu|oppos|aucun|false|faux|contre$|interdi|withdr|denied|declin|pas_d'accord|"
            r"(?:elle_|il_)?(?:ne_|n')(?:veut|souhaite|est|a)_"
        ),
    }
)
"""How a `statut` begins, folded; the first that fits tells, and whatever else is written means given."""

_NONE_OF_OURS = r"presse|journa\w+|papier|print|affiches?|flyers?|photos?|radios?|podcasts?|livres?|intern?e|intranet"
_OUTLETS: Mapping[str, tuple[Outlet, ...]] = MappingProxyType(
    {
        r"tous?|toutes?|partout|all|any": get_args(Outlet),
        r"web|internet|en ligne|online|numeriques?|digital|youtube|dailymotion|vimeo|peertube": ("web", "reseaux"),
        r"sites?|blogs?|newsletters?|lettre": ("web",),
        r"reseaux?|social|insta|instagram|facebook|tiktok|linkedin|twitter|snapchat|mastodon": ("reseaux",),
        r"tele\w*|tv|antennes?|chaines?|broadcast|hertzien\w*": ("television",),
        r"ecrans?|projections?|salles?|cinemas?|halls?|bornes?|evenements?|reunions?|festivals?|expo\w*": ("ecrans",),
        rf"{_NONE_OF_OURS}|formations?|archives?|aucun": (),
    }
)
"""Words of `supports`, without accents: which outlets each opens; those that open none are media we do not make."""

_SITE = re.compile(r"\bsites? (?:web|internet)\b")
_EXCEPT = re.compile(r"\b(?:sauf|hors|excepte|pas|sans|except)\b")
_AGE = re.compile(r"(?<!depuis )\b(\d{1,2}) ?ans\b(?! (?:de|d')\b)")
_ADULT = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A person of the script and what is written of their consent; `hidden`: they are anonymous."""

    who: str
    hidden: bool
    minor: bool
    status: TextNode | None
    standing: Standing
    media: ListNode | None
    end: TextNode | None


def agreements(script: MapNode) -> Iterator[Agreement]:
    """Yield everybody whose consent the script speaks of, in order."""
    for speaker in speakers_of(script):
        person = speaker.value
        consent = person.get("consentement") if isinstance(person, MapNode) else None
        if not isinstance(person, MapNode) or not isinstance(consent, (MapNode, TextNode)):
            continue
        told = consent if isinstance(consent, MapNode) else MapNode(consent.mark)
        status = told.get("statut") if isinstance(consent, MapNode) else consent
        status = status if isinstance(status, TextNode) else None
        media, end = told.get("supports"), told.get("expire")
        yield Agreement(
            who=speaker.key,
            hidden=fold(person.text("affichage")) == "anonyme",
            minor=fold(told.text("mineur")) in TRUE_WORDS or _under_age(person.text("role")),
            status=status,
            standing=standing(status.text if status else ""),
            media=media if isinstance(media, ListNode) else None,
            end=end if isinstance(end, TextNode) else None,
        )


def standing(status: str) -> Standing:
    """Return what a status means.

    >>> standing("Refusé par mail"), standing("pas encore signé"), standing("oral"), standing("")
    ('refused', 'awaited', 'given', 'given')
    """
    said = fold(status)
    return next((meaning for meaning, words in _STANDINGS.items() if words.match(said)), "given")


def severity(agreement: Agreement, context: CheckContext) -> Level:
    """Return how much it matters that somebody has not agreed: a film that may go out with them in it is refused."""
    return Level.ERROR if context.publishing and not agreement.hidden else Level.WARNING


def outlets_of(node: Node) -> frozenset[Outlet] | None:
    """Return where somebody agrees to be seen by one entry of `supports`; None when nobody can tell.

    >>> from pipeline.errors import Mark
    >>> sorted(outlets_of(TextNode(Mark("a"), "tous, sauf réseaux sociaux"))), outlets_of(TextNode(Mark("a"), "zut"))
    (['ecrans', 'television', 'web'], None)
    """
    text = _SITE.sub("site", ascii_of(node.text)) if isinstance(node, TextNode) else ""
    meant, _, but = _EXCEPT.sub("|", text, count=1).partition("|")
    opened, closed = _opened(meant), _opened(but)
    if opened is None and closed is not None:
        return frozenset(get_args(Outlet)) - closed
    return None if opened is None else opened - (closed or frozenset())


def _opened(text: str) -> frozenset[Outlet] | None:
    found = [outlets for words, outlets in _OUTLETS.items() if re.search(rf"\b(?:{words})\b", text)]
    return frozenset(outlet for outlets in found for outlet in outlets) if found else None


def _under_age(role: str) -> bool:
    """Tell whether a role says an age under eighteen: « habitante, 16 ans »."""
    found = _AGE.search(ascii_of(role))
    return found is not None and int(found[1]) < _ADULT
