"""The control of a film that was just rendered: pieces were watched when they were encoded, the rest is quick."""

import json
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.adapters.inspecting.beside import newly_laid
from pipeline.adapters.inspecting.container import contained
from pipeline.adapters.inspecting.film import REFUSED, marks_borne
from pipeline.adapters.inspecting.sound import HeardFilm
from pipeline.adapters.inspecting.stems import lines_over_bed
from pipeline.control.measured import DecodedText, Measured, PictureFacts, PromisedMarks
from pipeline.control.profiles import Profile, of_part, profile_for
from pipeline.control.run import control
from pipeline.errors import Level, UserError
from pipeline.french.wording import counted
from pipeline.model.marks import FilmMarks
from pipeline.model.time import sample_at, seconds
from pipeline.model.verdict import ControlVerdict
from pipeline.ports import Store
from pipeline.produce.deliver import Judged
from pipeline.produce.ledger import Ledger
from pipeline.produce.run import Programme, Request
from pipeline.report.control import control_report
from pipeline.service.control import DATA, PAGE, page_of
from pipeline.service.controlled_texts import known_texts

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Judge:
    """Holds a film that was just rendered against its profile and its plan; what is known of its chunks is kept."""

    request: Request
    programme: Programme
    store: Store

    def __call__(self, aside: Path) -> Judged:
        """Return the verdict on the film that lies in a folder with all that goes with it, and what tells of it."""
        verdict = control(self._measured(), self._profile())
        told = json.dumps(control_report(verdict, __version__), ensure_ascii=False, indent=2)
        film = aside / self.programme.film.name
        return Judged(verdict, {PAGE: page_of(film, verdict).encode(), DATA: f"{told}\n".encode()})

    def _profile(self) -> Profile:
        """Return what the film is held to: a draft and an excerpt are never refused."""
        preset = self.request.preset
        size = (preset.format.width, preset.format.height)
        profile = profile_for(preset.name, preset.container, preset.video.codec, size)
        return profile if self.request.whole and not preset.draft else of_part(profile)

    def _measured(self) -> Measured:
        programme, container = self.programme, contained(self.programme.film)
        sound, plan = programme.sound, programme.plan
        spans = {story.name: (sample_at(story.span.start), sample_at(story.span.end)) for story in plan.stories}
        heard = HeardFilm(sound.heard, sound.energies, sound.measured.true_peak, sample_at(plan.length))
        return Measured(
            film=programme.film.name,
            container=container,
            picture=programme.seen,
            sound=sound.heard,
            loudness=heard.loudness(spans),
            beside=newly_laid(programme.film),
            plan=plan,
            marks=marks_borne(programme.film, manifests=False),
            over_bed=lines_over_bed(programme.film, plan),
            promised=_promised(programme.marks),
            texts=self._texts(container.picture) if container.picture else (),
        )

    def _texts(self, facts: PictureFacts) -> tuple[DecodedText, ...]:
        request, programme = self.request, self.programme
        ledger = Ledger(self.store, f"{request.film_key}-contrastes", reuse=request.use_cache)
        return known_texts(programme.film, programme.plan, facts, programme.pieces, ledger)


def _promised(marks: FilmMarks) -> PromisedMarks:
    """Return what the report will say of marks; the film is signed once it has passed."""
    labels = tuple((seconds(label.start), seconds(label.end)) for label in marks.labels)
    return PromisedMarks(without=marks.without, voices=bool(marks.voices), labels=labels)


def kept_aside(verdict: ControlVerdict, film: Path, page: bytes, folder: Path) -> UserError:
    """Put a refused film in its folder under a name that says so, with its page, and return the error to raise.

    What was delivered there before is left as it is.
    """
    place, told = _aside(folder, film)
    folder.mkdir(parents=True, exist_ok=True)
    film.replace(place)
    told.write_bytes(page)
    errors = [fault for fault in verdict.faults if fault.level is Level.ERROR]
    lines = [f"  {fault}" for fault in errors[:_SHOWN]]
    if len(errors) > _SHOWN:
        lines.append(f"  … et {counted(len(errors) - _SHOWN, 'autre erreur', 'autres erreurs')}")
    return UserError(
        f"{film.name} ne passe pas son contrôle : {counted(len(errors), 'erreur')}\n"
        + "\n".join(lines)
        + f"\nle film est gardé à part, {place}, avec ce qui ne va pas, {told} ; "
        "ce qui était livré n'a pas changé. Pour le lire quand même : --preset draft"
    )


def forget_refused(folder: Path, film: str) -> None:
    """Remove a film that was refused before, and its page: the one that stands now takes their place."""
    for path in _aside(folder, Path(film)):
        path.unlink(missing_ok=True)


def _aside(folder: Path, film: Path) -> tuple[Path, Path]:
    return folder / f"{film.stem}-{REFUSED}{film.suffix}", folder / f"{film.stem}-{REFUSED}.html"
