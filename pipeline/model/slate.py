"""The identifier in a slate: of which shot of which script a clip is, and which take of it.

It is written with the 45 signs that a QR code holds most densely (ISO/IEC 18004, alphanumeric mode), so that the code
is small and is read from afar: `JT1:BORDEAUX:LE-NEGOCIATEUR-ETHIQUE:7:2:K3QX`.
"""

import base64
import hashlib
import re
from dataclasses import dataclass, replace

LONGEST_TAG = 24
"""Signs of an identifier that a slate writes whole; with two of them a code stays within 37 modules a side."""

MOST_TAKES = 99
"""Takes of one shot that a slate can count."""

_FORM = "JT1"
_CUT, _DIGEST = "/", 5
_WORDS = 4
_SIGNS = str.maketrans({"_": "."})
_IDENTIFIERS = str.maketrans({".": "_"})
_TAG = r"[A-Z0-9][A-Z0-9./-]*"
_WRITTEN = re.compile(rf"{_FORM}:({_TAG}):({_TAG}):(\d{{1,3}}):(\d{{1,2}}):([A-Z2-7]{{{_WORDS}}}|-)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """A shot of a script: the tags of the script and of the item, the shot's rank in its item from 1, the take.

    Take 0 is a slate that leaves the take to be said. `words` are four signs made of what the shot says, by which one
    that moved since its slate was printed is found again; empty for a shot without words.
    """

    script: str
    item: str
    shot: int
    take: int = 0
    words: str = ""

    @property
    def text(self) -> str:
        """What the code holds; `slate_read` takes it back."""
        script, item = (tag.translate(_SIGNS).upper() for tag in (self.script, self.item))
        return f"{_FORM}:{script}:{item}:{self.shot}:{self.take}:{self.words or '-'}"

    def of_take(self, take: int) -> "Slate":
        """Return the slate of another take of the same shot."""
        return replace(self, take=take)

    def is_of(self, script: str, item: str) -> bool:
        """Tell whether it belongs to an item of a script, both by their ids."""
        return (self.script, self.item) == (slate_tag(script), slate_tag(item))


def slate_for(script: str, shot: str, words: str, take: int = 0) -> Slate:
    """Return the slate of a shot of a rundown (`item/02`), with what is said in it; raises ValueError for no such id.

    >>> slate_for("bordeaux", "le-forum/02", "Bonsoir.", 1).text
    'JT1:BORDEAUX:LE-FORUM:2:1:J44W'
    """
    item, _, rank = shot.rpartition("/")
    return Slate(script=slate_tag(script), item=slate_tag(item), shot=int(rank), take=take, words=words_tag(words))


def slate_read(text: str) -> Slate | None:
    """Return the slate that a code holds, None when it is another code.

    >>> slate_read("JT1:BORDEAUX:LE-FORUM:2:1:J44W") == slate_for("bordeaux", "le-forum/02", "Bonsoir.", 1)
    True
    """
    found = _WRITTEN.fullmatch(text.strip().upper())
    if found is None:
        return None
    script, item, shot, take, words = found.groups()
    return Slate(
        script=script.translate(_IDENTIFIERS).lower(),
        item=item.translate(_IDENTIFIERS).lower(),
        shot=int(shot),
        take=int(take),
        words="" if words == "-" else words,
    )


def slate_tag(identifier: str) -> str:
    """Return an identifier as slates write it: whole, or cut and told apart by five signs of its digest.

    >>> slate_tag("bordeaux"), slate_tag("l-espace-universel-de-citoyennete-locale")
    ('bordeaux', 'l-espace-universel/rbdvz')
    """
    if len(identifier) <= LONGEST_TAG:
        return identifier
    return f"{identifier[: LONGEST_TAG - _DIGEST - 1]}{_CUT}{_signs(identifier, _DIGEST).lower()}"


def words_tag(words: str) -> str:
    """Return four signs made of what is said, whatever its spaces; empty for nothing."""
    said = " ".join(words.split())
    return _signs(said, _WORDS) if said else ""


def _signs(text: str, count: int) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode("ascii")[:count]
