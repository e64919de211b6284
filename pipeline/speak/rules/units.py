"""Units of measure and percentages."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule

# sign → (one, many, feminine)
SIGNS: dict[str, tuple[str, str, bool]] = {
    "km": ("kilomètre", "kilomètres", False), "m": ("mètre", "mètres", False),
    "cm": ("centimètre", "centimètres", False), "mm": ("millimètre", "millimètres", False),
    "µm": ("micromètre", "micromètres", False), "μm": ("micromètre", "micromètres", False),
    "dm": ("décimètre", "décimètres", False), "dl": ("décilitre", "décilitres", False),
    "km²": ("kilomètre carré", "kilomètres carrés", False), "m²": ("mètre carré", "mètres carrés", False),
    "cm²": ("centimètre carré", "centimètres carrés", False), "m2": ("mètre carré", "mètres carrés", False),
    "km2": ("kilomètre carré", "kilomètres carrés", False), "m3": ("mètre cube", "mètres cubes", False),
    "m³": ("mètre cube", "mètres cubes", False), "cm³": ("centimètre cube", "centimètres cubes", False),
    "cm3": ("centimètre cube", "centimètres cubes", False), "cm2": ("centimètre carré", "centimètres carrés", False),
    "ha": ("hectare", "hectares", False), "kg": ("kilo", "kilos", False), "Kg": ("kilo", "kilos", False),
    "g": ("gramme", "grammes", False), "KG": ("kilo", "kilos", False), "KM": ("kilomètre", "kilomètres", False),
    "Km": ("kilomètre", "kilomètres", False), "Ha": ("hectare", "hectares", False),
    "mg": ("milligramme", "milligrammes", False), "µg": ("microgramme", "microgrammes", False),
    "μg": ("microgramme", "microgrammes", False), "t": ("tonne", "tonnes", True),
    "l": ("litre", "litres", False), "L": ("litre", "litres", False),
    "cl": ("centilitre", "centilitres", False), "cL": ("centilitre", "centilitres", False),
    "ml": ("millilitre", "millilitres", False), "mL": ("millilitre", "millilitres", False),
    "hl": ("hectolitre", "hectolitres", False), "hL": ("hectolitre", "hectolitres", False),
    "°C": ("degré", "degrés", False), "°c": ("degré", "degrés", False),
    "°F": ("degré Fahrenheit", "degrés Fahrenheit", False), "°": ("degré", "degrés", False),
    "km/h": ("kilomètre à l’heure", "kilomètres à l’heure", False),
    "Km/h": ("kilomètre à l’heure", "kilomètres à l’heure", False),
    "km/heure": ("kilomètre à l’heure", "kilomètres à l’heure", False),
    "l/100 km": ("litre aux cent kilomètres", "litres aux cent kilomètres", False),
    "l/100": ("litre aux cent", "litres aux cent", False),
    "pt": ("point", "points", False), "pts": ("point", "points", False),
    "h": ("heure", "heures", True), "hrs": ("heure", "heures", True),
    "min": ("minute", "minutes", True), "mn": ("minute", "minutes", True), "min.": ("minute", "minutes", True),
    "s": ("seconde", "secondes", True), "sec": ("seconde", "secondes", True), "sec.": ("seconde", "secondes", True),
    "ms": ("milliseconde", "millisecondes", True), "j": ("jour", "jours", False), "j.": ("jour", "jours", False),
    "W": ("watt", "watts", False), "kW": ("kilowatt", "kilowatts", False), "KW": ("kilowatt", "kilowatts", False),
    "MW": ("mégawatt", "mégawatts", False), "GW": ("gigawatt", "gigawatts", False),
    "kWc": ("kilowatt-crête", "kilowatts-crête", False), "Wc": ("watt-crête", "watts-crête", False),
    "MWc": ("mégawatt-crête", "mégawatts-crête", False), "kVA": ("kilovoltampère", "kilovoltampères", False),
    "Wh": ("wattheure", "wattheures", False), "kWh": ("kilowattheure", "kilowattheures", False),
    "KWh": ("kilowattheure", "kilowattheures", False), "kwh": ("kilowattheure", "kilowattheures", False),
    "MWh": ("mégawattheure", "mégawattheures", False), "GWh": ("gigawattheure", "gigawattheures", False),
    "TWh": ("térawattheure", "térawattheures", False), "V": ("volt", "volts", False),
    "Hz": ("hertz", "hertz", False), "kHz": ("kilohertz", "kilohertz", False),
    "MHz": ("mégahertz", "mégahertz", False), "GHz": ("gigahertz", "gigahertz", False),
    "Ko": ("kilooctet", "kilooctets", False), "ko": ("kilooctet", "kilooctets", False),
    "Mo": ("mégaoctet", "mégaoctets", False), "Go": ("gigaoctet", "gigaoctets", False),
    "To": ("téraoctet", "téraoctets", False), "Mb/s": ("mégabit par seconde", "mégabits par seconde", False),
    "Mbit/s": ("mégabit par seconde", "mégabits par seconde", False),
    "Gbit/s": ("gigabit par seconde", "gigabits par seconde", False),
    "Gb/s": ("gigabit par seconde", "gigabits par seconde", False),
    "dB": ("décibel", "décibels", False), "dB(A)": ("décibel", "décibels", False),
    "dBA": ("décibel", "décibels", False), "hPa": ("hectopascal", "hectopascals", False),
    "m/s": ("mètre par seconde", "mètres par seconde", False),
    "tCO2": ("tonne de cé o deux", "tonnes de cé o deux", True),
    "px": ("pixel", "pixels", False), "kcal": ("kilocalorie", "kilocalories", True),
    "kJ": ("kilojoule", "kilojoules", False), "lx": ("lux", "lux", False),
    "tr/min": ("tour par minute", "tours par minute", False),
    "ppm": ("partie par million", "parties par million", True), "hab.": ("habitant", "habitants", False),
    "hab": ("habitant", "habitants", False), "pers.": ("personne", "personnes", True),
    "pers": ("personne", "personnes", True), "enf.": ("enfant", "enfants", False),
    "abst.": ("abstention", "abstentions", True), "lgts": ("logement", "logements", False),
    "logts": ("logement", "logements", False), "logt": ("logement", "logements", False),
    "ex.": ("exemplaire", "exemplaires", False),
    "trim.": ("trimestre", "trimestres", False), "sem.": ("semaine", "semaines", True),
    "sem": ("semaine", "semaines", True), "pl.": ("place", "places", True), "p.": ("page", "pages", True),
    "pp.": ("page", "pages", True),
    "Md": ("milliard", "milliards", False), "Mds": ("milliard", "milliards", False),
    "%": ("pour cent", "pour cent", False), "‰": ("pour mille", "pour mille", False),
}  # fmt: skip

_LONGEST_FIRST = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_SIGN = rf"(?:{_LONGEST_FIRST})(?!\w)(?![’'])"
_POINTED = r"[0-9]+\.[0-9]{1,2}(?![0-9])"
_MEASURE = re.compile(rf"{french.START}(?<![0-9]\.)({french.NUMBER}|{_POINTED}) ?({_SIGN})")
# A number read as a version or thousands (« 1.500 m ») is a `NUMBER` already; « 3.5 % » has a full stop for a comma.
_GLUED = re.compile(rf"{french.START}([0-9]+) ?(m|°)(?: ?([0-9]{{2}})|([0-9]))(?![\w°]|[,.][0-9])")
_HEIGHT = re.compile(rf"{french.START}([0-9]{{1,2}})[,.]([0-9]{{1,2}}) ?m(?![\w²³2-9/’'])")
_TO_THE_METRE = 2
# Bare signs that no French word looks like.
_ALONE = re.compile(r"(?<!\w)(km/h|km²|m²|m³|km2|m2|m3|m/s|tCO2|km|kg|cm|mm|°C|kWh|MWh|dB)(?!\w)")
_NOT_PLACES = re.compile(r" ?(?:d[eu’']|des |[A-ZÀ-ÖØ-Þ])")
_NOT_PAGES = re.compile(r" ?[0-9]")
_PERIODS = re.compile(r"(?:(?<=[0-9]er )|(?<=[0-9]e )|(?<=[0-9]è )|(?<=ème ))(trim|sem)\.(?!\w)")
_SHARES = re.compile(r"(?<!\w)(le|du|au|en|un|ce|quel|leur|notre) %")
_SHARE = {"en": "en pourcentage"}
_MULTIPLE = {"%": "pour cent", "‰": "pour mille", "€": "euros", "$": "dollars", "£": "livres"}
_SIGNS_ALONE = re.compile(r"[%‰€$£]")
_SHORT_EACH = {
    "pers": "personne",
    "sem": "semaine",
    "pers.": "personne",
    "sem.": "semaine",
    "enf": "enfant",
    "enf.": "enfant",
}
_EACH = (
    "(?:pers|sem|enf)\\b\\.?|ans?|mois|jours?|semaine|heure|personne|habitante?|agente?|foyer|famille|enfant|nuit|élève|"
    "repas|séance|adulte|trimestre|séjour|km|quartier|commune|ménage|logement|classe|groupe|équipe|unité|litre|mètre"
)
_COUNTABLE = r"(?:(?<=[^\W\d_]{2})|(?<=[0-9] [a-zA-Z])|(?<=[0-9][a-zA-Z])|(?<=[€$£%²³.])|(?<=m[23]))(?<!\bet)"
_PER = re.compile(rf"{_COUNTABLE} ?/ ?(?:({_SIGN})|({_EACH})(?!\w))")
_PER_WORD = re.compile(r"(?:(?<=[€$£])|(?<=euros)|(?<=euro)) ?/ ?(?=[a-zéè]{4,})")
_EVERY = re.compile(r"(?<= )(jours?|heures?|repas|séances?|places?|fois|minutes?)( ?/ ?)(?=[^\W\d_]{3,})")


def _measure(found: re.Match[str]) -> str | None:
    written, sign = re.sub(r"\.(?=[0-9]{1,2}\Z)", ",", found[1]), found[2]
    after, before = found.string[found.end() :], found.string[: found.start()]
    if sign == "pl." and _NOT_PLACES.match(after):
        return None
    if sign in {"p.", "ex."} and (_NOT_PAGES.match(after) or before.endswith(("p. ", "n° ", "art. ", "par ", "p."))):
        return None
    one, many, feminine = SIGNS[sign]
    noun = many if french.is_plural(written) else one
    if sign in "%‰":
        return f"{french.number(written)} {noun}"
    return french.counted(french.number(written, feminine=feminine), noun)


def _glued(found: re.Match[str]) -> str | None:
    """Say « 1m80 » → « un mètre quatre-vingts », « 37°2 » → « trente-sept degrés deux »."""
    whole, sign, pair, figure = found.groups()
    noun = SIGNS[sign][french.is_plural(whole)]
    if sign == "m" and not pair and figure < "4":  # « m2 », « m3 »
        return None
    part = pair or (figure.ljust(2, "0") if sign == "m" else figure)
    return f"{french.whole(whole)} {noun} {french.whole(part)}"


def _height(found: re.Match[str]) -> str:
    """Say « 1,80 m » as people do: « un mètre quatre-vingts », « quatre-vingts centimètres »."""
    metres, part = int(found[1]), found[2].ljust(_TO_THE_METRE, "0")
    if not metres:
        return f"{french.cardinal(int(part))} centimètre{'s' * (int(part) > 1)}"
    said = f"{french.cardinal(metres)} mètre{'s' * (metres > 1)}"
    return f"{said} {french.whole(part)}" if int(part) else said


def _per(found: re.Match[str]) -> str:
    if found[1]:
        return f" par {SIGNS[found[1]][0]}"
    return f" par {_SHORT_EACH.get(found[2], found[2])}"


def _every(found: re.Match[str]) -> str | None:
    counted = re.search(r"[0-9] \Z", found.string[: found.start()])
    return f"{found[1]} par " if counted else None


def _sign_alone(found: re.Match[str]) -> str:
    said = _MULTIPLE[found[0]]
    single = re.search(r"(?:[lLdD][’']|(?<!\w)(?:le|un|du|au) )\Z", found.string[: found.start()])
    return said.removesuffix("s") if single else f" {said} "


def _without_number(found: re.Match[str]) -> str:
    one, many, _ = SIGNS[found[1]]
    single = re.search(r"\b(?:au|par|un|le|du|chaque) \Z", found.string[: found.start()])
    numbered = re.match(" [0-9]", found.string[found.end() :])  # « au km 12 »
    return one if single or numbered else many


READINGS = (
    ReadingRule(
        re.compile(rf"{french.START}([0-9]{{1,2}}) ?kg ?([0-9]{{3}})(?![0-9])"),
        lambda found: f"{french.whole(found[1])} kilo{'s' * french.is_plural(found[1])} {french.whole(found[2])}",
    ),
    ReadingRule(_MEASURE, _measure, general=True),
    ReadingRule(_GLUED, _glued),
    ReadingRule(_HEIGHT, _height),
    ReadingRule(_ALONE, _without_number),
    ReadingRule(_PERIODS, lambda found: "trimestre" if found[1] == "trim" else "semestre"),
    ReadingRule(_SHARES, lambda found: _SHARE.get(found[1], f"{found[1]} pourcentage")),
    ReadingRule(_SIGNS_ALONE, _sign_alone),
    ReadingRule(_PER, _per),
    ReadingRule(_PER_WORD, lambda _: " par "),
    ReadingRule(_EVERY, _every),
)
"""Say a number with its unit: « 21 h », « 57 % », « 3 km² », « 1m80 », « 37°2 », « €/m² »; and a unit without one."""
