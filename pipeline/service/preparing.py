"""The way every use case begins: a script is read, checked, and planned with the voices recorded for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from pipeline.adapters.media.interpreters import with_interpreters
from pipeline.adapters.media.lengths import with_lengths
from pipeline.adapters.media.recorded_words import WithWords, with_words
from pipeline.adapters.media.rushes_folder import with_rushes
from pipeline.adapters.media.voice_folder import with_recordings
from pipeline.adapters.project import BRAND
from pipeline.check import Checked
from pipeline.check.consents import standing
from pipeline.errors import Code, Finding, Level, Mark, ScriptError
from pipeline.french.names import Certainty
from pipeline.french.wording import fold, quoted
from pipeline.model.marked import ListNode, MapNode, Node, TextNode
from pipeline.model.media import in_project
from pipeline.model.programme import Preset
from pipeline.model.rundown import PlannedLine, Rundown
from pipeline.model.take import RECORDED
from pipeline.model.timeline import Timeline
from pipeline.model.version import PLAIN, SIGNED, Version
from pipeline.plan.context import PlanContext
from pipeline.plan.credits import truthful
from pipeline.plan.estimate import estimates
from pipeline.plan.recordings import UNWRITTEN, Dropped
from pipeline.plan.rundown import plan_rundown
from pipeline.plan.signing import NOTICED, item_spans, sign_findings
from pipeline.plan.timeline import FROZEN, plan_timeline
from pipeline.produce.burned import burned
from pipeline.review.texts import text_findings
from pipeline.service.consenting import refusing
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source
from pipeline.speak.hand_marks import mark_findings
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.pace import pace_findings
from pipeline.speak.sayable import unsayable

_NOWHERE: Mapping[str, Mark] = {}
_FILM = "lsf"
"""The key under which a script names the film of an interpreter."""

_HOUSE = frozenset({"habillage", "house"})
"""How the key that names a house may be written: which scenes there are depends on it, before anything is checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A checked script as it is planned: every choice made, its rundown as it is heard.

    `found` is what the script's words brought to light, `heard` what the recorded voices did; `digest` is the SHA-256
    of the bytes that the script was read from. `signed` is where it names the films of interpreters, which are looked
    at for their own version alone.
    """

    context: PlanContext
    rundown: Rundown
    found: tuple[Finding, ...]
    heard: tuple[Finding, ...]
    digest: str
    signed: Mapping[str, Mark]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found so far."""
        return (*self.found, *self.heard)


def prepare(
    newsroom: Newsroom,
    source: Source,
    preset: Preset,
    version: Version = PLAIN,
    looked: Callable[[Checked], None] = lambda _: None,
) -> Prepared:
    """Read, check and plan a script; `looked` is given what the check found, before anything is planned.

    Raises ScriptError with every finding, SceneError when the look cannot be used, and what `looked` raises.
    """
    read = source.read()
    scenes = newsroom.scenes(house_named(read.tree))
    checked = newsroom.check(read, source.id, scenes, preset)
    if checked.script is None:
        raise ScriptError(checked.findings)
    looked(checked)
    context = newsroom.plan_context(checked.script, scenes, preset, version)
    heard = heard_rundown(newsroom, context, checked)
    newsroom.library.kept.save()
    places = signed_places(read.tree)
    told = with_interpreters(heard.rundown, newsroom.library, places) if version == SIGNED else heard.rundown
    return Prepared(
        context=context,
        rundown=told,
        found=checked.findings,
        heard=heard.findings,
        digest=read.digest,
        signed=places,
    )


def signed_places(tree: Node) -> dict[str, Mark]:
    """Return where a script names the films of its interpreters, by their paths."""
    places: dict[str, Mark] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ListNode):
            waiting += node.items
        elif isinstance(node, MapNode):
            waiting += (entry.value for entry in node.entries)
            films = (entry.value for entry in node.entries if fold(entry.key) == _FILM)
            places |= {in_project(film.text.strip()): film.mark for film in films if isinstance(film, TextNode)}
    return places


def house_named(tree: Node) -> str:
    """Return the house that a script names, empty when it names none."""
    entries = tree.entries if isinstance(tree, MapNode) else ()
    values = (entry.value for entry in entries if fold(entry.key) in _HOUSE)
    return next((value.text.strip() for value in values if isinstance(value, TextNode)), "")


def heard_rundown(newsroom: Newsroom, context: PlanContext, checked: Checked) -> Dropped:
    """Plan a checked script with the voices that were recorded for it.

    Raises ScriptError when a recording cannot be used, or when a line is neither recorded nor sayable.
    """
    refused = frozenset(who for who in context.script.speakers if refusing(context.speaker(who)))
    filmed = with_rushes(plan_rundown(context), newsroom.library, context.scenes, refused)
    lasting = with_lengths(filmed.rundown, newsroom.library)
    answers = _answered(lasting, newsroom, context)
    heard = with_recordings(answers.rundown, newsroom.library)
    listened = with_words(heard.rundown, newsroom.library)
    lines, words = listened.rundown.lines, newsroom.lexicon(context.script.lexicon)
    promised = (*_recorded(lines, context), *_named_by_channel(context))
    said = (*listened.findings, *_heard(lines, words), *_unheard(listened, newsroom))
    faults = (*unsayable(lines, words), *mark_findings(lines, words), *promised)
    told = (*filmed.findings, *_unless_heard(answers.findings, lines), *heard.findings, *faults, *said)
    if any(finding.level is Level.ERROR for finding in told):
        raise ScriptError((*checked.findings, *told))
    return Dropped(truthful(listened.rundown, context), told)


def _answered(rundown: Rundown, newsroom: Newsroom, context: PlanContext) -> Dropped:
    """Return a rundown whose filmed answers are trimmed and looked at; what looks is loaded for films alone."""
    if all(shot.footage is None for shot in rundown.shots):
        return Dropped(rundown, ())
    from pipeline.adapters.media.filmed import with_answers  # noqa: PLC0415 - see above

    return with_answers(rundown, newsroom.library, draft=context.draft)


def _unless_heard(findings: Iterable[Finding], lines: Iterable[PlannedLine]) -> Iterator[Finding]:
    """Yield findings without those that miss the words of an answer in which somebody has heard them."""
    known = {line.mark for line in lines if line.heard and line.heard.words}
    yield from (finding for finding in findings if finding.code != UNWRITTEN or finding.mark not in known)


def _heard(lines: Sequence[PlannedLine], lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return what is to be known of lines that somebody has listened to; what compares words is loaded for those."""
    if all(line.heard is None for line in lines):
        return ()
    from pipeline.speak.heard_findings import heard_findings  # noqa: PLC0415 - see above

    return heard_findings(lines, lexicon)


def _unheard(listened: WithWords, newsroom: Newsroom) -> Iterator[Finding]:
    """Yield what to do where nobody has listened to recordings yet."""
    if listened.unheard:
        from pipeline.speak.heard_findings import unheard_findings  # noqa: PLC0415 - see above

        yield from unheard_findings(listened.rundown.lines, listened.unheard, newsroom.recogniser().unavailable())


def _recorded(lines: Iterable[PlannedLine], context: PlanContext) -> Iterator[Finding]:
    """Yield the lines that would be heard in the own voice of somebody who refused."""
    for line in lines:
        consent = context.speaker(line.speaker).consent
        if line.recording and consent is not None and standing(consent.status) == "refused":
            message = f"on entendrait ici la voix de {quoted(line.speaker)}, qui n'a pas donné son accord"
            advice = f"ôter {quoted(line.recording)} : la voix de synthèse dira ses mots ; ou ôter la réplique"
            yield Finding(line.mark or Mark(context.script.id), message, advice, code=Code("consentement-voix"))


def _named_by_channel(context: PlanContext) -> Iterator[Finding]:
    """Yield what the channel says in every film that names somebody whom this one is not to name."""
    house, veil = context.house, context.veil
    hosts = (text for host in (house.presenter, house.reporter) for text in (host.name, host.role))
    texts = dict.fromkeys((house.channel, *hosts, *(text for row in house.credits for text in row)))
    for promise, text in product(veil.promises, texts):
        if any(named.sure is Certainty.YES for named in promise.withheld.said(text, veil.shown)):
            message = (
                f"la chaîne dit {quoted(text)} dans chaque film, et ce script promet de ne pas nommer cette personne"
            )
            yield Finding(Mark(BRAND), message, "l'ôter de ce fichier", code=Code("nom-promis"))


def shown_findings(
    newsroom: Newsroom, context: PlanContext, rundown: Rundown, signed: Mapping[str, Mark] = _NOWHERE
) -> tuple[Finding, ...]:
    """Return what would not be seen well: texts that are cut, characters the fonts lack, films that stand still.

    So are interpreters who were filmed in front of another newscast; `signed` is where the script names their films.
    Lines are taken to be as long as their words, or as the film in which they are said, which may not be theirs.
    """
    takes = estimates(rundown)
    planned = plan_timeline(context, rundown, takes)
    timeline = burned(planned.timeline, context)
    still = tuple(finding for finding in planned.findings if finding.code == FROZEN)
    apart = _signed_findings(with_interpreters(rundown, newsroom.library, signed), timeline) if signed else ()
    filmed = [line for line in rundown.lines if line.tape.in_sync]
    off = pace_findings(filmed, {line.id: replace(takes[line.id], engine=RECORDED) for line in filmed})
    return (*still, *apart, *off, *text_findings(timeline, rundown, lambda asset: newsroom.library.read(asset.path)))


def _signed_findings(rundown: Rundown, timeline: Timeline) -> Iterator[Finding]:
    """Yield the interpreters whose films cannot be of this newscast, however it is spoken."""
    estimated = timeline.length // _ESTIMATED if rundown.lines else 0
    return sign_findings(rundown, item_spans(timeline.shots), noticed=NOTICED + estimated, about=True)


_ESTIMATED = 8
"""A newscast whose voices are not spoken yet may last an eighth more or less than is estimated."""
