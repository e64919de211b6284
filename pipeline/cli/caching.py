"""`jt cache`: what the cache holds, and how to make it smaller. Nothing in it is ever lost: it is made again."""

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.cache.care import INDEX, CacheEntry, Freed, beyond, discard, entries, unused, verdicts
from pipeline.adapters.cache.store import ASIDE, drop
from pipeline.adapters.project import CACHE_VERSION, cache_folder
from pipeline.errors import UserError
from pipeline.french.units import age_from, age_said, count_said, size_from, size_said

_KINDS = {
    "images": "morceaux d'image encodés",
    "voix": "phrases dites",
    "son": "segments de son encodés",
    "mesures": "sonies mesurées",
    "plans": "ce dont chaque morceau était fait",
    "livraisons": "films livrés, pour voir que rien n'a changé",
    "rushes": "vidéos et sons importés",
    "musique": "musiques mises au niveau et en boucle",
    "exemples": "images de la charte",
    INDEX: "empreintes des fichiers du projet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """What the command line asks of the cache; nothing at all means: show it."""

    empty: bool = False
    older_than: str = ""
    most: str = ""
    verify: bool = False
    confirmed: bool = False
    rehearse: bool = False
    cache: Path | None = None


def tend(chore: Chore) -> int:
    """Show, check or clean the cache; return 0, or 1 when something false was found or a confirmation is missing."""
    caches = cache_folder(chore.cache)
    if chore.verify and (chore.empty or chore.older_than or chore.most):
        raise UserError("--verifier se demande seul ; nettoyez avant ou après")
    if chore.confirmed and not chore.empty:
        raise UserError("--oui confirme --vider ; tapez jt cache --vider --oui pour tout effacer")
    try:
        if chore.verify:
            return _verify(caches)
        if chore.empty or chore.older_than or chore.most:
            return _clean(caches, chore)
        _show(caches)
    except OSError as error:
        raise UserError(f"{caches} : {error.strerror} ; vérifiez vos droits sur ce dossier") from error
    return 0


def _show(caches: Path) -> None:
    found = entries(caches)
    print(f"Cache : {caches}")
    if not found:
        print("  vide")
        return
    now = time.time()
    current = [entry for entry in found if entry.version == CACHE_VERSION]
    rows = [(kind, _of(current, kind), _KINDS.get(kind, "")) for kind in _kinds(current)]
    older = [entry for entry in found if entry.version != CACHE_VERSION]
    for version in sorted({entry.version for entry in older}):
        several = [entry for entry in older if entry.version == version]
        rows.append((version, several, "ancienne version, plus jamais lue : --vider --oui ou --taille-max"))
    width = max(len(name) for name, _, _ in rows)
    for name, several, said in rows:
        figures = f"{size_said(_size(several)):>8}  {count_said(len(several), 'entrée'):>15}"
        print(f"  {name:<{width}}  {figures}  {said}".rstrip())
    print(f"Total : {size_said(_size(found))}, {count_said(len(found), 'entrée')}")
    first, last = age_said(now - found[0].used), age_said(now - found[-1].used)
    print(f"Dernier usage : {first} pour la plus ancienne entrée, {last} pour la plus récente")


def _clean(caches: Path, chore: Chore) -> int:
    found = entries(caches)
    chosen: dict[Path, CacheEntry] = {}
    if chore.empty:
        chosen = {entry.path: entry for entry in found}
    if chore.older_than:
        chosen |= {entry.path: entry for entry in unused(found, age_from(chore.older_than), time.time())}
    if chore.most:
        left = [entry for entry in found if entry.path not in chosen]
        chosen |= {entry.path: entry for entry in beyond(left, size_from(chore.most), CACHE_VERSION)}
    if chore.rehearse or (chore.empty and not chore.confirmed):
        print(f"{_amount(chosen.values())} à effacer dans {caches} ; rien n'a été effacé")
        if chore.rehearse:
            return 0
        print(
            "jt : pour vider le cache, ajoutez --oui ; le prochain rendu refera tout, voix en ligne comprises",
            file=sys.stderr,
        )
        return 1
    freed = discard(caches, chosen.values())
    _tell(freed, found)
    return 0


def _tell(freed: Freed, found: Iterable[CacheEntry]) -> None:
    left = sum(entry.size for entry in found) - freed.size
    gone = count_said(freed.entries, "entrée")
    agreed = "s" if freed.entries > 1 else ""
    print(f"{gone} effacée{agreed}, {size_said(freed.size)} libérés ; il reste {size_said(left)}")
    if freed.kept:
        kept = count_said(freed.kept, "entrée")
        print(f"{kept} gardée{'s' if freed.kept > 1 else ''} : un rendu s'en sert, ou vient de s'en servir")


def _verify(caches: Path) -> int:
    looked = wrong = 0
    for entry, good in verdicts(entries(caches)):
        looked += 1
        if not good:
            wrong += 1
            drop(entry.path)
            what = "reste d'un rendu interrompu" if entry.path.name.startswith(ASIDE) else "entrée abîmée"
            print(f"{what}, effacé{'e' if what.startswith('entrée') else ''} : {entry.path}", file=sys.stderr)
    if not wrong:
        print(f"{count_said(looked, 'entrée')} vérifiée{'s' if looked > 1 else ''}, toutes justes")
        return 0
    s, them = ("s", "les") if wrong > 1 else ("", "la")
    seen = f"{count_said(looked, 'entrée')} vérifiée{'s' if looked > 1 else ''}"
    print(f"{seen}, {wrong} fausse{s}, effacée{s} : le prochain rendu {them} refera")
    return 1


def _amount(several: Iterable[CacheEntry]) -> str:
    listed = list(several)
    return f"{count_said(len(listed), 'entrée')}, {size_said(_size(listed))}"


def _size(several: Iterable[CacheEntry]) -> int:
    return sum(entry.size for entry in several)


def _of(several: Iterable[CacheEntry], kind: str) -> list[CacheEntry]:
    return [entry for entry in several if entry.kind == kind]


def _kinds(several: Iterable[CacheEntry]) -> list[str]:
    """Return the kinds there are, those we know in the order of the work, the others after."""
    present = {entry.kind for entry in several}
    return [kind for kind in _KINDS if kind in present] + sorted(present - set(_KINDS))
