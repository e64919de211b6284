"""Control finished films: measure each as an outsider would, hold it to its profile and its plan."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline import __version__
from pipeline.adapters.inspecting.browser import barriers
from pipeline.adapters.inspecting.film import films_in, measured
from pipeline.adapters.inspecting.frames import pictures_at
from pipeline.adapters.whole import write_whole
from pipeline.control.profiles import PROFILES, of_part, profile_for, profile_named
from pipeline.control.run import control
from pipeline.errors import UserError
from pipeline.french.system import remedy, why
from pipeline.model.verdict import ControlVerdict
from pipeline.pages.control import control_page
from pipeline.report.control import control_report
from pipeline.report.control_junit import control_junit

PAGE, DATA, JUNIT = "controle.html", "controle.json", "controle.xml"
"""The files of a control: to read, for programs, for continuous integration."""

_OTHERWISE = "choisissez un autre dossier avec --rapports"

__all__ = ["PROFILES", "films_of", "judged", "profile_named", "write_verdicts"]


def films_of(place: Path) -> tuple[Path, ...]:
    """Return the films that a place stands for: itself, or those in a folder; raises UserError when there are none."""
    try:
        if not place.is_dir():
            if place.is_symlink() and not place.exists():
                raise UserError(
                    f"{place} : ce lien ne mène à aucun fichier ; donnez le film, ou le dossier qui le contient"
                )
            if not place.exists():
                raise UserError(f"{place} : ce fichier n'existe pas ; donnez un film, ou le dossier qui le contient")
            return (place,)
        found = films_in(place)
    except OSError as error:
        raise UserError(f"{place} : impossible de lire ce dossier ({why(error)}) ; {remedy(error)}") from error
    if not found:
        raise UserError(f"aucun film dans {place} ; donnez un film (mp4, mov, mxf…), ou le dossier qui le contient")
    return found


def judged(film: Path, profile: str = "", tell: Callable[[str], None] = lambda _: None) -> ControlVerdict:
    """Measure a film and return what is found; `profile` is chosen by what the film is when it is empty.

    Raises UserError for an unknown profile; a file that is no film is a verdict, not an error.
    """
    asked = profile_named(profile) if profile else None
    found, preset = measured(film, tell)
    if found.beside.page is not None:
        page = replace(found.beside.page, barriers=barriers(film.parent / found.beside.page.name))
        found = replace(found, beside=replace(found.beside, page=page))
    facts = found.container.picture
    codec = next((track.codec for track in found.container.of_kind("video")), "")
    size = (facts.width, facts.height) if facts else (1920, 1080)
    held = asked or profile_for(preset, found.container.form, codec, size)
    return control(found, of_part(held) if found.plan is not None and found.plan.excerpt else held)


def write_verdicts(folder: Path, verdicts: dict[Path, ControlVerdict]) -> tuple[Path, ...]:
    """Write the reports of a control into a folder and return them; a page for each film, the rest for all.

    Raises UserError when one cannot be written.
    """
    told = [control_report(verdict, __version__) for verdict in verdicts.values()]
    texts: dict[str, str] = {
        DATA: json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False, indent=2) + "\n",
        JUNIT: control_junit(tuple(verdicts.values())),
    }
    for film, verdict in verdicts.items():
        name = PAGE if len(verdicts) == 1 else f"controle-{film.stem}.html"
        texts[name] = page_of(film, verdict)
    return tuple(write_whole(folder / name, text, _OTHERWISE) for name, text in texts.items())


def page_of(film: Path, verdict: ControlVerdict) -> str:
    """Return the page of a verdict, with the frame of each fault that has a moment."""
    moments = tuple(dict.fromkeys(fault.start_ms for fault in verdict.faults if fault.start_ms is not None))
    return control_page(verdict, dict(_addresses(film, moments)))


def _addresses(film: Path, moments: tuple[int, ...]) -> Iterator[tuple[int, str]]:
    yield from pictures_at(film, moments)
