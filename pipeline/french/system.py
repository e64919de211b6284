"""What a system refuses, in French: a disk that is full, a right that is missing, memory that is short.

The one table from error numbers to words: whoever opens, writes or starts something says why it could not with these.
What stands here is for the user to mend, and ends in exit 1; whatever does not is ours.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import UserError

_FULL = "libérez de la place"
_RIGHTS = "vérifiez vos droits"
_SHORTER = "donnez un nom plus court"
_NETWORK = "vérifiez le disque ou le réseau"

_WORDS = {
    "ENOSPC": ("le disque est plein", _FULL),
    "EDQUOT": ("votre quota de disque est atteint", _FULL),
    "EFBIG": ("le fichier dépasserait la taille permise ici", "levez cette limite (ulimit -f)"),
    "EROFS": ("ce disque est en lecture seule", ""),
    "EACCES": ("vous n'en avez pas le droit", _RIGHTS),
    "EPERM": ("le système l'interdit", _RIGHTS),
    "EIO": ("le disque répond par une erreur", "vérifiez le disque"),
    "EMFILE": ("trop de fichiers sont ouverts à la fois", "levez cette limite (ulimit -n), ou rendez avec --jobs 1"),
    "ENFILE": ("trop de fichiers sont ouverts sur cette machine", "fermez d'autres programmes"),
    "ENAMETOOLONG": ("le nom est trop long", _SHORTER),
    "ENOTDIR": ("un fichier se trouve là où il faut un dossier", "déplacez ce fichier"),
    "EISDIR": ("un dossier se trouve là où il faut un fichier", "déplacez ce dossier"),
    "EEXIST": ("un fichier se trouve là où il faut un dossier", "déplacez ce fichier"),
    "ENOTEMPTY": ("le dossier n'est pas vide", "videz-le, ou déplacez-le"),
    "ELOOP": ("un lien y tourne en rond", "supprimez ce lien"),
    "EXDEV": ("il est sur un autre disque", ""),
    "EBUSY": ("un autre programme s'en sert", "fermez-le, puis recommencez"),
    "ETXTBSY": ("un autre programme s'en sert", "fermez-le, puis recommencez"),
    "ENOENT": ("il n'existe pas, ou n'existe plus", "vérifiez le nom et le dossier, puis recommencez"),
    "EILSEQ": ("ce disque n'accepte pas ce nom", "donnez un nom sans accents ni signes"),
    "ESTALE": ("le disque a changé ou ne répond plus", _NETWORK),
    "ENODEV": ("le disque n'est plus là", _NETWORK),
    "ENXIO": ("ce n'est pas un fichier ordinaire, ou le disque n'est plus là", _NETWORK),
    "ETIMEDOUT": ("le disque ne répond plus", _NETWORK),
    "EHOSTDOWN": ("le disque ne répond plus", _NETWORK),
    "ENOTCONN": ("le disque ne répond plus", _NETWORK),
    "EREMOTEIO": ("le disque répond par une erreur", _NETWORK),
    "ENOLCK": ("ce disque n'a plus de verrou à donner", _NETWORK),
    "ENOMEM": ("la mémoire manque", "fermez d'autres programmes, ou rendez avec --jobs 1"),
    "EAGAIN": ("trop de processus tournent à la fois", "fermez d'autres programmes, ou rendez avec --jobs 1"),
}
_TABLE = {getattr(errno, name): words for name, words in _WORDS.items() if hasattr(errno, name)}
"""What each error number means and what to do about it (which may be nothing in general), as errno(3) has them."""

_WRITING = frozenset({errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What only writing meets, or what no second reading mends."""

_SCARCE = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})

_PACKAGE = Path(__file__).resolve().parents[1]

_SHORT_OF = (
    "Insufficient memory", "bad_alloc", "Failed to allocate memory", "can't start new thread",
    os.strerror(errno.ENOMEM), "failed to map segment",
)  # fmt: skip
"""How libraries that raise errors of their own say that memory, or processes, are short."""

_KINDS = (
    (stat.S_ISDIR, "un dossier"), (stat.S_ISFIFO, "un tube"), (stat.S_ISSOCK, "une prise de communication"),
    (stat.S_ISCHR, "un périphérique"), (stat.S_ISBLK, "un périphérique"),
)  # fmt: skip

MEMORY = "la mémoire manque ; fermez d'autres programmes, rendez avec --jobs 1, ou choisissez un preset plus petit"


def why(error: OSError) -> str:
    """Say why something was refused, in a few words.

    >>> why(OSError(errno.ENOSPC, "No space left on device")), why(OSError("?"))
    ('le disque est plein', 'le système le refuse')
    """
    return _TABLE.get(error.errno or 0, ("le système le refuse", ""))[0]


def kind_said(place: Path) -> str:
    """Say what stands at a place when it is no file, links followed; empty for a file, and when nobody knows."""
    try:
        mode = place.stat().st_mode
    except OSError:
        return ""
    return next((said for told, said in _KINDS if told(mode)), "")


def remedy(error: OSError, otherwise: str = "") -> str:
    """Say what to do: what mends this very cause, or else what the place offers, which is an imperative, too.

    >>> remedy(OSError(errno.ENOSPC, ""), "choisissez un autre dossier avec --out")
    'libérez de la place, ou choisissez un autre dossier avec --out'
    """
    own = _TABLE.get(error.errno or 0, ("", ""))[1]
    joined = (own, otherwise) if own and otherwise and " ou " not in own else (own or otherwise,)
    return ", ou ".join(joined) or "recommencez"


def unwritable(place: Path | str, error: OSError, otherwise: str, doing: str = "d'écrire") -> UserError:
    """Return the error of a place that cannot be written, with a way out besides what mends the cause itself."""
    return UserError(f"impossible {doing} {place} ({why(error)}) ; {remedy(error, otherwise)}")


def of_writing(error: OSError, folder: Path) -> bool:
    """Tell whether an error, met while a folder is written to, comes of that: a full disk, or a place in the folder."""
    name = error.filename
    inside = isinstance(name, str) and (Path(name).is_relative_to(folder) or folder.is_relative_to(name))
    return inside or error.errno in _WRITING


@contextmanager
def writing_to(folder: Path, otherwise: str) -> Iterator[None]:
    """Say of a folder why it cannot be written to, whatever in the block met it; raises UserError for that."""
    try:
        yield
    except OSError as error:
        if of_writing(error, folder):
            raise unwritable(folder, error, otherwise) from error
        raise


def scarce(error: OSError) -> bool:
    """Tell whether an error says nothing of a file, only that this process has, or asks for, too much of something."""
    return error.errno in _SCARCE


def starved(error: BaseException) -> bool:
    """Tell whether an error says that memory is short, whichever library raises it."""
    if isinstance(error, MemoryError):
        return True
    return isinstance(error, Exception) and any(sign in str(error) for sign in _SHORT_OF)


def for_the_user(error: BaseException) -> UserError | None:
    """Return what the user can mend of an error that nobody has put into words yet; None when it is ours to mend.

    A file of our own package that is not there is ours, as is an error without a number, or one that is not listed.
    """
    if starved(error):
        return UserError(MEMORY)
    if isinstance(error, RuntimeError) and str(error).startswith("Symlink loop from "):  # as pathlib says it
        error = OSError(errno.ELOOP, "", str(error).removeprefix("Symlink loop from ").strip("'"))
    if isinstance(error, ImportError) and os.strerror(errno.EMFILE) in str(error):
        error = OSError(errno.EMFILE, "")
    if not isinstance(error, OSError) or error.errno not in _TABLE:
        return None
    place = error.filename if isinstance(error.filename, str | os.PathLike) else ""
    if error.errno == errno.ENOENT and (not place or Path(place).absolute().is_relative_to(_PACKAGE)):
        return None
    return UserError(f"{place} : {why(error)} ; {remedy(error)}" if place else f"{why(error)} ; {remedy(error)}")


@contextmanager
def in_words() -> Iterator[None]:
    """Raise what the user can mend as a UserError, whatever refused it; other errors pass as they are."""
    try:
        yield
    except Exception as error:
        told = None if isinstance(error, UserError) else for_the_user(error)
        if told is None:
            raise
        raise told from error
