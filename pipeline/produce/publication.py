"""A finished film with all that is known of it, for whatever is written beside it."""

from dataclasses import dataclass

from pipeline.caption.values import Captions
from pipeline.model.timeline import Timeline
from pipeline.ports import Store
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.run import Programme, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """Pictures of a film that nobody has joined yet: what was asked, what is shown when, who draws and keeps."""

    request: Request
    timeline: Timeline
    layers: LayerCache
    store: Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A finished film with all that is known of it: what was asked, what was made, captions, who draws and keeps.

    `sheet` is its contact sheet, a JPEG.
    """

    request: Request
    programme: Programme
    captions: Captions
    layers: LayerCache
    store: Store
    sheet: bytes

    @property
    def timeline(self) -> Timeline:
        """What is shown and heard, when."""
        return self.programme.timeline
