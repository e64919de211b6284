"""What was kept and is gone, or cannot be read: somebody empties the cache, its disk has left, or it was written to."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import MediaError, UserError
from pipeline.ports import UNREADABLE, Store


def lost_on_the_way(what: str) -> UserError:
    """Return the error of something made that the cache no longer has."""
    return UserError(
        f"le cache a perdu ce qui vient d'y être gardé ({what}) : un autre programme l'efface, ou son disque n'est "
        "plus là ; relancez la même commande, ou choisissez un autre dossier avec --cache"
    )


@contextmanager
def readable(store: Store, kind: str, keys: Mapping[Path, str]) -> Iterator[None]:
    """Forget an entry of these that turns out to be no film or sound, whatever its sum says; raises UserError then."""
    try:
        yield
    except UNREADABLE as error:
        key = next((key for path, key in keys.items() if str(path) == getattr(error, "filename", None)), None)
        if key is None:
            raise
        store.forget(kind, key)
        raise UserError(
            f"une entrée du cache ne se lit pas ({kind}/{key}) ; elle vient d'être oubliée : relancez la même commande"
        ) from error


def changed_meanwhile(*names: str) -> MediaError:
    """Return the error of files that are not, while a film is made of them, what they were when it began."""
    several = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return MediaError(f"{several} : fichier changé ou disparu pendant le rendu ; rien n'a été livré, relancez")
