"""What was kept a moment ago and is gone: somebody empties the cache, or its disk has left, while it is in use."""

from pipeline.errors import UserError


def lost_on_the_way(what: str) -> UserError:
    """Return the error of something made that the cache no longer has."""
    return UserError(
        f"le cache a perdu ce qui vient d'y être gardé ({what}) : un autre programme l'efface, ou son disque n'est "
        "plus là ; relancez la même commande, ou choisissez un autre dossier avec --cache"
    )
