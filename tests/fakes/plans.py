"""A house of three scenes and rundowns made by hand: enough to lay shots in time."""

from collections.abc import Sequence
from functools import lru_cache

from pipeline.errors import Mark
from pipeline.model.rundown import PlannedItem, PlannedLine, PlannedShot, Rundown
from pipeline.model.scene import House, Scene
from pipeline.model.scenes import Scenes
from pipeline.model.script import Script
from pipeline.model.take import SentenceMark as Sentence
from pipeline.model.take import Take
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot
from pipeline.plan.context import PlanContext
from tests.fakes.libraries import PaperLibrary
from tests.fakes.projects import house

LEAD, TAIL, SHORTEST = 0.3, 0.35, 3.0


@lru_cache
def paper_scenes() -> dict[str, Scene]:
    """Return scenes whose only layer is a ground."""
    told = {
        "plateau": {"joue": "plateau", "a_l_image": "oui"},
        "illustration": {"joue": "illustration", "transition": "fondu"},
        "carton": {"joue": "carton", "duree": "3"},
    }
    return {
        key: Scene.model_validate(
            {
                "id": key,
                "calques": [{"type": "fond", "fond": "encre"}],
                "amorce": LEAD,
                "queue": TAIL,
                "duree_mini": SHORTEST,
            }
            | scene
        )
        for key, scene in told.items()
    }


def paper_context(*, bed: str = "nappe") -> PlanContext:
    """Return a planning context that reads no file."""
    script = Script.model_validate(
        {"id": "essai", "titre": "Essai", "tapis": bed, "conducteur": [{"kind": "virgule", "id": "virgule"}]}
    )
    look: House = house()
    return PlanContext(
        script=script,
        scenes=Scenes(paper_scenes()),
        house=look,
        library=PaperLibrary(),
        portrait_parts={},
        departments={},
        draft=False,
    )


def line(identifier: str, text: str = "Bonsoir.", *, mark: Mark | None = None, recording: str = "") -> PlannedLine:
    """Return a line of the presenter."""
    return PlannedLine(
        id=identifier,
        speaker="presentation",
        voice="presentatrice_1",
        text=text,
        recording=recording,
        on_camera=True,
        mark=mark,
    )


def shot(
    identifier: str,
    lines: Sequence[PlannedLine] = (),
    *,
    scene: str = "illustration",
    duration: float | None = None,
    transition: str = "coupe",
    mark: Mark | None = None,
) -> PlannedShot:
    """Return a shot with nothing over it."""
    return PlannedShot(
        id=identifier,
        label=scene,
        scene=scene,
        slots={},
        lines=tuple(lines),
        thirds=(),
        place="",
        source="",
        archive="",
        duration=duration,
        transition=transition,
        footage=None,
        mark=mark,
        theme="bonheur",
    )


def item(identifier: str, shots: Sequence[PlannedShot], *, chapter: str = "", kind: str = "sujet") -> PlannedItem:
    """Return an item; its chapter is its id unless told."""
    return PlannedItem(
        id=identifier,
        kind=kind,
        title=identifier,
        chapter=chapter or identifier,
        theme="bonheur",
        number=1,
        shots=tuple(shots),
    )


def rundown(items: Sequence[PlannedItem], *, bed: str = "nappe") -> Rundown:
    """Return a rundown without a ticker."""
    return Rundown(script="essai", title="Essai", city="Talence", ticker=(), bed=bed, items=tuple(items))


def take(identifier: str, samples: int, *sentences: Sentence, sound: str = "") -> Take:
    """Return a take of that many samples; one sentence unless told."""
    return Take(
        line=identifier,
        samples=samples,
        sentences=sentences or (Sentence("Bonsoir.", 0, samples),),
        sound=sound,
        voice="v",
        engine="diapason",
    )


def timed(identifier: str, start: int, end: int, *, transition: int = 0, offset: int = 0) -> TimedShot:
    """Return a shot in time with no layer."""
    how = "fondu" if transition else "coupe"
    return TimedShot(
        id=identifier,
        label=identifier,
        item="a",
        scene="illustration",
        span=Span(start, end),
        layers=(),
        transition=how,
        transition_frames=transition,
        planned=0,
        offset=offset,
    )
