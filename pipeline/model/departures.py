"""What a command asks of its films otherwise than their project says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import UserError

if TYPE_CHECKING:  # the options of every command name this module: `jt --help` loads it, and no more
    from collections.abc import Iterator

    from pipeline.model.programme import Preset

UNMARKED, BURNED, UNBURNED = "--sans-marques", "--incrustes", "--sans-incrustes"
"""How it is typed."""

_OF_DRAFTS = "brouillon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """What one command has its films be, whatever `jt.yaml` and the script say.

    `burned` puts captions into the picture or keeps them out of it, None as the project has it. `unmarked` is why films
    bear no marks, None when they do; it may be empty for a draft, and for nothing else.
    """

    burned: bool | None = None
    unmarked: str | None = None

    def applied(self, preset: Preset) -> Preset:
        """Return a delivery with its captions where they are wanted."""
        return preset if self.burned is None else replace(preset, burned=self.burned)

    def reason(self, preset: Preset) -> str:
        """Return why a film is to bear no marks, empty when it is to bear them; raises UserError when nobody says."""
        if self.unmarked is None:
            return ""
        given = " ".join(self.unmarked.split())
        if not given and not preset.draft:
            raise UserError(
                f"{UNMARKED} : dites pourquoi, le rapport le garde, "
                f"par exemple {UNMARKED} 'la plateforme annonce elle-même les voix de synthèse'"
            )
        from pipeline.model.marks import LONGEST_REASON  # noqa: PLC0415 - as above

        if len(given) > LONGEST_REASON:
            raise UserError(f"{UNMARKED} : {len(given)} signes ; dites pourquoi en {LONGEST_REASON} signes au plus")
        return given or _OF_DRAFTS

    def typed(self) -> Iterator[str]:
        """Yield what another command is to be told, for the same films."""
        if self.burned is not None:
            yield BURNED if self.burned else UNBURNED
        if self.unmarked is not None:
            yield from (UNMARKED, " ".join(self.unmarked.split()))


AS_SAID = Departures()
"""As the project says."""
