"""The prompter of a newscast as one page: for everybody who reads, or for one person."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.whole import write_whole
from pipeline.errors import Finding, UserError
from pipeline.french.dates import french_date
from pipeline.french.typography import NO_BREAK, typeset
from pipeline.french.wording import counted, fold, meant, quoted
from pipeline.model.prompting import PromptScript, ScriptState
from pipeline.model.rundown import Rundown
from pipeline.model.take import Take
from pipeline.model.time import SAMPLE_RATE
from pipeline.pages.prompter import prompter_page, prompter_state
from pipeline.plan.context import PlanContext
from pipeline.plan.estimate import ESTIMATED
from pipeline.produce.film_page import dress
from pipeline.produce.speaking import rehearse
from pipeline.report.prompted import ReaderView
from pipeline.report.prompting import PromptSources, prompt_speakers, prompt_stories
from pipeline.service.consenting import refusing
from pipeline.service.newsroom import Newsroom, preset_named
from pipeline.service.preparing import Prepared, prepare
from pipeline.service.source import Source

_SHOWN_DIGEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompter:
    """A prompter: its value, its page, what was found in the script meanwhile."""

    prompt: PromptScript
    page: str
    findings: tuple[Finding, ...]


def prompter_of(
    newsroom: Newsroom, source: Source, reader: str = "", engine: str = "", *, state_file: str = ""
) -> Prompter:
    """Make a prompter, timed by the voices that were said before in an engine, and by estimates for the others.

    `reader` is an id or a name; empty: everybody. `state_file` is what the page looks at beside it, to be the newest.
    Raises ScriptError with every finding when the script cannot be planned, UserError when nobody reads anything, when
    the reader is unknown, or refused.
    """
    prepared = prepare(newsroom, source, preset_named("draft"))
    context, rundown = prepared.context, prepared.rundown
    takes = _takes(newsroom, prepared, engine)
    refused = frozenset(line.speaker for line in rundown.lines if refusing(context.speaker(line.speaker)))
    who = _reader(context, rundown, refused, reader) if reader else ""
    prompt = _prompt(prepared, source, _sources(context, rundown, takes, who, refused), takes)
    return Prompter(
        prompt=prompt,
        page=prompter_page(prompt, dress(context.house, context.library), context.house.imprint, state_file),
        findings=prepared.heard,
    )


def write_prompter(path: Path, page: str) -> Path:
    """Write a page whole and return its path; raises UserError when it cannot be written."""
    return write_whole(path, page, "choisissez un autre endroit avec --vers")


def state_place(page: Path) -> Path:
    """Return where the state of a page that follows its script stands: beside it."""
    return page.with_suffix(".etat.js")


def write_state(page: Path, version: str, problem: str = "") -> None:
    """Say beside a page which digest it shows, and why it shows no newer one; raises UserError."""
    write_whole(state_place(page), prompter_state(version, problem), "choisissez un autre endroit avec --vers")


def script_state(digest: str, path: Path) -> ScriptState:
    """Return which state of a script something was made from, and when its file was saved, by this machine's clock."""
    saved = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone() if path.is_file() else None
    told = f"{french_date(saved.date())} à {saved.hour}{NO_BREAK}h{NO_BREAK}{saved.minute:02d}" if saved else ""
    return ScriptState(digest[:_SHOWN_DIGEST], told)


def _takes(newsroom: Newsroom, prepared: Prepared, engine: str) -> tuple[Take, ...]:
    lines = prepared.rundown.lines
    with newsroom.store.in_use():
        performance = newsroom.performance(prepared.context.script, engine, offline=True, draft=True, lines=lines)
        return tuple(rehearse(lines, performance, newsroom.store, newsroom.library).values())


def _sources(
    context: PlanContext, rundown: Rundown, takes: tuple[Take, ...], reader: str, refused: frozenset[str]
) -> PromptSources:
    people = {line.speaker: context.speaker(line.speaker) for line in rundown.lines}
    return PromptSources(
        view=ReaderView({who: person.shown for who, person in people.items()}, reader, refused),
        roles={who: person.role for who, person in people.items()},
        seconds={take.line: take.samples / SAMPLE_RATE for take in takes},
    )


def _prompt(prepared: Prepared, source: Source, sources: PromptSources, takes: tuple[Take, ...]) -> PromptScript:
    rundown, view = prepared.rundown, sources.view
    lines = [line for line in rundown.lines if line.text.strip()]
    read = {line.id for line in lines if line.speaker not in view.unnamed and view.only in {"", line.speaker}}
    if not read:
        raise UserError(
            f"{source.path} : personne n'a rien à lire dans ce script ; donnez un texte à un sujet, ou des repliques"
        )
    return PromptScript(
        title=typeset(rundown.title),
        script=rundown.script,
        state=script_state(prepared.digest, source.path),
        reader=typeset(view.name(view.only)) if view.only else "",
        speakers=tuple(speaker for _, speaker in prompt_speakers(rundown, sources)),
        stories=prompt_stories(rundown, sources),
        lines=len(read),
        measured=sum(take.line in read and take.engine != ESTIMATED for take in takes),
        left_out=0 if view.only else sum(line.speaker in view.unnamed for line in lines),
    )


def _reader(context: PlanContext, rundown: Rundown, refused: frozenset[str], wanted: str) -> str:
    """Return the id of a reader who was named by it or by name."""
    speaking = dict.fromkeys(line.speaker for line in rundown.lines if line.text.strip())
    called = {fold(who): who for who in speaking}
    called |= {fold(context.speaker(who).shown): who for who in speaking if who not in refused}
    who = called.get(fold(wanted), "")
    if who in refused:
        raise UserError(
            f"{quoted(wanted)} n'a pas donné son accord : ses répliques sont dites par une voix de synthèse ; si cela "
            "a changé, écrivez-le sous consentement"
        )
    if who:
        return who
    known = [who for who in speaking if who not in refused]
    if wanted in context.script.speakers:
        raise UserError(f"{quoted(wanted)} ne dit rien dans ce script ; {_choice(known)}")
    raise UserError(f"{quoted(wanted)} : personne de ce nom dans ce script ; {meant(wanted, known)}{_choice(known)}")


def _choice(known: list[str]) -> str:
    return f"choisissez parmi {', '.join(known)}" if known else counted(0, "personne à choisir")
