"""`jt cache`: what the cache holds, and how to make it smaller. Nothing in it is ever lost: it is made again."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.telling import show_line, tell_line
from pipeline.errors import UserError
from pipeline.french.units import age_from, age_said, count_said, size_from, size_said
from pipeline.model.traffic import Haul
from pipeline.service.cache import (
    INDEX,
    CacheEntry,
    Freed,
    Holding,
    ToClean,
    Verdict,
    clean,
    held,
    leaving,
    left_by_dead_runs,
    sweep_dead_runs,
    verify,
    weight,
)
from pipeline.service.settings import CACHE_VERSION, cache_folder, settings_at

if TYPE_CHECKING:
    from pipeline.service.shared_cache import SharedHolding

_KINDS = {
    "images": "morceaux d'image encodés",
    "voix": "répliques dites",
    "phrases": "phrases dites, une à une",
    "son": "segments de son encodés",
    "mesures": "sonies mesurées",
    "plans": "ce dont chaque morceau était fait",
    "livraisons": "films livrés, pour voir que rien n'a changé",
    "rushes": "vidéos et sons importés",
    "ecoute": "paroles entendues",
    "rushes-vus": "ce qui se voit dans les clips du tournage",
    "rushes-images": "images des clips du tournage",
    "controle": "ce que le contrôle a mesuré",
    "musique": "musiques mises au niveau et en boucle",
    "sons-lus": "musiques et effets, décodés",
    "exemples": "images de la charte",
    "tournage": "images des plans de tournage",
    "ardoises": "ardoises en image",
    "ardoises-codes": "codes des ardoises",
    "constats": "ce qui se lit mal, plan par plan",
    "constats-images": "images de ce qui se lit mal",
    "vignettes": "images des planches, plan par plan",
    "affiches": "affiches des films",
    "textes": "où se tiennent les textes, plan par plan",
    "faits": "ce qui se mesure dans les images d'un film",
    "films": "films finis, à reprendre tels quels",
    "fichiers": "fichiers de ces films, fichiers envoyés",
    INDEX: "ce qui a été lu des fichiers, et leurs empreintes",
}


_OLD = "ancienne version, plus jamais lue"


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
    shared: bool = False


def tend(chore: Chore) -> int:
    """Show, check or clean the cache; return 0, or 1 when something false was found or a confirmation is missing."""
    if chore.verify and (chore.empty or chore.older_than or chore.most):
        raise UserError("--verifier se demande seul ; nettoyez avant ou après")
    if chore.confirmed and not chore.empty:
        raise UserError("--oui confirme --vider ; tapez jt cache --vider --oui pour tout effacer")
    chosen = ToClean(
        everything=chore.empty,
        unused_for=age_from(chore.older_than) if chore.older_than else None,
        most=size_from(chore.most) if chore.most else None,
    )
    if chore.shared:
        return _tend_shared(chore, chosen)
    holding = held(cache_folder(chore.cache))
    left = left_by_dead_runs(holding.place, settings_at(Path.cwd(), chore.cache))
    if chore.verify:
        return _tell_verdict(verify(holding))
    if chosen.nothing:
        _show(holding)
        if left:
            show_line(f"{_said_of(left)} ; le prochain rendu, ou --vider --oui, les efface")
        return 0
    if not chore.empty:
        return _clean(holding, chosen, chore)
    if left and chore.confirmed and not chore.rehearse:
        sweep_dead_runs(left)
        show_line(f"{_said_of(left)}, effacés")
    elif left:
        show_line(f"{_said_of(left)}, à effacer aussi")
    return _clean(holding, chosen, chore)


def _tend_shared(chore: Chore, chosen: ToClean) -> int:
    """Do the same with the store that several machines share."""
    from pipeline.service.shared_cache import shared_shelf

    shelf = shared_shelf(settings_at(Path.cwd(), chore.cache).shared)
    if chore.verify:
        verdict = shelf.verify()
        return _tell_checked(verdict.read, tuple(f"entrée abîmée, effacée : {name}" for name in verdict.damaged))
    if chosen.nothing:
        _show_shared(shelf.holding(), str(shelf))
        return 0
    if chore.rehearse or (chore.empty and not chore.confirmed):
        return _rehearsed(shelf.leaving(chosen), str(shelf), chore)
    gone = shelf.clean(chosen)
    entries = f"{count_said(gone.entries, 'entrée')} effacée{'s' if gone.entries > 1 else ''}"
    show_line(f"{entries}, {size_said(gone.size)} libérés dans {shelf} ; qui en a besoin les refait et les renvoie")
    return 0


def _show_shared(holding: "SharedHolding", place: str) -> None:
    show_line(f"Magasin partagé : {place}")
    if not holding.kinds:
        show_line("  vide")
        return
    order = [*_KINDS, *sorted({kind for _, kind in holding.kinds} - set(_KINDS))]
    rows = [
        (kind, holding.kinds[CACHE_VERSION, kind], _KINDS.get(kind, ""))
        for kind in order
        if (CACHE_VERSION, kind) in holding.kinds
    ]
    for version in sorted({version for version, _ in holding.kinds} - {CACHE_VERSION}):
        haul = sum((haul for (own, _), haul in holding.kinds.items() if own == version), Haul())
        rows.append((version, haul, _OLD))
    _show_rows(rows)
    show_line(f"Total : {size_said(holding.whole.size)}, {count_said(holding.whole.entries, 'entrée')}")
    now = time.time()
    first, last = age_said(max(0.0, now - holding.oldest)), age_said(max(0.0, now - holding.newest))
    show_line(f"Écriture : {first} pour la plus ancienne entrée, {last} pour la plus récente")


def _said_of(left: Mapping[Path, int]) -> str:
    return f"Restes de rendus arrêtés net : {count_said(len(left), 'dossier')}, {size_said(sum(left.values()))}"


def _show(holding: Holding) -> None:
    show_line(f"Cache : {holding.place}")
    found = holding.entries
    if not found:
        show_line("  vide")
        return
    now = time.time()
    rows = [(kind, _haul(_of(holding.current, kind)), _KINDS.get(kind, "")) for kind in _kinds(holding.current)]
    for version in sorted({entry.version for entry in holding.older}):
        several = [entry for entry in holding.older if entry.version == version]
        rows.append((version, _haul(several), f"{_OLD} : --vider --oui ou --taille-max"))
    _show_rows(rows)
    show_line(f"Total : {size_said(weight(found))}, {count_said(len(found), 'entrée')}")
    first, last = age_said(now - found[0].used), age_said(now - found[-1].used)
    show_line(f"Dernier usage : {first} pour la plus ancienne entrée, {last} pour la plus récente")


def _show_rows(rows: Sequence[tuple[str, Haul, str]]) -> None:
    width = max(len(name) for name, _, _ in rows)
    for name, haul, said in rows:
        figures = f"{size_said(haul.size):>8}  {count_said(haul.entries, 'entrée'):>15}"
        show_line(f"  {name:<{width}}  {figures}  {said}".rstrip())


def _haul(several: Sequence[CacheEntry]) -> Haul:
    return Haul(len(several), weight(several))


def _clean(holding: Holding, chosen: ToClean, chore: Chore) -> int:
    gone = leaving(holding, chosen)
    if chore.rehearse or (chore.empty and not chore.confirmed):
        return _rehearsed(_haul(gone), str(holding.place), chore)
    _tell(clean(holding, gone), holding.entries)
    return 0


def _rehearsed(gone: Haul, place: str, chore: Chore) -> int:
    """Say what would go; return 1 when it would have gone, had it been confirmed."""
    amount = f"{count_said(gone.entries, 'entrée')}, {size_said(gone.size)}"
    show_line(f"{amount} à effacer dans {place} ; rien n'a été effacé")
    if chore.rehearse:
        return 0
    what = "le magasin partagé, celui de tous" if chore.shared else "le cache"
    tell_line(f"jt : pour vider {what}, ajoutez --oui ; le prochain rendu refera tout, voix en ligne comprises")
    return 1


def _tell(freed: Freed, found: Sequence[CacheEntry]) -> None:
    gone = count_said(freed.entries, "entrée")
    agreed = "s" if freed.entries > 1 else ""
    left = size_said(weight(found) - freed.size)
    show_line(f"{gone} effacée{agreed}, {size_said(freed.size)} libérés ; il reste {left}")
    if freed.kept:
        kept = count_said(freed.kept, "entrée")
        show_line(f"{kept} gardée{'s' if freed.kept > 1 else ''} : un rendu s'en sert, ou vient de s'en servir")


def _tell_verdict(verdict: Verdict) -> int:
    left = tuple(f"reste d'un rendu interrompu, effacé : {path}" for path in verdict.leftovers)
    return _tell_checked(verdict.read, (*left, *(f"entrée abîmée, effacée : {path}" for path in verdict.damaged)))


def _tell_checked(read: int, false: Sequence[str]) -> int:
    for line in false:
        tell_line(line)
    wrong = len(false)
    seen = f"{count_said(read, 'entrée')} vérifiée{'s' if read > 1 else ''}"
    if not wrong:
        show_line(f"{seen}, toutes justes")
        return 0
    s, them = ("s", "les") if wrong > 1 else ("", "la")
    show_line(f"{seen}, {wrong} fausse{s}, effacée{s} : le prochain rendu {them} refera")
    return 1


def _of(several: Iterable[CacheEntry], kind: str) -> list[CacheEntry]:
    return [entry for entry in several if entry.kind == kind]


def _kinds(several: Iterable[CacheEntry]) -> list[str]:
    """Return the kinds there are, those we know in the order of the work, the others after."""
    present = {entry.kind for entry in several}
    return [kind for kind in _KINDS if kind in present] + sorted(present - set(_KINDS))
