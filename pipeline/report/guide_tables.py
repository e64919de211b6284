"""The tables of the style guide: contrasts, motion, sounds."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import PurePosixPath

from pipeline.model.scene import Enter, House, Moves, Scene
from pipeline.model.time import FRAME_RATE
from pipeline.report.contrast import ENOUGH, ENOUGH_WHEN_LARGE, Pair

_STILL = Moves()


def decimal(value: float) -> str:
    """Return a number as French writes it, two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def contrasts(found: Mapping[str, Iterable[Pair]]) -> Iterator[str]:
    """Yield the contrast of every text colour on every ground it is used on, format by format."""
    yield '<section aria-labelledby="contrastes">\n<h2 id="contrastes">Contrastes</h2>'
    yield (
        "<p>Formule des WCAG 2.2 (critère 1.4.3), au point le moins contrasté du fond : un dégradé est vu en entier, "
        "une plaque translucide, sur du noir et sur du blanc. 4,5 : 1 pour tout texte ; 3 : 1 suffit aux grands.</p>"
    )
    head = ("Texte", "Fond", "Essai", "Contraste", f"{decimal(ENOUGH)} : 1", f"{decimal(ENOUGH_WHEN_LARGE)} : 1", "Où")
    for shape, those in found.items():
        yield from _table(
            f"{shape} : chaque couleur de texte sur chaque fond où elle sert", head, map(_contrast, those)
        )
    yield "</section>"


def _contrast(pair: Pair) -> tuple[str, ...]:
    where = escape(", ".join(pair.scenes))
    names = f"<code>{escape(pair.text)}</code>", f"<code>{escape(pair.ground)}</code>"
    if pair.ratio is None:
        return *names, "", "dépend de l’image", "à vérifier", "à vérifier", where
    text, ground = pair.sample
    sample = f'<span class="essai" style="color:{text};background:{ground}">Texte</span>'
    verdicts = ("oui" if pair.ratio >= least else "<strong>non</strong>" for least in (ENOUGH, ENOUGH_WHEN_LARGE))
    floor = int(pair.ratio * 100) / 100  # never rounded up to a threshold
    return *names, sample, f"{decimal(floor)} : 1", *verdicts, where


def motions(house: House, scenes: Mapping[str, Scene], transitions: Mapping[str, int]) -> Iterator[str]:
    """Yield how everything moves: transitions, then every scene's entrances, exits and moves."""
    yield '<section aria-labelledby="mouvements">\n<h2 id="mouvements">Mouvements</h2>'
    yield (f"<p>{FRAME_RATE} images par seconde. Une pose d’illustration dure {house.depth_step} images au plus.</p>")
    rows = ((f"<code>{escape(name)}</code>", lasting(frames)) for name, frames in transitions.items())
    yield from _table("Transitions", ("Transition", "Durée"), rows)
    head = ("Scène", "Transition", "Au moins", "Avant, après la voix", "Entrées", "Sorties", "Mouvements")
    yield from _table("Scènes et habillages", head, (_motion(name, scene) for name, scene in scenes.items()))
    yield "</section>"


def _motion(name: str, scene: Scene) -> tuple[str, ...]:
    overlay = scene.role != "plan"
    enters = [_move(layer.enter) for layer in scene.layers if layer.enter]
    leaves = [_move(layer.leave) for layer in scene.layers if layer.leave]
    moves = [_moves(layer.moves) for layer in scene.layers if layer.moves != _STILL]
    return (
        f"<code>{escape(name)}</code>",
        "" if overlay else escape(scene.transition),
        "" if overlay else f"{decimal(scene.shortest)} s",
        "" if overlay else f"{decimal(scene.lead)} s, {decimal(scene.tail)} s",
        *("<br>".join(dict.fromkeys(several)) for several in (enters, leaves, moves)),
    )


def _move(move: Enter) -> str:
    far = "" if move.direction in {"fondu", "volet"} else f", {decimal(move.distance)} px"
    late = f", retard {move.delay}" if move.delay else ""
    return f"{move.direction} {lasting(move.frames)}{far}{late}"


def _moves(moves: Moves) -> str:
    given = moves.model_dump(by_alias=True, exclude_defaults=True)
    return escape(", ".join(f"{name} {_figure(value)}" for name, value in given.items()))


def _figure(value: object) -> str:
    match value:
        case bool():
            return "oui" if value else "non"
        case int() | float():
            return decimal(value)
        case tuple() | list():
            return " → ".join(_figure(part) for part in value)
        case _:
            return str(value)


def lasting(frames: int) -> str:
    """Return a length as frames and seconds."""
    return f"{frames} image{'s' if frames > 1 else ''} ({decimal(float(frames / FRAME_RATE))} s)"


def sounds(house: House, scenes: Mapping[str, Scene], folder: str) -> Iterator[str]:
    """Yield every sound of the house, to be heard, with its level and the scenes that begin with it."""
    sound = house.sound
    yield '<section aria-labelledby="sons">\n<h2 id="sons">Sons</h2>'
    yield (
        f"<p>Sous la voix, le tapis baisse de {decimal(sound.duck)} dB en {decimal(sound.attack)} s "
        f"et remonte en {decimal(sound.release)} s.</p>"
    )

    def rows() -> Iterator[tuple[str, ...]]:
        for role, path in sound.files.items():
            file = PurePosixPath(path).name
            yield (
                f"<code>{escape(role)}</code>",
                f"<code>{escape(path)}</code>",
                _player(f"{folder}/{file}", role),
                f"{decimal(sound.gains.get(role, 0))} dB",
                escape(", ".join(name for name, scene in scenes.items() if scene.sound == role)),
            )

    yield from _table("Fichiers", ("Rôle", "Fichier", "Écouter", "Niveau", "Joué à l’entrée de"), rows())
    yield "</section>"


def _player(address: str, name: str) -> str:
    return f'<audio controls preload="none" src="{escape(address)}" aria-label="{escape(name)}"></audio>'


def _table(caption: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a table; its cells are HTML, and the first of each row names it."""
    yield f'<div class="defile" role="region" aria-label="{caption}" tabindex="0"><table>\n<caption>{caption}</caption>'
    heads = "".join(f'<th scope="col">{label}</th>' for label in head)
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for first, *others in rows:
        yield f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
    yield "</tbody>\n</table></div>"
