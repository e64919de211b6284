"""`jt marques`: every mark of any film or picture, told in French or as JSON.

Exit codes: 0 when a machine can learn from each file where it comes from and nothing belies it; 1 otherwise.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.cli.telling import EXIT_USER, show_line, tell_error
from pipeline.errors import UserError
from pipeline.french.marks import SOURCE_WORDS
from pipeline.model.found_marks import FoundManifest, FoundMarks, FoundTrack, SealState, manifest_beside
from pipeline.model.marks import DigitalSource
from pipeline.service.film_marks import marks_in

_KINDS = {"film": "film", "son": "son", "image": "image"}
_TRACKS = {"video": "image", "audio": "son", "subtitle": "sous-titres", "data": "données"}
_TAGS = {
    "title": "titre", "artist": "auteur", "author": "auteur", "copyright": "licence", "date": "date",
    "description": "description", "comment": "commentaire", "genre": "genre", "network": "chaîne",
}  # fmt: skip
_PROPERTIES = {
    "dc:title": "titre", "dc:creator": "auteur", "dc:publisher": "éditeur", "dc:rights": "licence",
    "dc:description": "description", "dc:language": "langue", "dc:date": "date", "xmp:CreatorTool": "outil",
    "jt:disclosure": "à savoir",
}  # fmt: skip
_STATES = {
    SealState.TRUSTED: "valide, signataire reconnu",
    SealState.VALID: "valide, le fichier n'a pas changé depuis",
    SealState.BROKEN: "ROMPUE",
}
_FAULTS = {
    "assertion.bmffHash.mismatch": "le film a changé depuis sa signature",
    "assertion.dataHash.mismatch": "le fichier a changé depuis sa signature",
    "assertion.boxesHash.mismatch": "l'image a changé depuis sa signature",
    "assertion.hashedURI.mismatch": "ce que la signature disait a été changé",
    "claimSignature.mismatch": "la signature n'est pas celle du certificat",
    "claimSignature.outsideValidity": "le certificat ne valait pas à ce moment",
    "signingCredential.expired": "le certificat a expiré",
    "signingCredential.invalid": "le certificat ne suit pas le profil de C2PA",
    "manifest.unreadable": "elle ne se lit pas",
}
_APART = frozenset({".mxf"})
"""The ends of names of films that hold no manifest."""

_SELF_SIGNED = "certificat autosigné : il ne prouve pas qui a signé"
_UNKNOWN = "aucune liste de confiance n'a été consultée"


def show_marks(files: Sequence[Path], *, as_json: bool) -> int:
    """Show the marks of each file and return the exit code."""
    code = 0
    told: list[dict[str, object]] = []
    for file in files:
        try:
            marks = marks_in(file)
        except UserError as error:
            code = EXIT_USER
            if as_json:
                told.append({"file": str(file), "error": str(error)})
            else:
                tell_error(error)
            continue
        code = code if marks.marked and marks.sound else EXIT_USER
        told.append({"file": str(file), **_data(marks)})
        if not as_json:
            for line in _lines(file, marks):
                show_line(line)
    if as_json:
        show_line(json.dumps(told, ensure_ascii=False, indent=2))
    return code


def _data(marks: FoundMarks) -> dict[str, object]:
    return asdict(marks) | {"sources": marks.sources, "marked": marks.marked, "sound": marks.sound}


def _lines(file: Path, marks: FoundMarks) -> Iterator[str]:
    yield f"{file} : {_KINDS[marks.kind]} ({marks.container})"
    for fault in marks.faults:
        yield f"  ATTENTION : {fault}"
    yield from _section("Métadonnées", _named(marks.tags, _TAGS))
    if marks.kind != "image":
        yield from _section("Pistes", [_track(each) for each in marks.tracks])
    xmp = marks.xmp
    shown = {name: " ; ".join(values) for name, values in (xmp or {}).items()}
    yield from _section("XMP", _named(shown, _PROPERTIES), "présent, sans rien que l'on sache lire" if xmp else "aucun")
    yield from _section("Signature C2PA", list(_signature(marks.manifest)) if marks.manifest else [], _unsigned(file))
    yield from _section("Origine", [_meaning(uri) for uri in marks.sources], "non déclarée")
    if marks.kind == "film":
        yield f"  Mention à l'image : {_label(marks.label)}"
    yield f"  → {_verdict(marks)}"


def _section(title: str, lines: Sequence[str], otherwise: str = "aucune") -> Iterator[str]:
    if not lines:
        yield f"  {title} : {otherwise}"
        return
    yield f"  {title} :"
    yield from (f"    {line}" for line in lines)


def _track(track: FoundTrack) -> str:
    how = f"{track.codec}, " if track.codec else ""
    return f"{_TRACKS.get(track.kind, track.kind)} : {how}{_tongue(track.language)}"


def _named(values: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    return [f"{told} : {values[name]}" for name, told in names.items() if values.get(name)]


def _unsigned(file: Path) -> str:
    """Say that a file has no signature, and where it would be."""
    if file.suffix.casefold() not in _APART:
        return "aucune"
    return f"aucune (un MXF n'en contient pas : elle serait à côté, dans {manifest_beside(file).name})"


def _signature(manifest: FoundManifest) -> Iterator[str]:
    if manifest.beside:
        yield f"à côté du fichier, dans {manifest.beside} : les deux ne se séparent pas"
    yield f"état : {_STATES[manifest.state]}"
    for code, explanation in manifest.faults:
        yield f"{_FAULTS.get(code, explanation or 'faute')} ({code})"
    if manifest.signer:
        proof = _SELF_SIGNED if manifest.self_signed else f"délivré par {manifest.issuer}"
        yield f"signé par : {manifest.signer} ({proof})"
        if manifest.state is SealState.VALID and not manifest.self_signed:
            yield f"signataire non vérifié : {_UNKNOWN}"
    if manifest.until:
        yield f"certificat valable jusqu'au {manifest.until[:10]}"
    if manifest.generator:
        yield f"fait avec : {manifest.generator}"
    if manifest.title:
        yield f"titre : {manifest.title}"
    if manifest.actions:
        yield f"actions : {', '.join(manifest.actions)}"


def _meaning(uri: str) -> str:
    name = uri.rpartition("/")[2]
    known = name in DigitalSource.__members__.values()
    return f"{name} : {SOURCE_WORDS[DigitalSource(name)]}" if known else name


def _tongue(language: str) -> str:
    return f"langue {language}" if language not in {"", "und"} else "langue non dite"


def _label(label: bool | None) -> str:
    if label is None:
        return "inconnue (aucun rapport de ce film à côté de lui)"
    return "oui, dit le rapport" if label else "non, dit le rapport"


def _verdict(marks: FoundMarks) -> str:
    if not marks.sound:
        return "ce fichier n'est pas, ou n'est plus, ce qu'il dit être"
    if not marks.marked:
        return "rien dans ce fichier ne dit d'où il vient"
    return "une machine peut lire d'où vient ce fichier, et rien ne le dément"
