"""Lists of people, each entry taken apart into who somebody is and what is said of them."""

import re
from collections.abc import Iterator

from pipeline.gather.naming import NAME, is_name, is_role

_PLAYS = re.compile(
    rf"^(?P<name>{NAME})\s+(?:joue|incarne|fait|est|sera|interprète|dans le rôle d[eu’'])\s*(?P<role>.+)$"
)
_PERSON = re.compile(
    rf"(?P<name>{NAME})\s*(?:\((?P<aside>[^()]{{2,80}})\)|[–—-]\s+(?P<dashed>\S.*)|"
    r"(?P<article>(?:l[ea]|une?) .+|l['’].+))?"
)
"""One of several people on a line: « Mme Marchand (élue) », « Moussa Diop – cuisinier », « Éric le facilitateur »."""

_SPLIT = re.compile(r"\s*(?:,|;|:|\(|\)|\s[-–—/=>→]+\s|\t)\s*")
_LONGEST_ROLE = 6
"""Words that somebody without a name is called by, at the most."""

_LIST = re.compile(rf"^{NAME}(?:\s*[,;/]\s*{NAME})*(?:\s*(?:,\s*)?(?:et|&)\s+{NAME})?\.?$")
_GROUP = re.compile(
    r"^(?:le |notre |l['’])?(?:groupe|[ée]quipe|table)(?: n?[°o]? ?\d+)?\s*(?:de |d['’]|avec |:|\()\s*"
    r"(?P<names>.+?)\)?\.?$",
    re.IGNORECASE,
)


def people_in(entry: str) -> Iterator[tuple[str, str]]:
    """Yield the name and what is said of each person that an entry of a list of people tells.

    >>> list(people_in("Odile Castaing, 84 ans, habitante")), list(people_in("Présentatrice : Inès Delcourt"))
    ([('Odile Castaing', '84 ans, habitante')], [('Inès Delcourt', 'Présentatrice')])
    >>> list(people_in("Odile, Malo et Inès")), list(people_in("Firmin joue le maire"))
    ([('Odile', ''), ('Malo', ''), ('Inès', '')], [('Firmin', 'le maire')])
    >>> list(people_in("Malo, reporter ; Odile, 84 ans, habitante"))
    [('Malo', 'reporter'), ('Odile', '84 ans, habitante')]
    """
    entry = " ".join(entry.split()).strip(" .;")
    if parts := _cast(entry):
        yield from parts
        return
    several = [part for part in re.split(r"\s*;\s*", entry) if part]
    if len(several) > 1 and all(list(people_in(part)) for part in several):
        for part in several:
            yield from people_in(part)
    else:
        yield from _in_entry(entry)


def _in_entry(entry: str) -> Iterator[tuple[str, str]]:
    """Yield the people of an entry that no semicolon parts."""
    if played := _PLAYS.match(entry):
        yield played["name"], played["role"]
        return
    if _LIST.fullmatch(entry) and re.search(r"[,;/&]|\bet\b", entry):
        parts = [part for part in re.split(r"\s*[,;/&]\s*|\s+et\s+", entry) if part]
        if all(is_name(part) for part in parts):
            yield from ((part, "") for part in parts)
            return
    if several := _parted(entry) or _several_in(entry):
        yield from several
        return
    head, colon, rest = entry.partition(":")
    if colon and rest.strip() and not is_name(head.strip()) and len(head) <= 40:
        told = head.strip()
        names = [part for part in re.split(r"\s*[,;/&]\s*|\s+et\s+", rest.strip()) if part]
        if len(names) > 1 and all(is_name(part) for part in names):
            yield from ((part, told) for part in names)
            return
        for name, about in people_in(rest):
            yield name, ", ".join(filter(None, (told, about)))
        return
    parts = [part for part in _SPLIT.split(entry) if part.strip()]
    names = [part for part in parts if is_name(part)]
    if names:
        name = names[0]
        yield name, ", ".join(part for part in parts if part is not name)
    elif parts and is_role(parts[0]) and len(parts[0].split()) <= _LONGEST_ROLE:
        yield parts[0], ", ".join(parts[1:])


def _cast(entry: str) -> list[tuple[str, str]]:
    """Return who plays whom: « Prés. = Aline ; Mme Robin = Annick », [] for any other entry."""
    pairs = [part.partition("=") for part in re.split(r"\s*[/;,]\s*", entry) if part]
    told = [(played.strip(), who.strip()) for played, equals, who in pairs if equals]
    if not told or len(told) != len(pairs):
        return []
    return [(who, played) if is_name(who) else (played, who) for played, who in told]


def _parted(entry: str) -> list[tuple[str, str]]:
    """Return the people of a line that strokes part, each with what they are in brackets; [] for any other line.

    >>> _parted("Odile (présentatrice) – Malo (reporter) – Inès"), _parted("Odile – la maire")
    ([('Odile', 'présentatrice'), ('Malo', 'reporter'), ('Inès', '')], [])
    """
    parts = [_PERSON.fullmatch(part.strip()) for part in re.split(r"\s+[–—/•|·-]\s+", entry.rstrip("."))]
    found = [(part["name"], part["aside"] or "") for part in parts if part and is_name(part["name"])]
    return found if 1 < len(found) == len(parts) and sum(bool(aside) for _, aside in found) > 1 else []


def _several_in(entry: str) -> list[tuple[str, str]]:
    """Return the people of « Odile (élue), Malo – livreur, retraité et Inès »; [] where commas part what one person is.

    >>> _several_in("Odile (élue), Malo – livreur"), _several_in("Odile, 84 ans, Talence")
    ([('Odile', 'élue'), ('Malo', 'livreur')], [])
    """
    found: list[tuple[str, str]] = []
    told = 0
    for part in re.split(r"\s*,\s*(?:et |puis )?(?![^()]*\))|\s+et\s+(?![^()]*\))", entry.rstrip(".")):
        person = _PERSON.fullmatch(part)
        if person and is_name(person["name"]):
            about = person["aside"] or person["dashed"] or person["article"] or ""
            told += bool(about)
            found.append((person["name"], about))
        elif found and part:
            name, about = found[-1]
            found[-1] = (name, ", ".join(filter(None, (about, part))))
        else:
            return []
    return found if len(found) > 1 and told > 1 else []


def group_in(text: str) -> str:
    """Return the names of a group that is called by them, empty for any other line.

    >>> group_in("Groupe de Martine, Abdel et Kevin"), group_in("Groupe 2")
    ('Martine, Abdel et Kevin', '')
    """
    found = _GROUP.match(text)
    names = [part for part in re.split(r"\s*[,;/&]\s*|\s+et\s+", found["names"]) if part] if found else []
    return found["names"] if found and len(names) > 1 and all(is_name(name) for name in names) else ""
