"""Units of measure and percentages."""

from __future__ import annotations

import re

from pipeline.speak import french

# sign → (one, many, feminine)
_UNITS: dict[str, tuple[str, str, bool]] = {
    "km": ("kilomètre", "kilomètres", False), "m": ("mètre", "mètres", False),
    "cm": ("centimètre", "centimètres", False), "mm": ("millimètre", "millimètres", False),
    "µm": ("micromètre", "micromètres", False), "μm": ("micromètre", "micromètres", False),
    "km²": ("kilomètre carré", "kilomètres carrés", False), "m²": ("mètre carré", "mètres carrés", False),
    "cm²": ("centimètre carré", "centimètres carrés", False), "m2": ("mètre carré", "mètres carrés", False),
    "km2": ("kilomètre carré", "kilomètres carrés", False), "m3": ("mètre cube", "mètres cubes", False),
    "m³": ("mètre cube", "mètres cubes", False), "cm³": ("centimètre cube", "centimètres cubes", False),
    "ha": ("hectare", "hectares", False), "kg": ("kilo", "kilos", False), "g": ("gramme", "grammes", False),
    "mg": ("milligramme", "milligrammes", False), "µg": ("microgramme", "microgrammes", False),
    "μg": ("microgramme", "microgrammes", False), "t": ("tonne", "tonnes", True),
    "l": ("litre", "litres", False), "L": ("litre", "litres", False),
    "cl": ("centilitre", "centilitres", False),
    "ml": ("millilitre", "millilitres", False), "mL": ("millilitre", "millilitres", False),
    "hl": ("hectolitre", "hectolitres", False), "°C": ("degré", "degrés", False),
    "°F": ("degré Fahrenheit", "degrés Fahrenheit", False), "°": ("degré", "degrés", False),
    "km/h": ("kilomètre à l’heure", "kilomètres à l’heure", False),
    "l/100 km": ("litre aux cent kilomètres", "litres aux cent kilomètres", False),
    "pt": ("point", "points", False), "pts": ("point", "points", False),
    "h": ("heure", "heures", True), "min": ("minute", "minutes", True), "mn": ("minute", "minutes", True),
    "s": ("seconde", "secondes", True), "ms": ("milliseconde", "millisecondes", True),
    "j": ("jour", "jours", False), "W": ("watt", "watts", False), "kW": ("kilowatt", "kilowatts", False),
    "MW": ("mégawatt", "mégawatts", False), "GW": ("gigawatt", "gigawatts", False),
    "Wh": ("wattheure", "wattheures", False), "kWh": ("kilowattheure", "kilowattheures", False),
    "MWh": ("mégawattheure", "mégawattheures", False), "GWh": ("gigawattheure", "gigawattheures", False),
    "TWh": ("térawattheure", "térawattheures", False), "V": ("volt", "volts", False),
    "Hz": ("hertz", "hertz", False), "kHz": ("kilohertz", "kilohertz", False),
    "MHz": ("mégahertz", "mégahertz", False), "GHz": ("gigahertz", "gigahertz", False),
    "Ko": ("kilooctet", "kilooctets", False), "ko": ("kilooctet", "kilooctets", False),
    "Mo": ("mégaoctet", "mégaoctets", False), "Go": ("gigaoctet", "gigaoctets", False),
    "To": ("téraoctet", "téraoctets", False), "dB": ("décibel", "décibels", False),
    "px": ("pixel", "pixels", False), "kcal": ("kilocalorie", "kilocalories", True),
    "ppm": ("partie par million", "parties par million", True), "hab.": ("habitant", "habitants", False),
    "hab": ("habitant", "habitants", False), "pers.": ("personne", "personnes", True),
    "Md": ("milliard", "milliards", False), "Mds": ("milliard", "milliards", False),
    "%": ("pour cent", "pour cent", False), "‰": ("pour mille", "pour mille", False),
}  # fmt: skip

_LONGEST_FIRST = "|".join(re.escape(sign) for sign in sorted(_UNITS, key=len, reverse=True))
_SIGN = rf"(?:{_LONGEST_FIRST})(?!\w)(?![’'])"
_JOINED = r" (?:à|et|ou) "
_MEASURE = re.compile(
    rf"{french.START}(?:({french.NUMBER})({_JOINED}))?({french.NUMBER}) ?({_SIGN})"
    rf"(?: ?/ ?({_SIGN}))?(-(?=[^\W\d_]))?"
)
# Bare signs that no French word looks like.
_ALONE = re.compile(r"(?<!\w)(km/h|km²|m²|m³|km|kg|°C|kWh|MWh)(?!\w)")
_EVERY = re.compile(r"(?<=[0-9] )(jours?|heures?|repas|séances?|places?|fois|minutes?) ?/ ?(?=[^\W\d_]{3,})")
_SHORT_EACH = {"pers": "personne", "sem": "semaine", "pers.": "personne", "sem.": "semaine"}
_EACH = "(?:pers|sem)\\b\\.?|ans?|mois|jours?|semaine|heure|personne|habitante?|agente?|foyer|famille|enfant|nuit|élève"
_PER = re.compile(rf"(?<=[^\W\d_]) ?/ ?(?:({_SIGN})|({_EACH})(?!\w))")


def measures(text: str) -> str:
    """Say a number with its unit: « 21 h » → « vingt et une heures », « 57 % », « 3 km² »."""
    text = _MEASURE.sub(_measure, text)
    return _PER.sub(_per, _EVERY.sub(r"\1 par ", text))


def _per(found: re.Match[str]) -> str:
    if found[1]:
        return f" par {_UNITS[found[1]][0]}"
    return f" par {_SHORT_EACH.get(found[2], found[2])}"


def alone(text: str) -> str:
    """Say a unit, or a sign of money or percentage, that has no number: « au km² », « en % »."""
    text = _ALONE.sub(_without_number, text)
    for sign, said in (
        ("%", "pour cent"),
        ("‰", "pour mille"),
        ("€", "euros"),
        ("$", "dollars"),
        ("£", "livres"),
    ):
        text = text.replace(sign, f" {said} ")
    return text


def _without_number(found: re.Match[str]) -> str:
    one, many, _ = _UNITS[found[1]]
    single = re.search(r"\b(?:au|par|un|le|du|chaque) \Z", found.string[: found.start()])
    return one if single else many


def _measure(found: re.Match[str]) -> str:
    first, joined, written, sign, per, hyphen = found.groups()
    one, many, feminine = _UNITS[sign]
    noun = many if french.is_plural(written) else one
    said = french.counted(french.number(written, feminine=feminine), noun)
    if sign in "%‰":
        said = f"{french.number(written)} {noun}"
    if first:
        said = f"{french.number(first, feminine=feminine)}{joined}{said}"
    # Whatever follows a percentage without a space (« 100 %-INCLUS ») is a word of its own.
    end = " " if hyphen else ""
    return f"{said} par {_UNITS[per][0]}{end}" if per else said + end
