"""Words cut short, with a full stop or without."""

from __future__ import annotations

import re

from pipeline.speak import french, spelling
from pipeline.speak.reading import ReadingRule, says
from pipeline.speak.rules.titles import CAPITAL

_CUT = {
    "tél": "téléphone", "tel": "téléphone", "env": "environ", "max": "maximum", "min": "minimum", "bât": "bâtiment",
    "dép": "département", "dépt": "département", "arr": "arrondissement", "arrdt": "arrondissement",
    "arrt": "arrondissement", "ardt": "arrondissement", "assoc": "association", "asso": "association",
    "coord": "coordination",
    "réf": "référence", "resp": "responsable", "hab": "habitants", "pers": "personnes", "délib": "délibération",
    "délég": "délégation", "subv": "subvention", "inscr": "inscription", "insc": "inscription",
    "rens": "renseignements", "renseign": "renseignements", "fonct": "fonctionnement", "invest": "investissement",
    "budg": "budgétaire", "serv": "service", "suppl": "supplémentaire", "titul": "titulaire", "éch": "échelon",
    "éd": "édition", "anc": "ancien", "exc": "excusé", "proc": "procuration", "abst": "abstentions",
    "justif": "justificatif", "enf": "enfants", "coeff": "coefficient", "tabl": "tableau",
    "coef": "coefficient", "circ": "circulaire", "conf": "conférence", "vit": "vitesse",
    "trim": "trimestre", "mens": "mensuel", "mun": "municipal", "rég": "régional", "secr": "secrétariat",
    "réun": "réunion", "prév": "prévisionnel", "interv": "intervention", "éduc": "éducation", "oblig": "obligatoire",
    "grat": "gratuit", "tech": "technique", "techn": "technique", "compl": "complémentaire", "indiv": "individuel",
    "élém": "élémentaire", "scol": "scolaire", "univ": "université", "hosp": "hospitalier", "méd": "médical",
    "chap": "chapitre", "parag": "paragraphe", "sect": "section", "ann": "annexe", "transp": "transports",
    "rte": "route", "num": "numéro", "imp": "impasse", "chem": "chemin", "sq": "square", "lot": "lotissement",
    "fg": "faubourg",
    "fbg": "faubourg", "rd-pt": "rond-point", "dom": "domicile",
    "approx": "approximativement", "apr-midi": "après-midi", "ap-midi": "après-midi", "except": "exceptionnel",
    "fermet": "fermeture", "int": "intérieur", "ext": "extérieur", "niv": "niveau",
    "prof": "professeur", "doc": "document", "sup": "supérieur", "inf": "inférieur", "adj": "adjoint",
    "cat": "catégorie", "loc": "location", "log": "logement", "quart": "quartier", "perm": "permanence",
    "dir": "direction", "com": "communication", "comm": "communication", "cons": "conseiller", "prim": "primaire",
    "resid": "résidence", "résid": "résidence", "gest": "gestion", "pop": "population", "sem": "semaine",
    "adr": "adresse", "dest": "destination", "obs": "observation", "nbre": "nombre",
    "tps": "temps", "part": "participation", "gén": "général", "nat": "national", "intercom": "intercommunal",
    "vac": "vacances", "compr": "compris", "esp": "espace", "fac": "facultatif",
    "facult": "facultatif", "qté": "quantité", "port": "portable", "adm": "administratif", "admin": "administratif",
    "art": "article", "arts": "articles", "al": "alinéa", "vol": "volume", "fig": "figure", "spéc": "spécial",
}  # fmt: skip
"""What is said for a word cut short by a full stop."""
_ALSO = (
    "max lot dom prof doc sup port part perm com loc log quart cat dir adj fac art vol fig pop int ext sem cons obs"
    "  tel al imp min rte nat esp tech proc prim asso conf vit"
)
_ALSO_WORDS = frozenset(_ALSO.split())
"""Those that are words by themselves, or read as such: at the end of a sentence their full stop is its own."""
CUT_SHORT = frozenset(_CUT) - _ALSO_WORDS
"""Those that are no words: their full stop ends a sentence only before the first word of another."""
_WORD = re.compile(r"(?<![\w.’'-])([^\W\d_]{2,11}(?:-[^\W\d_]{2,4})?)\.(?!\w)")
_WORD_AFTER_ELISION = re.compile(r"(?<=[lLdD][’'])([^\W\d_]{2,11})\.(?!\w)")
_GOES_ON = re.compile(r" ?(?:[a-zà-öø-ÿ0-9(]|[:;,–/]|[A-Z](?:[\s.,)]|\Z))")
_STREET = rf"(?= (?:{CAPITAL}|d[eu’']|des ))"
_SEVERAL = re.compile(r"(?i:(?<!\w)(?:les|des|aux|ses|ces|leurs|deux|trois|quatre) )\Z")
_OF_BEFORE = re.compile(r"[dl][’']\Z|(?<!\w)(?:son|une?|cette|leur|notre) \Z")
_BY_FEMININE = re.compile(r"(?:assistante|gestion|secrétaire|équipe|aide|direction|situation|démarche|filière) \Z")

_LAW = re.compile(r"(?<!\w)([LRDA])(?:\. ?([0-9]+(?:[-.][0-9]+)*)|( ?[0-9]+(?:-[0-9]+)+))(?![\w])")
_LAW_NAMED = re.compile(
    r"(?<!\w)([aA]rts?\.?|[aA]rticles?) ?([LRDA])\.? ?\*?([0-9]+(?:[-.][0-9]+)*)(?!\w)", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?<!\w)([aA]rts?\.?|[aA]rticles?) ?(?=[0-9]|[IVX]+(?!\w))")
_ARTICLE_PARTS = re.compile(
    r"(?i:(?<=art\.)|(?<=art\. )|(?<=art )|(?<=article )|(?<=articles )|(?<=loi )"
    r"|(?<=décret )|(?<=ordonnance ))([0-9]+)-([0-9]+)(?![\w-])"
)
_NUMBERED = re.compile(r"(?<!\w)[nN] ?° ?([0-9]{1,4})([-/.])([0-9]+)(?:([-/.])([0-9]+))?(?![\w])")
_NUMBER = re.compile(r"(?<!\w)(?:([nN]) ?°(s?) ?|([nN])o (?=[0-9])|(nos) (?=[0-9]+(?:, [0-9]+)* (?:et|à) [0-9]))")
_ETC = re.compile(rf"(?<!\w)etc(?:\.{{1,3}}|…|\b)(?P<end>(?=\s*\Z|\s+{CAPITAL}))?")


def _cut(found: re.Match[str]) -> str | None:
    text, word = found.string, found[1].lower()
    said = _CUT.get(word)
    # « Il a parlé de l’art. Elle écoute. »
    if said is None or (word in _ALSO_WORDS and not _GOES_ON.match(text, found.end())):
        return None
    before = text[max(0, found.start() - 14) : found.start()]
    if word in {"art", "arts"}:
        return "articles" if word == "arts" or _SEVERAL.search(before) else said
    if word in {"adm", "admin"}:
        return _administration(before, said)
    if word == "pers" and before.endswith("par "):
        return "personne"
    return "directeur" if word == "dir" and re.match(" adj| gén", text[found.end() :]) else said


def _administration(before: str, said: str) -> str:
    """Say « conseil d’adm. », « assistante adm. » and « service adm. »."""
    if _OF_BEFORE.search(before) or not before.strip():
        return "administration"
    return "administrative" if _BY_FEMININE.search(before) else said


def _numbered(found: re.Match[str]) -> str:
    """Say the parts of a law's number, « n° 2002-2 », which is no range."""
    joints = {"-": "tiret", "/": "barre", ".": "point"}
    first, sign, last, more_sign, more = found.groups()
    said = f"numéro {french.whole(first)} {joints[sign]} {french.whole(last)}"
    return f"{said} {joints[more_sign]} {french.whole(more)}" if more else said


def _number(found: re.Match[str]) -> str:
    plural = "s" if found[2] or found[4] else ""
    return ("Numéro" if found[3] == "N" else "numéro") + plural + " "


def _law(letter: str, figures: str) -> str:
    parts = re.split(r"([-.])", figures.strip())
    said = [{"-": "tiret", ".": "point"}.get(part) or french.whole(part) for part in parts]
    return f"{spelling.spelled(letter)} {' '.join(said)}"


def _law_named(found: re.Match[str]) -> str:
    return f"{_article(found)} {_law(found[2], found[3])}"


def _article(found: re.Match[str]) -> str:
    written = found[1]
    if written.lower().startswith("article"):
        return written
    several = _SEVERAL.search(found.string, 0, found.start())
    return "articles" if several or written.lower().startswith("arts") else "article"


def _parts(found: re.Match[str]) -> str:
    return f"{french.whole(found[1])} tiret {french.whole(found[2])}"


READINGS = (
    ReadingRule(_WORD, _cut, general=True),
    ReadingRule(_WORD_AFTER_ELISION, _cut, general=True),
    ReadingRule(_LAW_NAMED, _law_named),
    ReadingRule(_LAW, lambda found: _law(found[1], found[2] or found[3])),
    ReadingRule(_ARTICLE, lambda found: f"{_article(found)} "),
    ReadingRule(_ARTICLE_PARTS, _parts),
    ReadingRule(_NUMBERED, _numbered),
    ReadingRule(_NUMBER, _number),
    # « etc. » at the end keeps the full stop that it shares with the sentence.
    ReadingRule(_ETC, lambda found: "et cétéra" + ("." if found["end"] is not None else "")),
    says(r"(?<!\w)av(?:\.|ant) ?J\.? ?-? ?C(?:\.|(?!\w))", "avant Jésus-Christ"),
    says(r"(?<!\w)(?:ap(?:r)?\.|après) ?J\.? ?-? ?C(?:\.|(?!\w))", "après Jésus-Christ"),
    says(rf"(?<!\w)(?:[aA][vV]\.|[aA]ve\.?){_STREET}", "avenue"),
    says(rf"(?<!\w)(?:[bB]d|(?<=[0-9] )BD(?= [A-Z][a-z])|[bB]ld|[bB]lvd|[bB]oul)(?:\.|(?!\w)){_STREET}", "boulevard"),
    says(rf"(?<!\w)[pP]l\.{_STREET}", "place"),
    says(rf"(?<!\w)[rR]te(?!\w)\.?{_STREET}", "route"),
    says(rf"(?<!\w)[cC]h\.{_STREET}", "chemin"),
    says(rf"(?<!\w)[aA]ll\.{_STREET}", "allée"),
    says(rf"(?<!\w)r\.{_STREET}|(?<=[0-9] )R\.{_STREET}", "rue"),
    says(rf"(?<!\w)[rR]és\.{_STREET}", "résidence"),
    says(r"(?<!\w)[rR]és\.(?= ?(?::|au|par|à|obligatoire|conseillée|avant|en|sur))", "réservation"),
    says(r"(?<!\w)[aA]v\.(?= (?:le|la|[0-9]))", "avant"),
    says(r"(?<!\w)[aA]pr?\.(?= (?:le|la|[0-9]))", "après"),
    says(r"(?<!\w)[aA]pr?[.-]{1,2}[mM]idi(?!\w)", "après-midi"),
    says(r"(?<!\w)[pP](?:ar|\.) ?ex(?:\.|(?!\w))", "par exemple"),
    says(r"(?<!\w)[eE]x\.?(?= ?: )", "exemple"),
    says(r"(?<!\w)(?:[cC]\.? ?-?à-? ?d\.|[cC]\.a\.d\.|[cC](?:-à-|à)d(?!\w)\.?)", "c’est-à-dire"),
    says(r"(?<!\w)[sS]\. ?v\. ?p\.", "s’il vous plaît"),
    says(r"(?<!\w)(?:svp|Svp)(?!\w)", "s’il vous plaît"),
    says(r"(?<!\w)pp\. ?(?=[0-9])", "pages "),
    says(r"(?<!\w)[pP]\. ?(?=[0-9])", "page "),
    says(r"(?<!\w)[tT]\. (?=[0-9IVX]+(?!\w))", "tome "),
    says(r"(?<!\w)[cC]f\.?(?= )", "voir"),
    says(r"(?<!\w)vs\b\.?", "contre"),
    says(r"(?<!\w)[bB][âa]t(?:\. ?|\b ?)(?=[0-9A-Z](?!\w))", "bâtiment "),
    says(r"(?<!\w)[aA]pp?(?:t|art)?(?:\. ?|(?!\w) ?)(?=[0-9]|[A-Z](?!\w))", "appartement "),
    says(r"(?<!\w)[mM]ax(?= [0-9])", "maximum"),
    says(r"(?<=[%€s0-9] )max(?=[,;:)]|\Z)", "maximum"),
    says(r"(?<!\w)(?:[mM]in)(?= [0-9])(?<![0-9] min)", "minimum"),
    says(r"(?<=[%€s] )max\.", "maximum"),
    says(r"(?<!\w)[eE]nv(?= [0-9])", "environ"),
    says(r"(?<!\w)T[ée]l(?= ?[:0-9])|(?<!\w)t[ée]l(?= ?:)", "téléphone"),
    says(r"(?<!\w)(?:[rR]dvs?|rDV|RDVs)(?!\w)", "rendez-vous"),
    says(r"(?<!\w)(?:A/R|a/r)(?!\w)", "aller-retour"),
    says(r"(?<!\w)(?:[hH] ?[/·-] ?[fF])(?!\w|/)", "homme ou femme"),
    says(r"(?<!\w)(?:[fF] ?[/·-] ?[hH])(?!\w|/)", "femme ou homme"),
    says(r"(?<!\w)(?:[hH] ?/ ?[fF] ?/ ?(?:[xXnN]|[nN][bB]))(?!\w)", "homme, femme ou autre"),
    says(r"(?<!\w)(?:[fF] ?/ ?[hH] ?/ ?(?:[xXnN]|[nN][bB]))(?!\w)", "femme, homme ou autre"),
    says(r"(?<![\w/])[mM]/[fF](?![\w/])", "homme ou femme"),
    says(r"(?<![\w/])[fF]/[mM](?![\w/])", "femme ou homme"),
    says(r"(?<= et )s(?:uiv)?\.(?!\w)", "suivants"),
    says(r"(?<!\w)(?:c/o)(?!\w)", "chez"),
    says(rf"(?<!\w)[iI]mp\.{_STREET}", "impasse"),
    says(rf"(?<!\w)(?:[fF]g|[fF]bg)\.?{_STREET}", "faubourg"),
    says(r"(?<!\w)s/(?= ?réserve)", "sous "),
    says(r"(?<!\w)arr?d?t(?!\w)(?<!art)(?<!arrt)|(?<=[0-9e] )arrt(?!\w)", "arrondissement"),
    says(r"(?<=[0-9er] )[ée]t\.", "étage"),
    says(r"(?<!\w)[eE]sc\. ?(?=[0-9A-Z])", "escalier "),
    says(r"(?<!\w)(?:Rdc|rdc|RdC|rez-de-ch\.)(?!\w)", "rez-de-chaussée"),
    says(r"(?<!\w)[sS]s-sol(?!\w)", "sous-sol"),
    says(r"(?<=[0-9IVX]e )s\.(?=\W|\Z)|(?<=[IVX]è )s\.(?=\W|\Z)|(?<=[IVX]ème )s\.(?=\W|\Z)", "siècle"),
    says(r"(?<=[IV]e )Rép\.", "République"),
    says(r"(?<=à )dom\.", "domicile"),
    says(r"(?<!\w)(?:c\. à s\.|càs)(?!\w)", "cuillères à soupe"),
    says(r"(?<!\w)(?:c\. à c\.|càc)(?!\w)", "cuillères à café"),
    says(r"(?<!\w)Cie(?!\w)", "compagnie"),
    says(r"(?<!\w)[sS]té(?!\w)", "société"),
    says(r"(?<!\w)[EÉ]ts(?!\w)", "établissements"),
    says(r"(?<!\w)[nN]bre?\.?(?= |$)", "nombre"),
    says(r"(?<!\w)[nN]b\.?(?= (?:d[e’']|total|max))", "nombre"),
    says(r"(?<!\w)[qQ]q(?:ue)?s?\.?(?= (?!chose|un(?!\w)))|(?<!\w)[qQ]qs(?!\w)", "quelques"),
    says(r"(?<!\w)[qQ]q\.?(?= chose)", "quelque"),
    says(r"(?<!\w)[qQ]q(?:n|’un|'un)(?!\w)", "quelqu’un"),
    says(r"(?<!\w)[qQ]qch?(?!\w)\.?", "quelque chose"),
    says(r"(?<!\w)(?:tjs|tjrs)(?!\w)\.?", "toujours"),
    says(r"(?<!\w)bcp(?!\w)\.?", "beaucoup"),
    says(r"(?<!\w)tps(?= )", "temps"),
    says(r"(?<!\w)[tT]ts?(?= [a-zà-ÿ])", "tout"),
    says(r"(?<!\w)[tT]tes(?= [a-zà-ÿ])", "toutes"),
    says(r"(?<=à )dr(?:te)?\.", "droite"),
    says(r"(?<=à )(?:g|gche)\.", "gauche"),
    says(r"(?<!\w)[hH] ?24(?!\w)", "vingt-quatre heures sur vingt-quatre"),
    says(r"(?<=[lL]a )dir\. adj\.", "directrice adjointe"),
    says(r"(?<=[lL]a )dir\. gén\.", "directrice générale"),
    says(r"(?<=vie )assoc\.", "associative"),
    says(r"(?<!\w)[aA]l\.(?=[0-9])", "alinéa "),
    says(r"(?<!\w)(?:ndlr|NDLR|N\.D\.L\.R\.)(?!\w)", "note de la rédaction"),
    says(r"(?<!\w)gche(?!\w)", "gauche"),
    says(r"(?<!\w)dte(?!\w)", "droite"),
    says(r"(?<!\w)ppale(?!\w)", "principale"),
    says(r"(?<!\w)ppal(?!\w)", "principal"),
    says(r"(?:(?<=[0-9]e )|(?<=[0-9]re )|(?<=ème )|(?<=ère ))cl\.", "classe"),
    says(r"(?<!\w)[aA]rr\.(?= (?:mun|préf|minist|n°))", "arrêté"),
    says(r"(?<!\w)[dD]éc\.(?= n°)", "décision"),
    says(r"(?<!\w)[cC]ons\.(?= (?:de |d[’']|mun|dép|rég|comm))", "conseil"),
    says(r"(?<!\w)(?:WE|w-e|W-E|we)(?= (?:du|de|et|des|prochain|end)\b|\Z|[,.)])", "week-end"),
    says(r"(?<!\w)id\.", "idem"),
    says(r"(?<!\w)lib\.", "libre"),
    says(r"(?<!\w)(?<![0-9]e )(?<![0-9]er )(?<!ème )(?:[sS]em)\. ?(?=[0-9])", "semaine "),
    says(r"(?<!\w)(?:larg)\.?(?= )", "largeur"),
    says(r"(?<!\w)(?:haut)\.(?= [:0-9])", "hauteur"),
    says(r"(?<!\w)(?:long)\.(?= [:0-9])", "longueur"),
    says(r"(?<!\w)(?:[qQ]té)(?!\w)", "quantité"),
    says(r"(?<!\w)pH(?!\w)", "pé ache"),
    says(r"(?<=[0-9] )ter(?!\w)", "ter"),
)
"""Say « n° », « av. », « p. ex. », « art. L. 123-4 », « etc. » and their like in full."""
