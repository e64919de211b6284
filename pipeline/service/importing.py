"""Notes become a script: read, understood, checked; imported again, only what no hand has touched is taken over."""

import codecs
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.adapters.documents.reading import read_document
from pipeline.adapters.project import Settings, script_id, settings_at, settings_for
from pipeline.adapters.whole import write_whole, write_whole_bytes
from pipeline.errors import Code, Finding, Level, Mark, ScriptError, UserError
from pipeline.french.system import unwritable
from pipeline.gather.gathering import GatheredNotes, gathered
from pipeline.gather.renewing import (
    ChangeFate,
    Difference,
    alike,
    bound,
    differences,
    people_kept,
    remembered_after,
    taken_over,
)
from pipeline.gather.tables import has_known_columns
from pipeline.gather.words import ScriptWords
from pipeline.gather.writing import ScriptHead
from pipeline.model.notes import Document, NoteTable
from pipeline.pages.understood import understood_page
from pipeline.produce.film_page import dress
from pipeline.service.check import Answer, check
from pipeline.service.newsroom import Newsroom
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.note_photos import named_apart, photos_of, written_photos
from pipeline.service.script_words import words_of_scenes
from pipeline.service.source import Source
from pipeline.service.understood import FAMILIES, page_of

NOTES_ENDINGS = frozenset({
    ".docx", ".docm", ".odt", ".md", ".markdown", ".txt", ".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".html", ".htm",
    ".eml", ".doc", ".rtf", ".xls", ".pages", ".pdf", ".msg",
})  # fmt: skip
"""How the names of notes end: what a folder is looked through for. Those from .doc on are not read: what they
are and what to do is told, so that nobody's notes are left out without a word."""

_OTHER_KIND = Code("document-nature")
_MOST_ROUNDS = 8
_MOST_FILES = 60
_MOST_TRIED = 12
"""Differences that are left out one by one, when all of them together would not pass the check."""

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LEAST_ALIKE = 0.2
"""Below this share of common lines, notes of other names are taken to be those of another newscast."""

_OTHERWISE = "choisissez un autre fichier avec --vers"
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWish:
    """What is asked of an import: which notes, into which script (None to choose), whether to take differences over."""

    notes: tuple[Path, ...]
    script: Path | None = None
    apply: bool = False
    cache: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of it: the script and the page, what was understood, what is told of the notes and of the script.

    `fresh` when the script was not there before; `changes` are the differences that a second import found, `applied`
    whether those that are ready were taken over.
    """

    script: Path
    page: Path
    whole: GatheredNotes
    told: tuple[Finding, ...]
    answer: Answer
    fresh: bool
    changes: tuple[Difference, ...] = ()
    applied: bool = False

    @property
    def left(self) -> bool:
        """Tell whether a difference was not, or would not be, taken over."""
        return any(change.fate is not ChangeFate.READY for change in self.changes)


def import_notes(wish: ImportWish) -> Imported:
    """Read notes and make a script of them, or tell what they say otherwise than the script that was made before.

    Raises ScriptError with everything that is wrong with the notes; nothing is written then.
    """
    notes = notes_in(wish.notes)
    script = _target(wish.script, notes)
    documents, unread = _read(notes, frozenset(wish.notes))
    settings = settings_for(script, wish.cache)
    media = settings.root / "media" / script_id(script)
    documents = named_apart(documents, media)
    photos = written_photos(photos_of(documents), media)
    try:
        newsroom = Newsrooms().of(settings)  # the photos are there: it looks each name up once
        whole, answer = _checked(newsroom, script, documents, notes)
        done = _kept(wish, script, whole, answer, documents, newsroom)
        done = replace(done, told=(*unread, *done.told))
        _write_page(newsroom, done, settings)
        if not (done.fresh or done.applied):
            photos.undo()
    except BaseException:
        photos.undo()
        raise
    return done


def notes_in(places: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files that are meant by files and folders, those of a folder in the order of the alphabet.

    Raises UserError for a folder without notes, and for more files than a newscast has groups.
    """
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            inside = sorted(file for file in place.iterdir() if _is_notes(file))
            if not inside:
                raise UserError(
                    f"aucun document dans {place} ; il en faut au moins un, en .docx, .odt, .txt, .md ou .xlsx"
                )
            found += inside
        else:
            found.append(place)
    if len(found) > _MOST_FILES:
        raise UserError(
            f"{len(found)} documents pour un journal, c'est trop ({_MOST_FILES} au plus) ; faites-en plusieurs"
        )
    return tuple(dict.fromkeys(found))


def _is_notes(file: Path) -> bool:
    return file.is_file() and file.suffix.lower() in NOTES_ENDINGS and not file.name.startswith((".", "~$"))


def _target(told: Path | None, notes: Sequence[Path]) -> Path:
    """Return the script to write: as told, else in the project that we stand in, named after the first notes."""
    if told is not None and not told.is_dir():
        if told.suffix.lower() not in {".yaml", ".yml"}:
            raise UserError(f"--vers {told} : un script se nomme en .yaml, par exemple {told.with_suffix('.yaml')}")
        return told
    name = f"{script_id(notes[0]).replace('_', '-')}.yaml"
    if told is not None:
        return told / name
    root = settings_at(Path.cwd()).root
    here = root / "scripts" if (root / "scripts").is_dir() else Path.cwd()
    return here.relative_to(Path.cwd()) / name if here.is_relative_to(Path.cwd()) else here / name


def _read(notes: Sequence[Path], meant: frozenset[Path]) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """Return what all notes say, and what is told of files that are of a kind that is not read.

    Raises ScriptError with what is wrong with any of those that are `meant` one by one, or that are damaged; a PDF
    that lies in the folder of the notes is only told.
    """
    read: list[Document] = []
    wrong: list[Finding] = []
    unread: list[Finding] = []
    for path in notes:
        try:
            read.append(read_document(path))
        except ScriptError as error:
            other = path not in meant and all(finding.code == _OTHER_KIND for finding in error.findings)
            (unread if other else wrong).extend(error.findings)
    if wrong or not read:
        raise ScriptError((*wrong, *unread))
    return tuple(read), tuple(replace(finding, level=Level.WARNING) for finding in unread)


def _checked(
    newsroom: Newsroom, script: Path, documents: Sequence[Document], notes: Sequence[Path]
) -> tuple[GatheredNotes, Answer]:
    """Return what was understood, as a script that passes the check: a guess that would not is told with less."""
    head = ScriptHead(
        sources=tuple(path.name for path in notes), page=page_beside(script).name, media=f"{script_id(script)}/"
    )
    words: ScriptWords = words_of_scenes(newsroom.scenes())
    name = " ".join(notes[0].stem.replace("_", " ").replace("-", " ").split()) or "Journal"
    whole = gathered(documents, words, head, name=name, given_names=newsroom.agency.first_names)
    answer = check(newsroom, Source(script, text=whole.script.text))
    for _ in range(_MOST_ROUNDS):
        wrong = [finding for finding in answer.findings if finding.level is Level.ERROR]
        if not wrong:
            break
        owners = whole.script.owners
        guilty = frozenset(owners[found.mark.line] for found in wrong if found.mark.line in owners)
        whole = whole.plainer(guilty or frozenset(owners.values()))
        answer = check(newsroom, Source(script, text=whole.script.text))
    return whole, answer


def _kept(
    wish: ImportWish,
    script: Path,
    whole: GatheredNotes,
    answer: Answer,
    documents: Sequence[Document],
    newsroom: Newsroom,
) -> Imported:
    """Write a script that is new; hold one that is there against what it was made from."""
    told = (*(finding for document in documents for finding in document.told), *_doubts(whole, documents))
    done = Imported(
        script=script, page=page_beside(script), whole=whole, told=told, answer=answer, fresh=not script.exists()
    )
    if done.fresh:
        write_whole(script, whole.script.text, _OTHERWISE)
        _remember(script, whole.head.sources, whole.script.text)
        return done
    known, base = _remembered(script)
    _same_notes(script, known, base, whole)
    absent = _absent(known, whole.head.sources, documents)
    done = replace(done, told=(*told, *absent))
    mine = _text_of(script)
    changes = differences(base, mine, whole.script.text)
    if not wish.apply:
        return replace(done, changes=changes)
    text, changes = _passing(newsroom, script, mine, base, whole.script.text, changes)
    if text != mine:
        _write_over(script, text)
    _remember(script, whole.head.sources, remembered_after(whole.script.text, changes))
    return replace(done, changes=changes, applied=True, answer=check(newsroom, Source(script, text=text)))


def _doubts(whole: GatheredNotes, documents: Sequence[Document]) -> Iterator[Finding]:
    """Yield what was not understood as a whole: tables whose columns say nothing, notes without a story."""
    for document in documents:
        for table in document.blocks:
            if isinstance(table, NoteTable) and not has_known_columns(table):
                message = (
                    f"{table.place.where} : aucune colonne ne dit ce qu'elle contient ; ses cases sont des remarques"
                )
                advice = "nommer ses colonnes : sujet, qui, texte, image, durée…"
                yield Finding(Mark(document.file), message, advice, Level.WARNING, code=Code("notes-colonnes"))
    for photo in photos_of(documents):
        if f"{whole.head.media}{photo.name}" not in whole.script.text:
            message = f"{photo.place.where} : le script ne montre pas l'image {whole.head.media}{photo.name} de media/"
            advice = "vérifier qu'elle s'ouvre ; sinon la remettre dans le document en PNG ou en JPEG, et importer"
            yield Finding(Mark(photo.place.file), message, advice, Level.WARNING, code=Code("notes-photo"))
    if not whole.draft.stories:
        message, advice = (
            "aucun sujet n'a été reconnu",
            "mettre un titre au-dessus de chaque histoire, en gras par exemple",
        )
        yield Finding(Mark(documents[0].file), message, advice, Level.WARNING, code=Code("notes-sans-sujet"))


def _passing(
    newsroom: Newsroom, script: Path, mine: str, base: str, theirs: str, changes: Sequence[Difference]
) -> tuple[str, tuple[Difference, ...]]:
    """Return the script with every difference after which it still passes the check, and what becomes of each."""

    def errors(text: str) -> int:
        return check(newsroom, Source(script, text=text)).errors

    before = errors(mine)
    kept = people_kept(mine, changes)
    text = taken_over(mine, kept)
    if errors(text) <= before:
        return text, kept
    was, new = base.splitlines(), theirs.splitlines()
    ready = [rank for rank, change in enumerate(kept) if change.fate is ChangeFate.READY]
    for rank in ready[:_MOST_TRIED]:
        trial = bound(_refused(kept, rank), was, new)
        text = taken_over(mine, trial)
        if errors(text) <= before:
            return text, trial
    kept = tuple(_refused(kept, *ready))
    return mine, kept


def _refused(changes: Sequence[Difference], *ranks: int) -> list[Difference]:
    return [
        replace(change, fate=ChangeFate.REFUSED) if rank in ranks else change for rank, change in enumerate(changes)
    ]


def page_beside(script: Path) -> Path:
    """Return where the page stands that shows what was understood."""
    return script.with_name(f"{script.stem}.compris.html")


def _state_beside(script: Path) -> Path:
    return script.with_name(f"{script.stem}.import.json")


def _remember(script: Path, documents: Sequence[str], text: str) -> None:
    """Keep the script as it was made of the notes: a second import holds the hand's work against it."""
    state = {"version": _VERSION, "documents": list(documents), "script": text.splitlines()}
    write_whole(_state_beside(script), json.dumps(state, ensure_ascii=False, indent=1) + "\n", _OTHERWISE)


def _remembered(script: Path) -> tuple[tuple[str, ...], str]:
    """Return the names of the notes, and the script as they made it; raises UserError when no import made it."""
    file = _state_beside(script)
    try:
        state: Mapping[str, object] = json.loads(file.read_text("utf-8"))
        return tuple(_strings(state["documents"])), "\n".join(_strings(state["script"])) + "\n"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            f"{script} existe déjà, et rien ne dit qu'il vient d'un import ({file.name} manque ou ne se lit pas) ; "
            "rien n'a été touché : importez dans un autre fichier avec --vers"
        ) from error


def _strings(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(value)
    return [str(one) for one in value]


def _same_notes(script: Path, known: Sequence[str], base: str, whole: GatheredNotes) -> None:
    """Raise UserError when a script was made of other notes than these, by their names and by what they say."""
    if _stems(known) & _stems(whole.head.sources):
        return
    if alike(base, whole.script.text) < _LEAST_ALIKE:
        raise UserError(
            f"{script} vient de {', '.join(known)} et ne ressemble pas à {', '.join(whole.head.sources)} ; rien n'a "
            "été touché : importez ces notes dans un autre fichier avec --vers"
        )


def _stems(names: Sequence[str]) -> set[str]:
    return {Path(name).stem.casefold() for name in names}


def _absent(known: Sequence[str], given: Sequence[str], documents: Sequence[Document]) -> Iterator[Finding]:
    """Yield the notes that a script was made of, and that are not given this time: their stories look removed."""
    if len(known) <= len(given):
        return
    for name in known:
        if not _stems([name]) & _stems(given):
            message = f"le script vient aussi de {name}, qui n'est pas donné cette fois : ses sujets paraissent retirés"
            advice = "donner tous les documents du journal, comme la première fois"
            yield Finding(Mark(documents[0].file), message, advice, Level.WARNING, code=Code("notes-document-absent"))


def _write_over(script: Path, text: str) -> None:
    """Write a script in the encoding it has, behind the link that leads to it, if any."""
    mark = next((one for one in _MARKS if script.read_bytes().startswith(one)), b"")
    write_whole_bytes(script.resolve(), mark + text.encode(_MARKS.get(mark, "utf-8"), "replace"), _OTHERWISE)


def _text_of(script: Path) -> str:
    read = Source(script).read()
    return read.text


def _write_page(newsroom: Newsroom, done: Imported, settings: Settings) -> None:
    house = newsroom.house(newsroom.default_house)
    media = settings.root / "media"
    page = page_of(done.whole, done.script, media, done.changes, renewed=not done.fresh, told=done.told)
    page = replace(page, dress=dress(house, newsroom.library))
    try:
        write_whole(done.page, understood_page(page, FAMILIES), _OTHERWISE)
    except OSError as error:
        raise unwritable(done.page, error, _OTHERWISE) from error
