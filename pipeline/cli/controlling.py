"""`jt controle`: what finished films are worth, each decoded as an outsider would; the worst first."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.telling import show_line, tell_line
from pipeline.errors import Level
from pipeline.french.verdicts import conclusion
from pipeline.french.wording import counted
from pipeline.model.verdict import ControlVerdict, clock_said

_ALIKE = 5
"""Faults of one kind told one a line; of the others only the moments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlWish:
    """What the command line asks: films and folders, the profile (empty: by what each is), where reports go.

    `anew` controls again what has not changed.
    """

    places: tuple[Path, ...]
    profile: str = ""
    reports: Path | None = None
    anew: bool = False


def control_all(wish: ControlWish) -> int:
    """Control each film and print what is found; return 0 when none is refused, 1 otherwise.

    Raises UserError for a place without films, or an unknown profile.
    """
    from pipeline.service import control as service
    from pipeline.service.controlled_before import judged_before

    if wish.profile:
        service.profile_named(wish.profile)
    films = dict.fromkeys(film for place in wish.places for film in service.films_of(place))
    verdicts: dict[Path, ControlVerdict] = {}
    for film in films:
        verdicts[film], known = judged_before(film, wish.profile, anew=wish.anew)
        if known:
            tell_line(f"{film} : rien n'a changé depuis son dernier contrôle (--no-cache : le refaire)")
        _show(film, verdicts[film])
    if wish.reports is not None:
        service.write_verdicts(wish.reports, verdicts)
        tell_line(f"rapports : {wish.reports}")
    return 1 if any(verdict.refused for verdict in verdicts.values()) else 0


def _show(film: Path, verdict: ControlVerdict) -> None:
    """Print a verdict: its figures in a line, its faults, the worst first, and what comes out of it."""
    figures = " ; ".join(f"{name} {value}" for name, value in verdict.figures.items())
    show_line(f"{film} : profil {verdict.profile}{f' ; {figures}' if figures else ''}")
    _show_faults(verdict)
    show_line(f"{film} : {conclusion(verdict)}")


def _show_faults(verdict: ControlVerdict) -> None:
    """Print faults of one kind together, the worst kind first: when and what, then once what to do."""
    kinds = dict.fromkeys((fault.code, fault.level) for fault in verdict.faults)
    for code, level in kinds:
        alike = [fault for fault in verdict.faults if (fault.code, fault.level) == (code, level)]
        head = "" if level is Level.ERROR else f"{level.value} : "
        for fault in alike[:_ALIKE]:
            show_line(f"  {fault.place} : {head}{fault.message} [{code}]")
        if len(alike) > _ALIKE:
            left = alike[_ALIKE:]
            places = ", ".join(
                dict.fromkeys(clock_said(fault.start_ms) for fault in left if fault.start_ms is not None)
            )
            show_line(f"  … et {counted(len(left), 'autre fois', 'autres fois')}{f' : {places}' if places else ''}")
        show_line(f"    à faire : {alike[0].advice}")
