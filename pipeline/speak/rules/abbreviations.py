"""Titles and other words cut short by a full stop, and initials with full stops."""

from __future__ import annotations

import re

from pipeline.speak import spelling

_CAPITAL = "[A-ZÀ-ÖØ-ÞŒ]"

_TITLES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (rf"\bMM\.?(?= (?:{_CAPITAL}|les\b))", "Messieurs"),
        (r"\bM\.(?= (?:&|et) M(?:me|lle)s?\b)", "Monsieur"),
        (rf"\bM\.(?= ?(?:{_CAPITAL}|l[ea’']|de ))", "Monsieur "),
        (r"\bMmes\b\.?", "Mesdames"),
        (r"\bMme\b\.?", "Madame"),
        (r"\bMlles\b\.?", "Mesdemoiselles"),
        (r"\bMlle\b\.?", "Mademoiselle"),
        (rf"\bDrs\.?(?= {_CAPITAL})", "Docteurs"),
        (rf"\bDr(?:e)?\.?(?= {_CAPITAL})", "Docteur"),
        (rf"\bPr(?:e)?\.?(?= {_CAPITAL})", "Professeur"),
        (rf"\bMe(?= {_CAPITAL})", "Maître"),
        (rf"\bMgr\.?(?= {_CAPITAL})", "Monseigneur"),
        (rf"\bSt(?=[ -]{_CAPITAL})", "Saint"),
        (rf"\bSte(?=[ -]{_CAPITAL})", "Sainte"),
    )
)

_SHORTENED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\b[nN]°s ?(?=[0-9])", "numéros "),
        (r"\b[nN]° ?", "numéro "),
        (r"\bNo (?=[0-9])", "Numéro "),
        (r"\bno (?=[0-9])", "numéro "),
        (r"\bnos (?=[0-9]+ (?:et|à) [0-9])", "numéros "),
        (r"\bav\. ?J\.[- ]?C\.", "avant Jésus-Christ"),
        (r"\bap(?:r)?\. ?J\.[- ]?C\.", "après Jésus-Christ"),
        (r"\bJ\.[- ]?C\.", "Jésus-Christ"),
        (rf"\b[aA]v\.(?= (?:{_CAPITAL}|d[eu’']|des ))", "avenue"),
        (rf"\b(?:[bB]d|[bB]ld|[bB]lvd|[bB]oul)\b\.?(?= (?:{_CAPITAL}|d[eu’']|des ))", "boulevard"),
        (rf"\b[pP]l\.(?= (?:{_CAPITAL}|d[eu’']|des ))", "place"),
        (r"\b[pP](?:ar|\.) ?ex\.", "par exemple"),
        (r"\b[cC]\.?-?à-?d\.", "c’est-à-dire"),
        (r"\b[sS]\. ?v\. ?p\.", "s’il vous plaît"),
        (r"\bpp\. ?(?=[0-9])", "pages "),
        (r"\b[pP]\. ?(?=[0-9])", "page "),
        (r"\b[aA]rt\. ?(?=[0-9LRD])", "article "),
        (r"\b[cC]hap\. ?(?=[0-9IVX])", "chapitre "),
        (r"\b[vV]ol\. ?(?=[0-9IVX])", "volume "),
        (r"\b[fF]ig\. ?(?=[0-9])", "figure "),
        (r"\b[eE]nv\.(?= )", "environ"),
        (r"\b[tT]él\.", "téléphone"),
        (r"\b[cC]f\.?(?= )", "voir"),
        (r"\bvs\b\.?", "contre"),
        (r"\b[bB]ât\.", "bâtiment"),
        (r"\b[aA]pp?t\b\.?(?= [0-9A-Z])", "appartement"),
        (r"\b[aA]l\. ?(?=[0-9])", "alinéa "),
        (r"\b[dD]ép\. ?(?=[0-9])", "département "),
        (r"\b[mM]ax\.? ?(?=[0-9])", "maximum "),
        (r"\b[mM]in\. ?(?=[0-9])", "minimum "),
        (r"\bN\. ?B\.|\bNB(?= ?:)", "nota béné"),
        (r"\bP\.-?S\.(?= ?:)|\bPS(?= :)", "post-scriptum"),
        (r"\bR(?:DV|dv)\b", "rendez-vous"),
        (r"\bA/R\b", "aller-retour"),
        (r"\b[hH]/[fF]\b", "homme ou femme"),
        (r"\b[nN]iv\. ?(?=[0-9])", "niveau "),
        (r"\b[iI]nscr\.(?= )", "inscription"),
        (r"\b[rR]ens\.(?= )", "renseignements"),
        (r"\b[sS]ubv\.(?= )", "subvention"),
        (r"\b[rR]és\.(?= )", "réservation"),
        (r"\b[vV]ac\. (?=scol)", "vacances "),
        (r"\b[dD]élib\.(?= )", "délibération"),
        (r"\barr?d?t\b\.?", "arrondissement"),
        (r"(?<=[0-9er] )ét\.", "étage"),
        (r"\b[eE]sc\. ?(?=[0-9A-Z])", "escalier "),
        (r"\b(?:Rdc|RDC|rdc|RdC)\b", "rez-de-chaussée"),
        (r"(?<=[0-9IVX]e )s\.(?=\W|\Z)", "siècle"),
        (r"(?<=[IV]e )Rép\.", "République"),
        (r"\b(P|p)dte\b", r"\1résidente"),
        (r"\b(P|p)dt\b", r"\1résident"),
        (r"\bà dom\.", "à domicile"),
        (r"\bc\. à s\.", "cuillères à soupe"),
        (r"\bc\. à c\.", "cuillères à café"),
        (r"\bfonct\.", "fonctionnement"),
        (r"\binvest\.", "investissement"),
        (r"(?<=[%€s] )max\b\.?(?=\W|\Z)", "maximum"),
        (r"\b[sS]vp\b|\bSVP\b", "s’il vous plaît"),
        (r"\bCie\b", "compagnie"),
        (r"\bSté\b", "société"),
    )
)

# « etc. » at the end keeps the full stop that it shares with the sentence.
_LAW = re.compile(r"\b([LRD])(?:\. ?([0-9]+(?:-[0-9]+)*)|([0-9]+(?:-[0-9]+)+))")
_NUMBERED = re.compile(r"\b([nN]° ?[0-9]{2,4})-(?=[0-9])")
_ARTICLE = re.compile(r"\b((?:[aA]rt\.|[aA]rticles?) ?[0-9]+)-(?=[0-9])")
_ETC = re.compile(rf"\betc(?:\.{{1,3}}|…|\b)(?P<end>(?=\s*\Z|\s+{_CAPITAL}))?")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?:[A-Z](?!\w))?")
_JOINED = re.compile(rf"(?<![\w.])({_CAPITAL})\.?-({_CAPITAL})\.? (?={_CAPITAL}[^\W\d_])")
_INITIAL = re.compile(
    r"(?:(?<=\A)|(?<=[.,:;(] )|(?<=\bMonsieur )|(?<=\bMadame )|(?<=\bpar )|(?<=\bde )|(?<=\bavec )|(?<=\bet )"
    rf"|(?<=\bà ))((?:{_CAPITAL}\. ?)*{_CAPITAL})\.(?= ?{_CAPITAL}[^\W\d_])"
)


def initials(text: str) -> str:
    """Say two initials joined by a hyphen as letters, before « M. » is taken for a title: « A.-M. Roy »."""
    return _JOINED.sub(lambda found: f"{spelling.spelled(found[1])} {spelling.spelled(found[2])} ", text)


def titles(text: str) -> str:
    """Say « M. », « Mme », « Dr », « Me », « St » in full."""
    for pattern, said in _TITLES:
        text = pattern.sub(said, text)
    return text.replace("Monsieur  ", "Monsieur ")


def shortened(text: str) -> str:
    """Say « n° », « av. », « p. ex. », « etc. » and their like in full."""
    text = _ARTICLE.sub(r"\1 tiret ", text)
    text = _NUMBERED.sub(r"\1 tiret ", text)  # a law, « n° 2002-2 », is no range
    for pattern, said in _SHORTENED:
        text = pattern.sub(said, text)
    text = _LAW.sub(
        lambda found: f"{spelling.spelled(found[1])} {(found[2] or found[3]).replace('-', ' tiret ')}", text
    )
    return _ETC.sub(lambda found: "et cétéra" + ("." if found["end"] is not None else ""), text)


def dotted(text: str) -> str:
    """Take the full stops out of « C.C.A.S. », and say the initial of « J. Dupont » as a letter."""
    text = _DOTTED.sub(_joined, text)
    return _INITIAL.sub(lambda found: " ".join(map(spelling.spelled, re.findall(_CAPITAL, found[1]))) + " ", text)


def _joined(found: re.Match[str]) -> str:
    letters = found[0].replace(".", "")
    at_the_end = not found.string[found.end() :].strip(" »)")
    return spelling.spelled(letters) + ("." if at_the_end and found[0].endswith(".") else "")
