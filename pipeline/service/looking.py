"""What is looked at of a film besides its making: its findings, where its texts stand, its contact sheet."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Finding
from pipeline.model.film_plan import PlannedText
from pipeline.model.timeline import Timeline
from pipeline.produce.contact_sheet import contact_sheet
from pipeline.produce.deliver import Seen
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.publication import Gallery
from pipeline.produce.run import Request
from pipeline.review.standing import standing_texts
from pipeline.review.texts import text_findings
from pipeline.review.viewing import View, view

if TYPE_CHECKING:
    from pipeline.service.newsroom import Newsroom


def reviewed(
    newsroom: "Newsroom", request: Request, timeline: Timeline, layers: LayerCache, aside: Path
) -> tuple[Finding, ...]:
    """Look at what is shown: texts that are cut, and every shot once."""
    cut = text_findings(timeline, request.rundown, lambda asset: newsroom.library.read(asset.path))
    fmt = timeline.signing.window(request.preset.format).fmt if timeline.signing else request.preset.format
    by = View(fmt=fmt, house=request.context.house, layers=layers, library=newsroom.library, store=newsroom.store)
    return (*cut, *view(timeline, request.rundown, by, aside, reuse=request.use_cache))


class Looks:
    """Looks at a film once: while its pictures are drawn, where somebody asks for that, else when it is made."""

    def __init__(self, newsroom: "Newsroom", request: Request, aside: Path) -> None:
        """Look at nothing yet; frames of what is found go into the folder `aside`."""
        self._newsroom, self._request, self.aside = newsroom, request, aside
        self._of: Timeline | None = None
        self.layers = LayerCache(newsroom.library, newsroom.footage, newsroom.clips)
        self.findings: tuple[Finding, ...] = ()
        self.texts: tuple[PlannedText, ...] = ()
        self._sheet = b""

    def look(self, timeline: Timeline) -> None:
        """Look at a timeline, unless that was done."""
        if self._of is timeline:
            return
        newsroom, request = self._newsroom, self._request
        self.findings = reviewed(newsroom, request, timeline, self.layers, self.aside)
        by = View(
            fmt=request.preset.format,
            house=request.context.house,
            layers=self.layers,
            library=newsroom.library,
            store=newsroom.store,
        )
        self.texts = standing_texts(timeline, by, reuse=request.use_cache)
        gallery = Gallery(request=request, timeline=timeline, layers=self.layers, store=newsroom.store)
        self._sheet = contact_sheet(gallery)
        self._of = timeline

    @property
    def seen(self) -> Seen:
        """What goes with the film."""
        return Seen(self.layers, self._sheet)
