"""What one chooses by eye and by ear: samples of scenes, drawn faces, voices that say a sentence."""

import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from pipeline.draw.layers import draw
from pipeline.errors import UserError
from pipeline.model.keys import key_of
from pipeline.model.picture import ArtSpec, Format
from pipeline.model.programme import PRESETS
from pipeline.plan.context import PlanContext
from pipeline.plan.portrait import portrait
from pipeline.service.newsroom import DEFAULT_ENGINE, Newsroom
from pipeline.service.samples import drawn, layer_cache, picture_key, scene_called, setting_of, stage_sample, telling
from pipeline.service.speak import say, write

SAMPLE = Format(480, 270)
"""The picture of a scene in the gallery."""
_BUST = 240
"""Pixels of a face's side, on a grid of as many."""
_SENTENCE = "Bonsoir. Ici, on garde une chaise pour le voisin qui passe."
"""What a voice says to be chosen by."""
_KIND, _VERSION = "exemples", 1


class Showcase:
    """Shows and says what may be chosen; any thread may ask, one at a time is served."""

    def __init__(self, newsroom: Callable[[], Newsroom], context: Callable[[], PlanContext | None]) -> None:
        """Choose among what a newsroom has, for the newscast that was planned last."""
        self._newsroom, self._context = newsroom, context
        self._lock = threading.Lock()
        self._known: dict[tuple[str, ...], bytes] = {}

    def sample(self, scene: str) -> bytes:
        """Return the sample of a scene as WebP, in the house of the newscast; raises UserError."""
        context = self._context()
        house = context.script.house if context else ""
        return self._once(("scene", house, scene), lambda: self._sample(scene, house))

    def face(self, person: str) -> bytes:
        """Return the drawn face of somebody of the newscast as WebP; raises UserError for whom nobody knows."""
        context = self._context()
        if context is None or person not in context.script.speakers:
            raise UserError("cette personne n'est pas encore dans le journal")
        speaker = context.script.speakers[person]
        files, tokens = portrait(
            person, speaker, agency=context.agency, parts=context.portrait_parts, library=context.library
        )
        spec = ArtSpec(files=files, tokens=tokens, box=(0, 0, _BUST, _BUST))
        return self._once(("visage", key_of("visage", spec)), lambda: self._face(spec))

    def voice(self, name: str) -> bytes:
        """Return a sentence in a voice of the cast as WAV, said by the quick engine; raises UserError."""
        return self._once(("voix", name), lambda: self._said(name))

    def _once(self, key: tuple[str, ...], made: Callable[[], bytes]) -> bytes:
        with self._lock:
            if key not in self._known:
                self._known[key] = made()
            return self._known[key]

    def _sample(self, scene: str, house: str) -> bytes:
        newsroom = self._newsroom()
        setting = setting_of(newsroom.library, house)
        scenes = newsroom.scenes(house or newsroom.default_house)
        staged = stage_sample(newsroom, scenes, scene_called(scene, scenes), setting, PRESETS["web"])
        frame = telling(staged.shot)
        key = key_of("exemple", picture_key(staged, frame, SAMPLE), _VERSION)
        found = newsroom.store.read(_KIND, key, bytes)
        if found is None:
            with newsroom.store.in_use():
                found = as_webp(drawn(layer_cache(newsroom), staged, frame, SAMPLE))
            newsroom.store.keep(_KIND, key, found)
        return found

    def _face(self, spec: ArtSpec) -> bytes:
        library = self._newsroom().library
        raster = draw(spec, lambda file: library.read(file.path), Format(1920, 1080))
        whole = Image.new("RGBA", (_BUST, _BUST), (0, 0, 0, 0))
        whole.paste(Image.fromarray(raster.rgba), (raster.x, raster.y))
        return as_webp(whole)

    def _said(self, name: str) -> bytes:
        with TemporaryDirectory(prefix="jt-voix-") as place:
            file = Path(place) / "voix.wav"
            write(say(self._newsroom(), _SENTENCE, name, DEFAULT_ENGINE), file)
            return file.read_bytes()


def as_webp(picture: Image.Image) -> bytes:
    """Return a picture as WebP, small enough to be sent again and again."""
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=82, method=2)
    return buffer.getvalue()
