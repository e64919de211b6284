"""What a page asks for, read from its JSON: anything that is not exactly so is refused."""

from typing import Any, Literal

from pipeline.errors import UserError
from pipeline.service.writing.changing import Act, Change, Fill, Put, Recast, Shift, Split

LONGEST = 20_000
"""Signs of a value that is written."""
MOST = 50
"""Changes at once."""

_ACTS: dict[str, Literal["ôter", "doubler", "joindre"]] = {"oter": "ôter", "doubler": "doubler", "joindre": "joindre"}


def changes_asked(told: Any) -> tuple[str, tuple[Change, ...]]:
    """Return the state that a page sees (a digest) and the changes it wants; raises UserError."""
    if not isinstance(told, dict) or set(told) != {"base", "changements"}:
        raise _refused()
    wanted = told["changements"]
    if not isinstance(wanted, list) or not 0 < len(wanted) <= MOST:
        raise _refused()
    return _text(told["base"], 64), tuple(_change(one) for one in wanted)


def _change(told: Any) -> Change:
    if not isinstance(told, dict):
        raise _refused()
    ref, what = _text(told.get("ref", ""), 200), told.get("faire")
    match what:
        case "ecrire":
            return Fill(ref, _text(told.get("texte"), LONGEST))
        case "deplacer":
            return Shift(ref, _rank(told.get("rang")), _text(told.get("dans", ""), 200))
        case "scene":
            return Recast(ref, _text(told.get("scene"), 80))
        case "couper":
            return Split(ref, _rank(told.get("signe")))
        case "ajouter":
            return Put(ref, _text(told.get("scene", ""), 80), _text(told.get("valeur", ""), LONGEST))
        case str() if what in _ACTS:
            return Act(ref, _ACTS[what])
    raise _refused()


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise _refused()
    return value


def _rank(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LONGEST:
        raise _refused()
    return value


def _refused() -> UserError:
    return UserError("cette demande ne se lit pas ; rechargez la page")
