"""The stories of a document that was brought in, as its import understands them; proposed, and added when wanted."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.project import Settings
from pipeline.errors import UserError
from pipeline.model.marked import ListNode, MapNode, Node
from pipeline.service.importing import ImportWish, import_notes
from pipeline.service.source import Source
from pipeline.service.writing.placing import AdoptStories, stories_in

_MOST = 8
"""Documents that are held at once: the first one goes."""


@dataclass(frozen=True, slots=True)
class ProposedStory:
    """A story that a document tells: its title, how many shots it has."""

    title: str
    shots: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a document tells: the name it is held by, its stories, what was not understood (in French)."""

    name: str
    stories: tuple[ProposedStory, ...]
    told: tuple[str, ...]


class Documents:
    """Reads documents, and holds what they tell until it is added or too old."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._held: dict[str, Node] = {}

    def propose(self, document: Path) -> Proposal:
        """Read a document; raises ScriptError with what is wrong with it, UserError when it tells no story."""
        script = document.with_name(f"{document.stem}.import.yaml")
        cache = self._settings.caches
        done = import_notes(ImportWish(notes=(document,), script=script, cache=cache))
        tree = Source(script).read().tree
        stories = tuple(_proposed(story) for story in stories_in(tree))
        if not stories:
            raise UserError(f"aucun sujet dans « {document.name} » : mettez un titre au-dessus de chaque histoire")
        name = secrets.token_hex(8)
        self._held[name] = tree
        while len(self._held) > _MOST:
            del self._held[next(iter(self._held))]
        return Proposal(name, stories, tuple(f"{one.message} ; {one.advice}" for one in done.told))

    def adopt(self, name: str, ranks: tuple[int, ...]) -> AdoptStories:
        """Return the change that adds stories; raises UserError when the document is no longer held."""
        tree = self._held.get(name)
        if tree is None:
            raise UserError("ce document n'est plus là : apportez-le de nouveau")
        return AdoptStories(tree, ranks)


def _proposed(story: MapNode) -> ProposedStory:
    shots = story.get("plans")
    return ProposedStory(
        story.text("titre") or story.text("sujet") or "Sujet", len(shots.items) if isinstance(shots, ListNode) else 1
    )
