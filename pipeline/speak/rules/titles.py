"""Titles of people and saints, and the initials of first names."""

from __future__ import annotations

import re

from pipeline.speak import french, spelling
from pipeline.speak.reading import ReadingRule, says

CAPITAL = "[A-ZÀ-ÖØ-ÞŒ]"
_NAME = rf"(?=[ -]?{CAPITAL})"
_LETTERED = re.compile(
    r"(?i:(?<!\w)(?:tailles?|t-shirts?|plans?|lettres?|bâtiments?|bât\.|salles?|groupes?|classes?|portes?|halls?|"
    r"blocs?|catégories?|cat\.|zones?|options?|niveaux?|lignes?|types?|modèles?|vitamines?|série|volet|escalier|"
    r"[A-Z],? (?:et|ou|à)|[A-Z][,/]) )\Z"
)
_LONGEST_NOUN = 12
_MONSIEUR = re.compile(
    rf"(?<![\w.-])M\.(?= ?(?:{CAPITAL}|l[ea’']|de |du |d[’']|des |v[ao]n |(?:&|et|ou) M(?:me|lle)s?\b)|/ ?M(?:me|lle))"
)
_NO_STOP = re.compile(rf"(?:(?<=\A)|(?<=[,;:(] )|(?<=par )|(?<=avec )|(?<=selon )|(?<=de ))M(?= {CAPITAL}[^\W\d_.])")
_INITIALS = re.compile(
    rf"(?<![\w.-])(?!M\.(?: |{CAPITAL}[^\W\d_]))((?:{CAPITAL}\. )*{CAPITAL})\.(?= ?{CAPITAL}[^\W\d_])"
)
_JOINED = re.compile(rf"(?<![\w.])({CAPITAL})\.?-({CAPITAL})\.?(?= {CAPITAL}[^\W\d_])")
_PLACES = (
    "rue|r[.]|avenue|av[.]|boulevard|bd|place|pl[.]|allée|cours|quai|parc|square|école|collège|lycée|crèche|salle|stade|"
    "gymnase|médiathèque|centre|espace|résidence|rés[.]|foyer|maison|stade|piscine"
)
_BEFORE_A_NAME = re.compile(
    r"(?:\A|[.,:;(«“\"/&] ?|(?<!\w)(?:(?:M|Mr|Mme|Mmes|Mlle|MM|Dr|Pr|Me)[.]?|Monsieur|Madame|par|de|avec|et|à|selon|"
    rf"chez|dit|pour|docteur|maire|adjointe?|présidente?|directeur|directrice|(?i:{_PLACES})) )\Z"
)
_LONGEST_BEFORE = 15


def _monsieur(found: re.Match[str]) -> str | None:
    """Say « M. Roy »; « la taille M. Il fait froid » ends with a letter."""
    return "Monsieur" if is_a_title(found.string, found.start(), found.end()) else None


def is_a_title(text: str, start: int, end: int) -> bool:
    """Tell whether the « M. » that stands there is a man: what is before it may be one that takes a letter."""
    lettered = _LETTERED.search(text, max(0, start - _LONGEST_NOUN), start)
    return not lettered and not french.opens_a_sentence(text, end, articles=False)


def before_a_name(text: str, at: int) -> re.Match[str] | None:
    """Return the word or sign that stands before a place where a name can begin; None where none can."""
    return _BEFORE_A_NAME.search(text, max(0, at - _LONGEST_BEFORE), at)


def is_initial(text: str, start: int, end: int) -> bool:
    """Tell whether the letters that stand there are those of first names: « J. Dupont », but not « le plan B. Il… »."""
    named = before_a_name(text, start)
    return named is not None and not (named[0] and french.opens_a_sentence(text, end, articles=False))


def _initials(found: re.Match[str]) -> str | None:
    if not is_initial(found.string, *found.span()):
        return None
    return " ".join(map(spelling.spelled, re.findall(CAPITAL, found[1])))


READINGS = (
    ReadingRule(_MONSIEUR, _monsieur),
    ReadingRule(_NO_STOP, _monsieur),
    ReadingRule(_INITIALS, _initials),
    ReadingRule(
        re.compile(rf"(?<![\w.])({CAPITAL})\.-(?={CAPITAL}[^\W\d_])"), lambda found: f"{spelling.spelled(found[1])} "
    ),
    ReadingRule(_JOINED, lambda found: f"{spelling.spelled(found[1])} {spelling.spelled(found[2])}"),
    says(rf"(?<!\w)Mrs\b\.?(?= {CAPITAL})", "Messieurs"),
    says(rf"(?<!\w)Mr\b\.?(?= ?(?:{CAPITAL}|l[ea’']|(?:&|et|ou) M))", "Monsieur"),
    says(rf"(?<!\w)MM(?:\.|(?= (?:{CAPITAL}|les\b)))", "Messieurs"),
    says(r"(?<!\w)Mesd\.", "Mesdames"),
    says(rf"(?<!\w)Sgt\.?(?= {CAPITAL})", "Sergent"),
    says(r"(?<!\w)M(?= l[ea] (?:[mM]aire|[pP]r[ée]|[dD]ir|[sS]ous-))", "Monsieur"),
    says(r"(?<!\w)Mmes\b\.?", "Mesdames"),
    says(r"(?<!\w)Mme\b\.?", "Madame"),
    says(r"(?<!\w)Me?lles\b\.?", "Mesdemoiselles"),
    says(r"(?<!\w)Me?lle\b\.?", "Mademoiselle"),
    says(rf"(?<!\w)(?:Drs|Drs\.){_NAME}", "Docteurs"),
    says(rf"(?<!\w)[dD]re?\.?{_NAME}", "Docteur"),
    says(rf"(?<!\w)Prs\.?{_NAME}", "Professeurs"),
    says(rf"(?<!\w)[pP]re?\.?{_NAME}", "Professeur"),
    says(rf"(?<!\w)Me\.?(?= {CAPITAL})", "Maître"),
    says(rf"(?<!\w)Mes(?= {CAPITAL}[^\W\d_]+ et {CAPITAL})", "Maîtres"),
    says(rf"(?<!\w)Mgr\.?{_NAME}", "Monseigneur"),
    says(rf"(?<!\w)(?:S[tT]\.?|st(?=-))(?:(?=[ -]))(?=[ -]?{CAPITAL})", "Saint"),
    says(rf"(?<!\w)(?:(?:Ste|STE)\.?|ste(?=-))(?:(?=[ -]))(?=[ -]?{CAPITAL})", "Sainte"),
    says(rf"(?<!\w)Sts(?=[ -]{CAPITAL})", "Saints"),
    says(rf"(?<!\w)Stes(?=[ -]{CAPITAL})", "Saintes"),
    says(rf"(?<!\w)N\.?-D\.?(?= (?:{CAPITAL}|d[eu’']|des ))", "Notre-Dame"),
    says(rf"(?<!\w)(?:Gal|Gén\.|Gl)(?= (?:de |{CAPITAL}))", "Général"),
    says(rf"(?<=du )(?:Mal|Mar\.|Mchal)(?= (?:de |{CAPITAL}))", "Maréchal"),
    says(rf"(?<!\w)(?:Cdt|Cmdt)\.?(?= {CAPITAL})", "Commandant"),
    says(rf"(?<!\w)Cne\.?(?= {CAPITAL})", "Capitaine"),
    says(rf"(?<=du )Col\.(?= {CAPITAL})", "Colonel"),
    says(rf"(?<!\w)Lt\.?(?= {CAPITAL})", "Lieutenant"),
    says(rf"(?<!\w)(?:Vve)(?= {CAPITAL})", "veuve"),
    says(r"(?<!\w)P(?=dte?(?!\w))dte(?!\w)", "Présidente"),
    says(r"(?<!\w)Pdt(?!\w)\.?", "Président"),
    says(r"(?<!\w)pdte(?!\w)", "présidente"),
    says(r"(?<!\w)pdt(?!\w)", "président"),
    says(r"(?<!\w)[vV]-p(?:dt|rés\.)(?!\w)", "vice-président"),
)
"""Say « M. Roy », « Mme », « Dr », « Me », « St-Brieuc », « J. Dupont »."""
