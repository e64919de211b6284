"""`jt transcrire` and `jt ecoute`: what is said in sounds and films, shown or written."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.telling import EXIT_USER, show_line, tell_error, tell_findings, tell_line
from pipeline.errors import UserError
from pipeline.french.wording import quoted
from pipeline.model.time import clock, frame_of
from pipeline.service.hearing import (
    WRITTEN_FORMS,
    Transcription,
    WhisperRecogniser,
    hear_file,
    hints_in,
    sentences_of,
    write_transcription,
)

_SCRIPTS = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class TranscribeWish:
    """What the command line asks: sounds and films, the file to write (None: show), the script that gives hints.

    `correct` shows what would be corrected in a script, `confirmed` writes it.
    """

    files: tuple[Path, ...]
    into: Path | None = None
    script: Path | None = None
    correct: bool = False
    confirmed: bool = False


def show_recogniser() -> None:
    """Print whether speech can be recognised here, and what to type when it cannot."""
    recogniser = WhisperRecogniser()
    if problem := recogniser.unavailable():
        show_line(f"reconnaissance de la parole : absente : {problem}")
    else:
        show_line(f"reconnaissance de la parole : prête ({recogniser.version}) ; « jt transcrire FICHIER » s'en sert")


def transcribe_all(wish: TranscribeWish) -> int:
    """Write or show what is said in each file; return 0, or 1 when something could not be heard. Raises UserError."""
    scripts = [file for file in wish.files if file.suffix.lower() in _SCRIPTS]
    if scripts:
        if len(wish.files) > 1 or wish.into is not None:
            raise UserError(
                "un script se transcrit seul, et sans --vers : ce qui s'y dit s'écrit à côté des enregistrements"
            )
        from pipeline.cli.as_said import show_as_said

        return show_as_said(scripts[0], correct=wish.correct, confirmed=wish.confirmed)
    if wish.correct or wish.confirmed:
        raise UserError("--corriger et --oui vont avec un script : jt transcrire scripts/journal.yaml --corriger")
    if wish.into is not None:
        _writable(wish.into, len(wish.files))
    hints = hints_in(wish.script) if wish.script else ()
    recogniser = WhisperRecogniser()
    code = 0
    for file in wish.files:
        try:
            made = hear_file(file, recogniser, hints)
        except UserError as error:
            tell_error(error)
            code = EXIT_USER
            continue
        tell_findings(made.findings)
        if not made.heard.words:
            code = EXIT_USER
            continue
        if wish.into is None:
            _show(file, made, named=len(wish.files) > 1)
        else:
            tell_line(f"écrit : {write_transcription(wish.into, file, made)}")
    return code


def _show(file: Path, made: Transcription, *, named: bool) -> None:
    if named:
        show_line(f"{file} :")
    for sentence in sentences_of(made):
        show_line(f"{clock(frame_of(sentence.start))}  {sentence.text}")


def _writable(into: Path, files: int) -> None:
    """Pass over a file of a known form, for one sound; raises UserError."""
    forms = ", ".join(WRITTEN_FORMS)
    if into.suffix.lower() not in WRITTEN_FORMS:
        raise UserError(f"--vers {into} : forme inconnue {quoted(into.suffix)} ; donnez un nom en {forms}")
    if into.is_dir():
        raise UserError(f"--vers {into} est un dossier ; donnez le nom d'un fichier")
    if files > 1:
        raise UserError("--vers écrit la transcription d'un seul fichier ; donnez-en un à la fois")
