"""What a chunk is made of, by name, and why it is rendered again when one of those changed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import PurePosixPath

from pipeline.compose import COMPOSE_VERSION
from pipeline.compose.snapshot import Run
from pipeline.draw import DRAW_VERSION
from pipeline.model.keys import key_of
from pipeline.model.picture import (
    ArtSpec,
    Asset,
    ClipSpec,
    FootageSpec,
    Format,
    GroundSpec,
    LayerSpec,
    PhotoSpec,
    PlaceholderSpec,
    StagedLayer,
    TextSpec,
)
from pipeline.model.programme import PictureCoding

Ingredients = Mapping[str, str]
"""French name of an input → digest of its content."""

_MOVES = "mouvement ou durée"


def layer_ingredients(layer: StagedLayer) -> tuple[tuple[str, str], ...]:
    """Return the inputs of one layer: its words, its files, and how it is laid out, each named and digested."""
    return tuple(_inputs(layer.spec, layer.label))


def _inputs(spec: LayerSpec, label: str) -> Iterator[tuple[str, str]]:
    match spec:
        case TextSpec():
            yield f"texte « {label} »", key_of(spec.text)
            yield _file("police", spec.font)
            if spec.fallback is not None:
                yield _file("police", spec.fallback)
            yield f"mise en forme « {label} »", _besides(spec, "text", "font", "fallback")
        case PlaceholderSpec():
            yield f"média à fournir « {spec.text} »", key_of(spec.text)
            yield _file("police", spec.font)
            yield f"mise en forme « {label} »", _besides(spec, "text", "font")
        case ArtSpec():
            for asset in spec.files:
                yield _file("dessin", asset)
            yield f"couleurs et place « {label} »", _besides(spec, "files")
        case PhotoSpec():
            yield _file("image", spec.file)
            yield f"cadrage « {label} »", _besides(spec, "file")
        case FootageSpec():
            yield _file("vidéo", spec.file)
            yield f"cadrage « {label} »", _besides(spec, "file")
        case ClipSpec():
            yield _file("programme de scène", spec.file)
            yield f"contenu « {label} »", key_of(spec)
        case GroundSpec():
            yield f"couleurs « {label} »", key_of(spec)


def _besides(spec: LayerSpec, *told: str) -> str:
    """Digest all of a specification but the fields that are told by a name of their own."""
    return key_of({field.name: getattr(spec, field.name) for field in fields(spec) if field.name not in told})


def _file(kind: str, asset: Asset) -> tuple[str, str]:
    return f"{kind} {PurePosixPath(asset.path).stem}", asset.digest


def ingredients(
    runs: Sequence[Run],
    layers: Mapping[str, Sequence[tuple[str, str]]],
    fmt: Format,
    video: PictureCoding,
    encoder: str,
) -> Ingredients:
    """Return everything a chunk is made of; inputs of one name are digested together."""
    together: dict[str, list[str]] = defaultdict(list)
    for inputs in layers.values():
        for name, digest in inputs:
            together[name].append(digest)
    named = {name: key_of(sorted(set(digests))) for name, digests in together.items()}
    ranks = {key: rank for rank, key in enumerate(layers)}
    return named | {
        _MOVES: key_of([_moves(run, ranks) for run in runs]),
        "format de l'image": key_of(fmt),
        "réglages de l'encodeur": key_of(video),
        "version de l'encodeur": encoder,
        "version du dessin": str(DRAW_VERSION),
        "version de la composition": str(COMPOSE_VERSION),
    }


def _moves(run: Run, ranks: Mapping[str, int]) -> str:
    """Say where layers are, whatever they show."""
    frame = run.frame
    places = [
        f"{place.dx} {place.dy} {place.opacity} {place.zoom} {place.turn} {place.reveal} {place.source}"
        for place in (*frame.picture, *frame.incoming)
        if place.layer in ranks
    ]
    return f"{run.length} {frame.how} {frame.progress} {'|'.join(places)}"


def reasons(now: Ingredients, before: Ingredients | None) -> tuple[str, ...]:
    """Return in French which inputs of a chunk changed since the last render; « nouveau » when there was none.

    >>> reasons({"texte « titre »": "b", "police Barlow": "1"}, {"texte « titre »": "a", "police Barlow": "1"})
    ('texte « titre »',)
    """
    if before is None:
        return ("nouveau",)
    changed = [name for name, value in now.items() if name in before and before[name] != value]
    added = [f"{name} (ajout)" for name in now if name not in before]
    gone = [f"{name} (retrait)" for name in before if name not in now]
    told = [*changed, *added, *gone]
    return tuple(told) or ("absent du cache",)
