"""What somebody is quoted saying in prose, and who says it: « … », dit Odile, 84 ans; Odile raconte : « … »."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.french.people import age_told
from pipeline.gather.naming import NAME, is_name, is_role
from pipeline.gather.sentences import sentence_spans

_QUOTED = re.compile(
    r"«\s*(?P<french>[^«»]{2,900}?)\s*»|“\s*(?P<curved>[^“”]{2,900}?)\s*”|(?<!\d)\"\s*(?P<straight>[^\"]{2,900}?)\s*\""
)
_VERBS = (
    "dit disent disait dirait raconte racontait "
    "explique confie souffle lance ajoute répond précise exclame étonne rit rigole "
    "reconnaît insiste résume témoigne affirme déclare assure murmure glisse soupire plaisante conclut souvient "
    "regrette admet demande prévient poursuit note observe constate estime pense rappelle inquiète amuse réjouit "
    "sourit crie avoue tranche corrige nuance continue commente chuchote indique annonce interroge reprend martèle "
    "jure promet défend lâche sermonne râle proteste prononce écrit répète complète enchaîne tempère espère rêve "
    "propose suggère félicite remercie salue gronde bougonne grogne ironise décrit détaille enthousiasme émerveille"
)
SAYING = "|".join(_VERBS.split())
"""Verbs that say that somebody speaks, as a pattern."""

_ROLE_PHRASE = (
    r"(?:[Ll]['’]|(?:[Uu]ne?|[Ll][ea]|[Ss]on|[Ss]a|[Nn]otre) )[a-zà-ÿœ-]+"
    r"(?: (?!qui\b|que\b|en\b|dont\b)[a-zà-ÿœA-ZÀ-Þ’'-]+){0,4}"
)
_WHO = rf"(?P<who>{NAME}|{_ROLE_PHRASE})"
_ABOUT = r"(?P<about>(?:\s*,\s*[^.;:«»!?]{1,90}|\s*\([^()]{1,80}\))?)"
_AFTER = re.compile(
    rf"^\s*,?\s*(?:(?:nous|me|leur|lui|s['’]|se|y) ?)?(?:{SAYING})\b"
    rf"(?: [a-zà-ÿœ]+){{0,2}}? {_WHO}{_ABOUT}\s*(?P<stop>[.!?…,;:]*)"
)
_ANY_VERB = re.compile(
    rf"^\s*,?\s*(?:s['’]|se )?(?!(?:est|comme|contre|entre|chante|même|toute)\b)[a-zà-ÿœ]{{2,}}(?:e|it|t|d) "
    rf"{_WHO}{_ABOUT}\s*(?P<stop>[.!?…,;:]*)$"
)
"""Any verb behind what is quoted, whoever it is that follows: « … », calcule Odile."""

_INCISE = re.compile(
    rf"(?P<before>[?!…,]+)\s+(?:(?:nous|me|leur|lui|s['’]|se|y) ?)?(?:{SAYING})(?: [a-zà-ÿœ]+){{0,2}}? {_WHO}"
    rf"(?P<about>(?:\s*,\s*(?:\d+ ans|[lL]['’][^.;:«»!?,]{{1,60}}|(?:une?|l[ea]|son|sa) [^.;:«»!?,]{{1,60}}))?)"
    rf"\s*(?P<stop>[.,;]|$)"
)
"""« … ? demande Huguette, la gérante. » : who speaks, amid or behind what they say, in a dialogue with strokes."""

_INCISE_PRONOUN = re.compile(
    rf"(?P<before>[?!…,]+)\s+(?:(?:s['’]|se |me |nous )?(?:{SAYING})[a-zà-ÿ]*(?:-t)?-(?P<pronoun>elle|il)\b)"
    r"(?: [^.,;:«»!?]{1,60})?(?P<stop>[.,;]|$)"
)
"""« …, dit-il en riant. » : somebody named before speaks, in a dialogue with strokes."""

_UNMARKED = re.compile(
    rf"(?P<who>{NAME})(?P<about>(?: (?:qui a )?[a-zà-ÿ0-9-]+(?: et un)? ans)?) "
    r"(?:dit|répond|raconte|explique)(?: toujours)? "
    r"(?!qu['’]|d['’]|(?:que|à|aux?|de|des|du|comment|pourquoi|si|son|sa|ses|l[ea]|les|une?|tout|rien|non|oui|"
    r"bonjour|merci)\b)(?P<said>\S+(?: \S+){3,})$"
)
"""« Ibrahim onze ans dit on ne crie pas » : what was dictated, without a comma or a colon."""

_PRONOUN = re.compile(
    rf"^\s*,?\s*(?:(?:s['’]|se |me |nous )?(?:{SAYING})[a-zà-ÿ]*(?:-t)?-(?P<pronoun>elle|il|elles|ils|on)|"
    rf"(?:a|ont)-t-(?P<past>elle|il|elles|ils|on) [a-zà-ÿ]+)\b(?P<rest>[^«»]*?)(?P<stop>[.!?…,;:]*)$"
)
_SIGNED = re.compile(
    rf"^\s*[.,]?\s*(?:[–—-]+\s*|\(\s*|de )(?P<who>{NAME}|{_ROLE_PHRASE}){_ABOUT}\s*\)?\s*(?P<stop>[.]?)$"
)
_BARE_SIGNED = re.compile(rf"^\s*,?\s*(?P<who>{NAME}){_ABOUT}\s*(?P<stop>[.]?)$")
_LEADS = re.compile(rf"\b(?:{SAYING})[a-zà-ÿœ]*\b[^:«»]{{0,60}}:\s*$", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"(?P<who>(?<![\w’'])(?:(?:[Uu]ne?|[Ll][ea]|[Ss]on|[Ss]a) "
    rf"(?:petite? |jeune |vieil(?:le)? |vieux |ancien(?:ne)? )?|[Ll]['’])[a-zà-ÿœ-]+|{NAME})"
    r"(?P<about>\s*,\s*[^:«»,]{1,60}?\s*(?=,)|\s*\([^()]{1,80}\))?"
)
_HEADED = re.compile(rf"^{_WHO}(?P<about>\s*,\s*[^:«»]{{1,90}}?|\s*\([^()]{{1,80}}\))?\s*:\s*$")
_ACCORDING = re.compile(
    rf"(?:^|, )(?:[Pp]our|[Ss]elon|[Dd]['’]après) {_WHO}(?P<about>\s*,\s*[^:«»]{{1,70}}?)?\s*[,:]\s*$"
)
_ACCORDING_PRONOUN = re.compile(r"(?:^|, )(?:[Ss]elon|[Dd]['’]après|[Pp]our) (?P<who>elle|lui)\s*[,:]?\s*$")
_APPOSED = re.compile(rf"(?P<of>(?: d[eu] [a-zà-ÿœ-]+)?),\s*(?P<name>{NAME})\s*(?=,)")
_NAMED_SO = re.compile(rf"\b(?:nommée?|prénommée?|appelée?|qui s['’]appelle) (?P<who>{NAME})")
_AND = re.compile(r"^(?:Et|Mais|Puis|Alors|Enfin|Ensuite|Donc|Ainsi) (?=[A-ZÀ-Þ])")
_ASKS_SO = re.compile(r"\b(?:question|réponse|phrase|mots?|remarque|verdict|conclusion|avis)\b[^:]*:\s*$")
_LONGEST_ARTICLE = 12
_PLAYED_BY = re.compile(rf"\b(?:joué|jouée|interprétée?|incarnée?|tenue?|fait|faite) par (?P<who>{NAME})")
_BESIDE = re.compile(rf"\s*,\s*(?P<who>{NAME})\s*(?:,|$)")
_ACTS = frozenset(_VERBS.split()) | {"lui", "elle", "eux", "elles", "moi", "toi", "nous", "vous"}
"""Words that are no part of what somebody is: what they do, or who they are again."""

_LONGEST_SENTENCE = 3_000
"""Signs above which a text without a full stop is told as it is: looking into it takes the square of its length."""

_STROKE = re.compile(r"[–—]\s+")
_SPEECH_WORDS = 3
_FEW = 4
"""Words that only lead to a quotation: they are no sentence of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseSegment:
    """A piece of prose: from and up to which sign of it; a quotation says who is quoted and the sentence around it.

    `pronoun` is what stands for somebody named before, « elle » or « il ».
    """

    start: int
    end: int
    text: str
    quoted: bool = False
    who: str = ""
    about: str = ""
    pronoun: str = ""
    whole: str = ""


def segments(text: str, known: Callable[[str], bool] = bool) -> tuple[ProseSegment, ...]:
    """Return the pieces of a text in order: what is told, a sentence a piece, and what somebody is quoted saying.

    `known` tells whether a word that a capital begins is a person's name.

    >>> [(one.text, one.who, one.about) for one in segments("Il pleut. « On danse », sourit Odile, 84 ans.")]
    [('Il pleut.', '', ''), ('On danse.', 'Odile', '84 ans')]
    >>> [(one.text, one.who) for one in segments("Malo Ferrand explique : « Je sors les chaises. »")]
    [('Je sors les chaises.', 'Malo Ferrand')]
    """
    found: list[ProseSegment] = []
    for start, end in sentence_spans(text):
        found += _of_sentence(text[start:end], start, known)
    return tuple(found)


def dash_speech(text: str) -> ProseSegment | None:
    """Return what a line of a dialogue with strokes says, and who says it; None when nobody is said to.

    >>> one = dash_speech("Sûrs, répond Damien. On a des bouchons.")
    >>> (one.text, one.who) if one else None
    ('Sûrs. On a des bouchons.', 'Damien')
    """
    found = _INCISE.search(text) or _INCISE_PRONOUN.search(text)
    told = found.groupdict() if found else {}
    who, pronoun = told.get("who") or "", told.get("pronoun") or ""
    if found is None or not (pronoun or _somebody(who) or _unnamed(who)) or _QUOTED.search(text):
        return None
    before = text[: found.start()] + found["before"]
    said = before if re.search(r"[?!…]$", before) else before.rstrip(",")
    rest = text[found.end() :].strip()
    stop = "" if re.search(r"[?!…]$", said) else "," if found["stop"] == "," and rest else "."
    words = f"{said}{stop} {rest}".strip()
    return ProseSegment(
        start=0, end=len(text), text=_ended(words), quoted=True, who=who, pronoun=pronoun,
        about=about_somebody(told.get("about") or ""), whole=text,
    )  # fmt: skip


def _of_sentence(  # noqa: PLR0911 - one way out for each way to quote
    sentence: str, at: int, known: Callable[[str], bool]
) -> list[ProseSegment]:
    if len(sentence) > _LONGEST_SENTENCE:
        return [ProseSegment(start=at, end=at + len(sentence), text=sentence)]
    quotes = [found for found in _QUOTED.finditer(sentence) if _is_speech(sentence, found)]
    if not quotes and (stroke := _STROKE.match(sentence)) and (spoken := dash_speech(sentence[stroke.end() :])):
        return [replace(spoken, start=at, end=at + len(sentence), whole=sentence)]
    if not quotes and (unmarked := _unmarked(sentence, at, known)):
        return unmarked
    if not quotes:
        return [ProseSegment(start=at, end=at + len(sentence), text=sentence)]
    first, last = quotes[0], quotes[-1]
    before, after = sentence[: first.start()], sentence[last.end() :]
    between = sentence[first.end() : last.start()] if len(quotes) > 1 else ""
    told = _attribution(before, between or after, known)
    if told is None and between:
        told = _attribution(before, after, known)
    if told is not None and not is_name(told[0]) and (called := _NAMED_SO.search(before)):
        told = (called["who"], told[0][:1].lower() + told[0][1:], *told[2:])
    if told is None and not _alone(before, after):
        return [ProseSegment(start=at, end=at + len(sentence), text=sentence)]
    if told is None and len(quotes) == 1 and (inside := dash_speech(_said(first))):
        return [replace(inside, start=at, end=at + len(sentence), whole=sentence)]
    words = " ".join(_said(found) for found in quotes)
    who, about, pronoun, lead = told or ("", "", "", "")
    pieces: list[ProseSegment] = []
    if lead:
        cut = len(before)
        pieces.append(ProseSegment(start=at, end=at + cut, text=_ended(lead)))
        at_quote = at + cut
    else:
        at_quote = at
    whole = "" if _alone(before, after) and not between else sentence
    pieces.append(
        ProseSegment(
            start=at_quote, end=at + len(sentence), text=_ended(words), quoted=True, who=who, about=about,
            pronoun=pronoun, whole=whole,
        )
    )  # fmt: skip
    return pieces


def _unmarked(sentence: str, at: int, known: Callable[[str], bool]) -> list[ProseSegment]:
    """Return what is told and said where no sign parts them; nothing when nobody who is known speaks."""
    said = _UNMARKED.search(sentence) if not re.search(r"[,;:«“\"]", sentence) else None
    if said is None or not known(said["who"].split()[-1]):
        return []
    start, told = at + said.start(), sentence[: said.start()].strip()
    spoken = ProseSegment(
        start=start, end=at + len(sentence), text=_ended(said["said"]), quoted=True, who=said["who"],
        about=(said["about"] or "").strip(), whole=sentence[said.start() :],
    )  # fmt: skip
    return [*([ProseSegment(start=at, end=start, text=told)] if told else []), spoken]


def _attribution(before: str, after: str, known: Callable[[str], bool]) -> tuple[str, str, str, str] | None:
    """Return who is quoted, what is said of them, the pronoun instead, and what is told before; None when nobody is."""
    for pattern in (_AFTER, _ANY_VERB, _SIGNED, _BARE_SIGNED):
        found = pattern.match(after)
        if found and (named := _apposed(found["who"], found["about"] or "")) is not None:
            return *named, "", _kept(before)
        if found and (_somebody(found["who"]) or (pattern is not _BARE_SIGNED and _unnamed(found["who"]))):
            return found["who"], about_somebody(found["about"] or ""), "", _kept(before)
    if found := _PRONOUN.match(after):
        return "", "", found["pronoun"] or found["past"], _kept(before)
    if after.strip(" .!?…"):
        return None
    for pattern in (_HEADED, _ACCORDING):
        if (found := pattern.search(before)) and _somebody(found["who"]):
            told = before[: found.start("who")].strip(" ,;")
            return *_behind(found["who"], found["about"] or ""), "", before if len(told.split()) > _FEW else ""
    return _led(before, known)


def _led(before: str, known: Callable[[str], bool]) -> tuple[str, str, str, str] | None:
    """Return who is said to speak by what leads to a quotation: « Chaque soir, Firmin, le boulanger, raconte : »."""
    if found := _ACCORDING_PRONOUN.search(before):
        return "", "", "il" if found["who"].lower() == "lui" else "elle", ""
    bare = before.rstrip()
    says = _LEADS.search(bare if bare.endswith(":") else f"{bare} :")
    if not bare.endswith(":") and (says is None or len(bare[says.start() :].split()) > _FEW):
        return None
    for found in _SUBJECT.finditer(before):
        who = _AND.sub("", found["who"])
        if is_name(who):
            first = who.split()[0]
            sure = len(who.split()) > 1 or known(first) or found.start() > 0 or bool(found["about"])
        else:
            sure = says is not None and (is_role(who) or (found.start() == 0 and _unnamed(who)))
        if sure and not is_name(who) and (apposed := _APPOSED.match(before, found.end("who"))):
            rest = before.replace(apposed[0], "", 1).replace(who, "", 1)
            office = f"{who[:1].lower()}{who[1:]}{apposed['of'] or ''}"
            return apposed["name"], office, "", before if len(rest.split()) > _FEW + 1 else ""
        asks = found.start() <= _LONGEST_ARTICLE and _ASKS_SO.search(before) is not None
        if sure and (says is not None or asks or len(before.split()) <= _FEW + 4):
            rest = before.replace(who, "", 1).replace(found["about"] or "", "", 1)
            told = before if len(re.findall(r"[\w’'-]+", rest)) > _FEW + 1 else ""
            return *_behind(who, found["about"] or ""), "", told
    if says is not None and (pronoun := re.search(r"\b([Ee]lle|[Ii]l)\b[^:]{0,40}:\s*$", before)):
        return "", "", pronoun[1].lower(), before if len(before.split()) > _FEW + 3 else ""
    return None


def _behind(who: str, about: str) -> tuple[str, str]:
    """Return who speaks, and what is said of them: whom « une dame, Mme Ley, » names, or who plays « la maire »."""
    told = _PLAYED_BY.search(about) or _BESIDE.match(about)
    name = told["who"] if told else ""
    if is_name(who) or not is_name(name):
        return who, about_somebody(about)
    return name, f"{who[:1].lower()}{who[1:]}"


def _apposed(who: str, about: str) -> tuple[str, str] | None:
    """Return who is named behind what they are, and as what: « le responsable, Idriss Moreau »; None for others."""
    name = about.strip(" ,()").split(",")[0].strip()
    if is_name(who) or not is_name(name):
        return None
    return name, f"{who[:1].lower()}{who[1:]}"


def about_somebody(text: str) -> str:
    """Return what is said of somebody that is an age or a trade, without what they are doing.

    >>> about_somebody(", 84 ans, en versant le café"), about_somebody(", la boulangère")
    ('84 ans', 'la boulangère')
    """
    parts = [part.strip(" ,()") for part in re.split(r"[,()]", text)]
    kept = [part for part in parts if part and (age_told(part) is not None or _is_office(part))]
    return ", ".join(kept)


def _is_office(part: str) -> bool:
    first = part.lower().split()[0] if part.split() else ""
    if first in {
        "en",
        "dans",
        "depuis",
        "qui",
        "que",
        "dont",
        "avec",
        "sans",
        "sur",
        "devant",
        "très",
        "tout",
        "et",
        "au",
        "à",
        "puis",
        "alors",
        "mais",
        "ou",
        "ni",
    }:
        return False
    if not _ACTS.isdisjoint(part.lower().split()):
        return False
    return is_role(part) or (
        len(part.split()) <= 5 and not part.split(maxsplit=1)[0].endswith("ant") and part[:1].islower()
    )


def _unnamed(who: str) -> bool:
    """Tell whether somebody is called by an article and a word or two: « une plaignante »."""
    return bool(re.match(r"(?:une?|l[ea]|son|sa) |l['’]", who, re.IGNORECASE)) and len(who.split()) <= _FEW


def _somebody(who: str) -> bool:
    return is_name(who) or is_role(who)


def _is_speech(sentence: str, found: re.Match[str]) -> bool:
    """Tell whether what stands between quotes is said by somebody, and no title nor a word held at arm's length."""
    words = _said(found)
    if len(words.split()) < _SPEECH_WORDS and not re.search(r"[.!?…]$", words):
        alone = _alone(sentence[: found.start()], sentence[found.end() :])
        return alone or bool(_AFTER.match(sentence[found.end() :]))
    opens = sentence[: found.start()].strip()
    says = _LEADS.search(f"{opens} :")
    led = says is not None and len(opens[says.start() :].split()) <= _FEW
    return not opens or led or opens.endswith((":", ",", "–", "—", "-")) or words[:1].isupper()


def _said(found: re.Match[str]) -> str:
    return " ".join((found["french"] or found["curved"] or found["straight"] or "").split()).strip()


def _alone(before: str, after: str) -> bool:
    return not before.strip(" –—-") and not after.strip(" .!?…,")


def _kept(before: str) -> str:
    """Return what is told before a quotation, empty for a few words that only lead to it."""
    return before if len(before.split()) > _FEW else ""


def _ended(text: str) -> str:
    """Return words as a sentence: a comma or a colon at their end becomes a full stop."""
    bare = text.strip().rstrip(",;: ")
    return bare if re.search(r"[.!?…»\"”)]$", bare) else f"{bare}."
