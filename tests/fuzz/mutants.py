"""Scripts gone wrong, by number: what a slip of the hand, of an editor or of a copy makes of good ones."""

import random
import re
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_SIGNS = [
    *"\"'«»“”‘’`:;,-–—•*#&!?|>%@{}[]()<>~=+/\\_$^°ªº²½¼…·⋅•€\t\r\n\x00\x1b\x7f\x85\xa0",
    "\u202f",
    "\u200b",
    "\u2028",
    "\ufeff",
    "\ud800",
    "\ufffe",
    "\U0001f600",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "e\u0301",
    "\u0301" * 30,
    "ﬁ",
    "№",
    "Ã©",
    "&nbsp;",
    "&#39;",
    "\u202e",
    "مرحبا",
    "\\ud800",
    "\\x1b[2J",
    "\\0",
    ": ",
    " #",
    "- ",
    "---\n",
    "...\n",
    "[pause 2s]",
    "(pause)",
    "…\n",
    "<<: *a",
    "&a ",
    "*a",
    "!!python/object:os.system ",
    "9" * 400,
    "-1",
    "1e309",
    "nan",
    "0x10",
    "../../../etc/passwd",
    "/dev/zero",
    "C:\\Users\\a",
    "a" * 3000,
    "{{{{{{{{",
    "[" * 80,
    "M. J.C. M.J.C.",
    "1/2 h",
    "37°2",
    "12:30",
    "31/02/2050",
    "XIVe",
    "agent⋅e⋅s",
    "<script>alert(1)</script>",
]
_KEYS = [
    "titre",
    "texte",
    "sujet",
    "conducteur",
    "plans",
    "sonore",
    "intervenants",
    "nom",
    "role",
    "voix",
    "portrait",
    "consentement",
    "mineur",
    "affichage",
    "statut",
    "expire",
    "de",
    "a",
    "son",
    "video",
    "image",
    "duree",
    "lieu",
    "legende",
    "source",
    "chiffre",
    "citation",
    "points",
    "frise",
    "carte",
    "plateau",
    "duplex",
    "micro_trottoir",
    "breve",
    "credits",
    "generique",
    "titres",
    "virgule",
    "bandeau",
    "tapis",
    "habillage",
    "programme",
    "theme",
    "lancement",
    "pied",
    "repliques",
    "par",
    "synthes",
    "scene",
    "slots",
    "sous_titres",
    "enregistrement",
    "lexique",
    "atelier",
    "ville",
    "departement",
    "date",
]


@lru_cache
def seeds() -> tuple[str, ...]:
    """Return good scripts: the newscasts' beginnings and pieces, the smallest one, those of the guide."""
    found = []
    for path in sorted((ROOT / "scripts").glob("*.yaml")):
        head, _, rest = path.read_text("utf-8").partition("\nconducteur:\n")
        items = re.split(r"\n(?=  - )", f"\n{rest}")
        found += [f"{head}\nconducteur:\n{item.strip(chr(10))}\n" for item in items if item.strip()]
    for page in sorted((ROOT / "docs" / "guide").glob("*.md")):
        found += re.findall(r"```yaml[^\n]*\n(titre:.*?)```", page.read_text("utf-8"), re.DOTALL)
    return tuple(found)


def mutant(number: int) -> str:
    """Return the script of a number, always the same: a seed to which one to six things have happened."""
    chance = random.Random(number)  # noqa: S311 - the same numbers again, nothing secret
    text = chance.choice(seeds())
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        text = chance.choice(_HAPPENINGS)(text, chance)
    return text


def _sign(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return str(text[:at] + chance.choice(_SIGNS) + text[at + chance.choice((0, 0, 0, 1)) :])


def _gone(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 1, 2, 5, 40)) :]


def _value(text: str, chance: random.Random) -> str:
    """Put something else in the place of a value."""
    places = list(re.finditer(r"(?<=: )[^\n{}\[\]]+|(?<=- )[^\n{}\[\]]+", text))
    if not places:
        return text
    place = chance.choice(places)
    value = chance.choice((*_SIGNS, *_KEYS, "", "[]", "{}", "oui", "4,5", "- a", "\n      - a\n", "> x", "| x"))
    return "".join((text[: place.start()], value, text[place.end() :]))


def _key(text: str, chance: random.Random) -> str:
    """Put another key in the place of one, or a slip of the same."""
    places = list(re.finditer(r"\b[a-z_]+(?=:)", text))
    if not places:
        return text
    place = chance.choice(places)
    word = str(place.group())
    at = chance.randrange(len(word))
    new = chance.choice((chance.choice(_KEYS), word[:at] + word[at + 1 :], word.upper(), f"-{word}", f"{word} "))
    return "".join((text[: place.start()], new, text[place.end() :]))


def _lines(text: str, chance: random.Random) -> str:
    """Drop, double, swap, indent or join lines."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    other = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = chance.choice((" ", "  ", "\t", "\xa0", "    ")) + lines[at]
        case 4:
            lines[at] = lines[at].lstrip()
        case _:
            lines[at : at + 2] = ["".join(lines[at : at + 2])]
    return "\n".join(lines)


def _cut(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] if chance.random() < 0.5 else text[at:]


def _crossed(text: str, chance: random.Random) -> str:
    other = chance.choice(seeds())
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other)) :]


_HAPPENINGS = (_sign, _sign, _sign, _gone, _value, _value, _value, _key, _key, _lines, _lines, _cut, _crossed)
