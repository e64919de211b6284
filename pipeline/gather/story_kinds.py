"""What a line calls a story by: « Sujet 2 : … », « Deuxième histoire », « 3. … »; its title without what says so."""

import re

from pipeline.french.people import age_told
from pipeline.gather.naming import NAME, is_name

_KINDS = (
    r"(?:sujet|reportage|histoire|groupe|s[ée]quence|s[ée]q\.?|sc[èe]ne|sc[ée]nario|sayn[èe]te|sketch|br[èe]ve|"
    r"actu|info|r[ée]cit|"
    r"partie|atelier|[ée]quipe|table|chapitre|acte|tableau|titre|id[ée]e)"
)
_TO_BEGIN = r"(?:(?:oui|ok|bon|alors|donc|super|d['’]accord|et|puis|ensuite|voil[àa])\b[ ,!.…]*)*"
"""Words that begin what is said aloud, or written to one another."""

_NUMBERED_KIND = re.compile(
    rf"^(?:le |la |l['’])?{_KINDS}\s*(?:n\s*[°ºo]?\s*)?(?:\d{{1,2}}(?:\s?/\s?\d{{1,2}})?|[IVX]{{1,4}}|un|deux|"
    rf"trois|quatre|cinq|six|"
    r"(?-i:[A-F]))\b(?!['’])\s*(?:\([^)]*\)\s*)?(?:[=-]?>|→|[.):–—/=-])*\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ORDINAL_KIND = re.compile(
    rf"^{_TO_BEGIN}(?:le |la |l['’]|notre |mon )?(?:premi(?:er|[èe]re)|deuxi[èe]me|seconde?|troisi[èe]me|quatri[èe]me|"
    rf"cinqui[èe]me|sixi[èe]me|derni(?:er|[èe]re)|1[èe]?re?|1er|[2-9](?:[èe]me|e)) "
    rf"{_KINDS}\b\s*,?\s*(?:(?:(?:elle|il|qui|on l['’]) ?)?(?:c['’ ]?est|ce serait|serait|s['’]appelle(?:rait)?|"
    rf"s['’]intitule|"
    r"a appelée?|est|parle)\b)?\s*[.:,–—-]*\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"^{_TO_BEGIN}(?:le |la )(?:premi(?:er|[èe]re)|deuxi[èe]me|seconde?|troisi[èe]me|quatri[èe]me|cinqui[èe]me|"
    r"derni(?:er|[èe]re))\s*,?\s*(?:(?:elle|il) )?(?:c['’]est|s['’]appelle|s['’]intitule|ce serait)\s*:?\s*"
    r"(?P<rest>(?-i:[«“\"A-ZÀ-Þ0-9]).*)$",
    re.IGNORECASE,
)
"""« La troisième, c'est Le dernier bal » : what counts stories without saying that they are."""

NAMED_KIND = re.compile(
    rf"^{_TO_BEGIN}(?:le |la |l['’]|notre |votre |mon )?"
    r"(?:sujet|reportage|histoire|titre du sujet|titre|br[èe]ve|groupe|id[ée]e|sc[ée]nario)"
    r"(?: (?:retenue?|choisie?|propos[ée]e?|trait[ée]e?|du groupe|d[ée]finitif|provisoire|unique|principal))?"
    r"\s*[:–—-]\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
IDEA = re.compile(rf"^{_TO_BEGIN}(?:l['’]|notre |votre |mon )(?:histoire|id[ée]e|sc[ée]nario)\b", re.IGNORECASE)
NUMBERED = re.compile(r"^(?:\d{1,2}|[IVX]{1,4}|[A-F])\s*(?:[.)/]|[–—-](?=\s)|°)\s*[-–—]?\s*(?P<rest>\S.*)$")
_OF_NEWSCAST = re.compile(rf"^(?:j\.?t\.?|journal)(?: 2050)?\s*[:–—-]\s*(?=(?:\S+ )?{_KINDS}\b)", re.IGNORECASE)
"""« JT : 2e sujet : … » : what a head repeats before each story."""

_TOLD_OF = re.compile(r"^(?:l['’]|notre |votre )?(?:histoire|id[ée]e|sc[ée]nario|r[ée]cit)\b[^:]{0,30}:", re.IGNORECASE)
_TITLED = re.compile(r"^(?:(?:le |notre |votre )?titre|intitulé|nom du sujet)\b[^:]{0,30}:\s", re.IGNORECASE)
_REPORTED = re.compile(r"^reportages?\s*[–—-]\s*[^:.!?]{2,40}?\s*:\s", re.IGNORECASE)
"""« Reportage – Malo : … »: who speaks there."""

_FRAME = re.compile(r"^[\[{(]+\s*([^\[\]{}()]*?)\s*[\])}]+$")
"""« [Sujet 1 : Le bal] »: brackets around a whole head."""

_AFTER_TITLE = re.compile(
    r"\s*(?:\(\s*(?:\+?\d+ ?(?:voix|votes?|points?|pts|gommettes?|\+|min(?:utes?)?|s)|[👍❤⭐+ ]+\d*)\s*\)|"
    r"[–—-] ?\d+ (?:voix|votes?|points?|gommettes?)|[^\w\s.,;:!?…»”\"')(\]}/%€+°&’-]+)\s*$"
)
"""Votes behind a title, and pictures: « Le toit partagé (7 voix) »."""

_LIVED = re.compile(rf"\s*\((?P<who>{NAME}), (?P<about>[^()]{{2,60}})\)\s*$")

_SCENE_HEAD = re.compile(r"^(?:\d+\s*[.)]?\s*)?(?:INT|EXT)\s*(?:[./-]\s*(?:INT|EXT)\s*)?[.\s/–—-]+\S", re.IGNORECASE)
_SCENE = re.compile(r"^(?:INT|EXT)\b[^:«]{0,60}\s*:\s*(?=\S)")
"""Where and when a scene plays, before its title."""


def is_scene_head(text: str) -> bool:
    """Tell whether a line says where and when a scene plays, as a screenplay does: « INT. PLATEAU – JOUR »."""
    return bool(_SCENE_HEAD.match(text))


def names_a_kind(text: str) -> bool:
    """Tell whether a line begins as the head of a story does that says so: « Sujet 2 : … », « Deuxième histoire »."""
    text = _FRAME.sub(r"\1", text)
    return not _REPORTED.match(text) and any(
        pattern.match(text) for pattern in (_NUMBERED_KIND, _ORDINAL_KIND, _COUNTED, NAMED_KIND)
    )


def bare_head(text: str) -> str:
    """Return the title that a head gives, without « Sujet 2 : » or « 3. » before it; empty when it gives none.

    >>> bare_head("Sujet n° 2 – Le marché"), bare_head("3) La fête"), bare_head("Groupe 1"), bare_head("La fête")
    ('Le marché', 'La fête', '', 'La fête')
    """
    text = _FRAME.sub(r"\1", text.strip().strip("*_# ").strip())
    text = _OF_NEWSCAST.sub("", _AFTER_TITLE.sub("", text) or text)
    if lived := lived_by(text):
        text = text[: lived.start()]
    for pattern in (_NUMBERED_KIND, _ORDINAL_KIND, _COUNTED, NAMED_KIND, NUMBERED):
        if found := pattern.match(text):
            inner = found["rest"].strip()
            inner = _SCENE.sub("", inner) or inner
            again = NAMED_KIND.match(inner)
            return (again["rest"] if again else inner).strip(' «»"“”').rstrip(" .:;,-–—")
    bare = text.rstrip(" .:;,-–—")
    return bare.strip(' «»"“”') if re.fullmatch(r"[«\"“].*[»\"”]", bare) else bare


def lived_by(text: str) -> re.Match[str] | None:
    """Return whom a head names between brackets, with their age: « Le marché (Odile, 84 ans) »; None for others."""
    found = _LIVED.search(text)
    return found if found and found.start() and is_name(found["who"]) and age_told(found["about"]) else None


def is_told_of(text: str) -> bool:
    """Tell whether a line says « L'histoire : … », which is a title only where no line says « Titre : … »."""
    return bool(_TOLD_OF.match(text))


def is_titled(text: str) -> bool:
    """Tell whether a line says « Titre : … »."""
    return bool(_TITLED.match(text))


def is_counted(head: str) -> bool:
    """Tell whether a head counts stories, « JT : » before it or not."""
    head = _OF_NEWSCAST.sub("", _FRAME.sub(r"\1", head))
    return any(pattern.match(head) for pattern in (_NUMBERED_KIND, _ORDINAL_KIND, _COUNTED))


def kind_of(text: str) -> str:
    """Return what a head calls a story, « titre » in « Deuxième titre : … »."""
    found = re.search(_KINDS, text, re.IGNORECASE)
    return found[0].casefold() if found else ""
