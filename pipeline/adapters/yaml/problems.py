"""What PyYAML says is wrong, told in French to someone who is no developer."""

import re
from collections.abc import Callable

import yaml

from pipeline.adapters.yaml.taking.galley import Spot
from pipeline.errors import Code, Finding, Mark

_NO_SPACE = re.compile(r"^\s*(?:- )?([^\W\d][\w-]*):(?=[^\s/:])")
_LONE_KEY = re.compile(r"^\s*(?:- )*([\w-]+)\s*$")
_HARD_SPACE = re.compile("^[^\"'#]*?:(?=[\u00a0\u202f])")
_COLON_ADVICE = "mettre tout le texte entre guillemets, ou l'écrire sous la clé après « > »"
_Told = tuple[tuple[int, int], str, str, Code]
"""Where (line and column from 0), what is wrong, what to do, which kind of finding."""

_BRACKETS = {"flow mapping": ("{", "}"), "flow sequence": ("[", "]")}


def _as_read(line: int, column: int) -> Spot:
    return Spot(line, column)


def finding_of(error: yaml.YAMLError, file: str, text: str, typed: Callable[[int, int], Spot] = _as_read) -> Finding:
    """Return where and why a text is no YAML, and what to do about it."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Finding(Mark(file), "ce fichier n'est pas du YAML lisible", code=Code("yaml-illisible"))
    place, message, advice, code = _told(error, text.splitlines())
    at = typed(*place)
    return Finding(Mark(file, at.line + 1, at.column + 1), message, advice, code=code)


def _told(error: yaml.MarkedYAMLError, lines: list[str]) -> _Told:
    problem, context = error.problem or "", error.context or ""
    here = _place(error.problem_mark)
    start = _place(error.context_mark) if error.context_mark else here
    told = _colons(problem, here, lines) or _openings(problem, context, here, start) or _signs(problem, here)
    return told or _layout(problem, context, here)


def _place(mark: yaml.Mark | None) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)


def _colons(problem: str, here: tuple[int, int], lines: list[str]) -> _Told | None:
    """Tell colons that part a text in two, and keys that lack theirs."""
    if problem not in {"mapping values are not allowed here", "could not find expected ':'"}:
        return None
    if spaces := _colon_spaces(here[0], lines):
        return spaces
    if problem.startswith("could"):
        number = max(here[0] - 1, 0)
        return (
            (number, _indent(lines, number)),
            "cette ligne n'a pas de « : »",
            "écrire « clé: valeur »",
            Code("deux-points-manquants"),
        )
    above = lines[here[0] - 1] if here[0] else ""
    if (found := _LONE_KEY.match(above)) and _indent(lines, here[0]) > found.start(1):
        message = f"il manque « : » après « {found[1]} »"
        return (here[0] - 1, found.end(1)), message, f"écrire « {found[1]}: »", Code("deux-points-manquants")
    if here[0] < len(lines) and ":" in lines[here[0]][: here[1]]:
        return here, "un texte sans guillemets contient « : »", _COLON_ADVICE, Code("deux-points-dans-un-texte")
    message = "une clé se trouve dans un texte, ou est mal alignée"
    return here, message, "aligner cette ligne sur ses voisines", Code("cle-mal-alignee")


def _colon_spaces(last: int, lines: list[str]) -> _Told | None:
    """Tell a colon whose space is missing, or is not a plain one, on this line or just above."""
    for number in range(min(last, len(lines) - 1), max(last - 3, -1), -1):
        if found := _HARD_SPACE.match(lines[number]):
            message = "l'espace après « : » est une espace insécable"
            return (number, found.end()), message, "taper une espace simple", Code("espace-insecable")
        if found := _NO_SPACE.match(lines[number]):
            advice = f"écrire « {found[1]}: » puis une espace, puis le texte"
            return (number, found.end()), "il manque une espace après « : »", advice, Code("espace-manquante")
    return None


def _indent(lines: list[str], number: int) -> int:
    line = lines[number] if number < len(lines) else ""
    return len(line) - len(line.lstrip())


def _openings(problem: str, context: str, here: tuple[int, int], start: tuple[int, int]) -> _Told | None:
    """Tell quotes and brackets that are opened and never closed."""
    if "quoted scalar" in context and "end of stream" in problem:
        return (
            start,
            "ce guillemet n'est jamais fermé",
            "le fermer ; dans '…', doubler l'apostrophe ('')",
            Code("guillemet-ouvert"),
        )
    if "document separator" in problem:
        return (
            start,
            "ce guillemet n'est pas fermé avant la ligne « --- »",
            "fermer le guillemet",
            Code("guillemet-ouvert"),
        )
    if "unknown escape character" in problem:
        message = "« \\ » ne peut pas s'écrire ainsi entre guillemets doubles"
        return here, message, "employer des guillemets simples", Code("barre-inverse")
    brackets = next((found for name, found in _BRACKETS.items() if name in context), None)
    if brackets is None or not problem.startswith("expected ','"):
        return None
    return _brackets(*brackets, problem, here, start)


def _brackets(sign: str, closing: str, problem: str, here: tuple[int, int], start: tuple[int, int]) -> _Told:
    """Tell what breaks a list or a mapping written on one line."""
    if problem.endswith("'<stream end>'"):
        return start, f"ce « {sign} » n'est jamais fermé", f"ajouter « {closing} »", Code("crochet-ouvert")
    advice = "mettre les textes entre guillemets, et une virgule entre les valeurs"
    if problem.endswith("'?'"):
        return (
            here,
            f"entre « {sign} » et « {closing} », un texte qui contient « ? » veut des guillemets",
            advice,
            Code("liste-mal-ecrite"),
        )
    return (
        here,
        f"la liste ouverte par « {sign} » ligne {start[0] + 1} est mal écrite",
        advice,
        Code("liste-mal-ecrite"),
    )


def _signs(problem: str, here: tuple[int, int]) -> _Told | None:
    """Tell signs that mean something else to YAML when a text begins with them."""
    if "'\\t'" in problem:
        return here, "une tabulation décale cette ligne", "la remplacer par des espaces", Code("tabulation")
    if problem.startswith(("expected a comment or a line break", "expected chomping")):
        message = "le texte doit aller à la ligne après « > » ou « | »"
        return here, message, "mettre le texte à la ligne, en retrait", Code("bloc-sur-une-ligne")
    sign = ""
    if found := re.match(r"found character '(.)' that cannot start", problem):
        sign = found[1]
    elif problem.startswith("found undefined alias"):
        sign = "*"
    elif problem.startswith("expected alphabetic or numeric"):
        sign = "&"
    if sign:
        return (
            here,
            f"un texte ne peut pas commencer par « {sign} »",
            "mettre le texte entre guillemets",
            Code("signe-reserve"),
        )
    return None


def _layout(problem: str, context: str, here: tuple[int, int]) -> _Told:
    """Tell lines that do not line up, and the rest."""
    if "'<scalar>'" in problem:
        return (
            here,
            "un texte continue après le guillemet fermant",
            "mettre tout le texte entre guillemets",
            Code("texte-apres-guillemet"),
        )
    if "expected <block end>" in problem or "sequence entries" in problem:
        return (
            here,
            "le retrait de cette ligne ne convient pas",
            "aligner cette ligne sur ses voisines",
            Code("retrait"),
        )
    if "single document" in context:
        return (
            here,
            "un fichier ne contient qu'un script",
            "faire deux fichiers, un par script",
            Code("plusieurs-documents"),
        )
    if "recursive" in problem or "duplicate anchor" in problem:
        return here, "cette ancre « & » est déjà prise", "lui donner un autre nom", Code("yaml-ancre")
    return (
        here,
        f"cette ligne n'est pas du YAML ({problem})",
        "revoir les guillemets, les retraits et les « : »",
        Code("yaml-illisible"),
    )
