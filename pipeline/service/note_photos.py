"""The photos of notes as files of the project: named apart, written once, never over another."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.french.system import unwritable
from pipeline.french.wording import slug
from pipeline.model.notes import Document, NoteBlock, NoteCell, NotePicture, NoteTable, within


@dataclass(frozen=True, slots=True)
class WrittenPhotos:
    """The photos that were written anew, and the folder that was made for them, if any."""

    files: tuple[Path, ...]
    folder: Path | None

    def undo(self) -> None:
        """Take back what was written: the import came to nothing."""
        for file in self.files:
            file.unlink(missing_ok=True)
        if self.folder is not None and self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()


def photos_of(documents: Sequence[Document]) -> tuple[NotePicture, ...]:
    """Return every photo of documents, in order."""
    return tuple(block for document in documents for block in within(document.blocks) if isinstance(block, NotePicture))


def named_apart(documents: Sequence[Document], folder: Path) -> tuple[Document, ...]:
    """Return documents whose photos have names of their own: that of a file with the same bytes, else a new one."""
    taken: dict[str, str] = {}
    several = len(documents) > 1

    def named(picture: NotePicture, document: Document) -> NotePicture:
        stem, suffix = Path(picture.name).stem, Path(picture.name).suffix.lower()
        plain = slug(f"{Path(document.file).stem} {stem}" if several else stem) or "photo"
        number = 1
        while True:
            name = f"{plain}{suffix}" if number == 1 else f"{plain}-{number}{suffix}"
            if taken.get(name, picture.digest) == picture.digest and _free(folder / name, picture):
                taken[name] = picture.digest
                return replace(picture, name=name)
            number += 1

    def renamed(blocks: tuple[NoteBlock, ...], document: Document) -> tuple[NoteBlock, ...]:
        return tuple(_block(block, document) for block in blocks)

    def _block(block: NoteBlock, document: Document) -> NoteBlock:
        match block:
            case NotePicture():
                return named(block, document)
            case NoteTable():
                rows = tuple(tuple(_cell(cell, document) for cell in row) for row in block.rows)
                return replace(block, rows=rows)
            case _:
                return block

    def _cell(cell: NoteCell, document: Document) -> NoteCell:
        return replace(cell, blocks=renamed(cell.blocks, document))

    return tuple(replace(document, blocks=renamed(document.blocks, document)) for document in documents)


def written_photos(photos: Sequence[NotePicture], folder: Path) -> WrittenPhotos:
    """Write the photos that are not there yet; raises UserError when the system refuses."""
    fresh = folder if photos and not folder.exists() else None
    written: list[Path] = []
    try:
        for photo, path in _missing(photos, folder):
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(photo.content)
            written.append(path)
    except OSError as error:
        WrittenPhotos(tuple(written), fresh).undo()
        raise unwritable(folder, error, "vérifiez les droits du dossier media/") from error
    return WrittenPhotos(tuple(written), fresh)


def _missing(photos: Sequence[NotePicture], folder: Path) -> Iterator[tuple[NotePicture, Path]]:
    for photo in photos:
        if not (folder / photo.name).exists():
            yield photo, folder / photo.name


def _free(path: Path, picture: NotePicture) -> bool:
    """Tell whether a photo may have a name: nothing is there, or the very same bytes."""
    if not path.exists():
        return True
    return path.is_file() and path.stat().st_size == picture.size and _same(path, picture)


def _same(path: Path, picture: NotePicture) -> bool:
    return hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(picture.content).digest()
