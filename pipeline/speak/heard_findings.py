"""What is to be known of recordings that somebody, or a machine, has listened to: written and heard side by side."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.errors import Code, Finding, Level
from pipeline.errors import Mark as Place
from pipeline.french.wording import quoted
from pipeline.model.heard import SaidOtherwise, TextAsSaid, Wordless
from pipeline.model.media import in_project
from pipeline.model.rundown import PlannedLine
from pipeline.model.time import SAMPLE_RATE
from pipeline.speak.heard_marks import is_another, line_as_said
from pipeline.speak.lexicon import Lexicon

_MOST = 3
"""Differences that one finding shows: who reads it sees what it is about, and the rest stands beside the recording."""
_LONG = 60
_UNSURE = 0.5
"""Confidence under which a word that nobody wrote is told as unsure."""
_ENDLESS = 1 << 50
"""Samples of a recording of which nobody says where it ends."""


def heard_findings(lines: Iterable[PlannedLine], lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return what was said otherwise than written, what nobody is sure of, and recordings in which nobody speaks."""
    return tuple(dict.fromkeys(finding for line in lines for finding in _of(line, lexicon)))


def unheard_findings(lines: Iterable[PlannedLine], unheard: Sequence[str], problem: str) -> Iterator[Finding]:
    """Yield one note when nobody has listened to some recordings yet; `problem` is why nobody can here, in French."""
    if not unheard:
        return
    first = next(line for line in lines if line.heard is None and in_project(line.recording) in unheard)
    several = len(unheard) > 1
    told = f"{len(unheard)} enregistrements n'ont" if several else f"{first.recording} n'a"
    message = f"{told} pas été écouté{'s' if several else ''} : ses sous-titres suivent le texte écrit et les silences"
    message = message.replace(": ses", ": leurs") if several else message
    absent = f"la reconnaissance de la parole n'est pas là : {problem}" if problem else ""
    advice = absent or f"le prochain rendu {'les ' if several else 'l’'}écoute, et écrit à côté ce qui s'y dit"
    yield Finding(first.mark or Place(first.id), message, advice, Level.NOTE, code=Code("pas-ecoute"))


def whole_as_said(line: PlannedLine, lexicon: Lexicon) -> TextAsSaid | None:
    """Return what is said in all that is heard of a line's recording; None where nobody knows, or nobody speaks."""
    return line_as_said(line, _length(line), lexicon)


def _length(line: PlannedLine) -> int:
    """Return how many samples of a line's recording are heard at most."""
    if line.tape.end is None:
        return _ENDLESS
    return round(line.tape.end * SAMPLE_RATE) - round(line.tape.start * SAMPLE_RATE)


def _of(line: PlannedLine, lexicon: Lexicon) -> Iterator[Finding]:
    heard = line.heard
    if heard is None:
        return
    mark = line.mark or Place(line.id)
    start = round(line.tape.start * SAMPLE_RATE)
    inside = heard.between(start, start + _length(line))
    found = whole_as_said(line, lexicon)
    if found is None:
        yield _speechless(line, mark, {one.why for one in inside.wordless})
        return
    written = line.text.strip()
    correct = f"si c'est bien ce qui est dit, « jt transcrire {mark.file} --corriger » l'écrit dans le script"
    beside = f"sinon, corriger {heard.file}"
    if written and is_another(found, len(inside.words)):
        message = f"{line.recording} ne dit pas ce texte : on y entend {quoted(_short(found.text))}"
        advice = f"vérifier que c'est le bon fichier ; s'il l'est, {correct}"
        yield Finding(mark, message, advice, Level.WARNING, code=Code("dit-autre-chose"))
    elif found.otherwise:
        said = _list([_difference(one, start) for one in found.otherwise])
        message = f"{line.recording} ne dit pas tout à fait ce texte : {said} ; les sous-titres disent ce qui est dit"
        yield Finding(mark, message, f"{correct} ; {beside}", Level.WARNING, code=Code("dit-autrement"))
    if heard.reviewed:
        return
    if not written:
        message = f"les mots de {line.recording} sont ceux qu'une machine a entendus : {quoted(_short(found.text))}"
        advice = f"les relire dans {heard.file}, puis y écrire « relu: oui »"
        yield Finding(mark, message, advice, Level.WARNING, code=Code("mots-a-relire"))
    unsure = [_difference(one, start) for one in found.doubtful]
    if not written:
        unsure += [
            f"{quoted(word.text)} à {_at(word.start + start)}" for word in inside.words if word.confidence < _UNSURE
        ]
    if unsure:
        message = f"mots peu sûrs dans {line.recording} : {_list(unsure)}"
        kept = "là, les sous-titres gardent le texte du script ; " if written else ""
        yield Finding(
            mark, message, f"{kept}écouter, et corriger {heard.file} au besoin", Level.NOTE, code=Code("mots-peu-surs")
        )


def _speechless(line: PlannedLine, mark: Place, why: set[Wordless]) -> Finding:
    kept = "ses sous-titres sont ceux du texte écrit" if line.text.strip() else "il n'aura pas de sous-titres"
    if why == {Wordless.FOREIGN}:
        message = f"{line.recording} : on y parle une autre langue ; {kept}"
        advice = "vérifier que c'est le bon fichier, ou écrire en français ce qui s'y dit"
        return Finding(mark, message, advice, Level.WARNING, code=Code("ecoute-autre-langue"))
    message = f"{line.recording} : aucune parole ne s'y comprend (musique, bruit, voix trop faible) ; {kept}"
    advice = "vérifier que c'est le bon fichier"
    return Finding(mark, message, advice, Level.WARNING, code=Code("ecoute-sans-parole"))


def _difference(one: SaidOtherwise, start: int) -> str:
    """Return one difference in words: what is said, when, and what is written there."""
    if not one.heard:
        return f"{quoted(_short(one.written))} n'est pas dit"
    said = f"à {_at(one.start + start)}, {quoted(_short(one.heard))}"
    return f"{said}, écrit {quoted(_short(one.written))}" if one.written else f"{said}, que le script n'a pas"


def _list(told: Sequence[str]) -> str:
    more = len(told) - _MOST
    shown = " ; ".join(told[:_MOST])
    return f"{shown} ; et {more} autre{'s' if more > 1 else ''}" if more > 0 else shown


def _short(text: str) -> str:
    plain = " ".join(text.split()).rstrip(",;:.")
    return plain if len(plain) <= _LONG else f"{plain[: plain.rfind(' ', 0, _LONG)].rstrip(',;:.')}…"


def _at(sample: int) -> str:
    minutes, seconds = divmod(sample / SAMPLE_RATE, 60)
    return f"{int(minutes)}:{seconds:04.1f}".replace(".", ",")
