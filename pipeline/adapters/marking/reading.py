"""Every mark of any film or picture: tags and tracks by FFmpeg, XMP by our own walk, C2PA by the library of its makers.

Nothing here believes the file: what it says is told as found, what belies it is told beside.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
from PIL import Image, UnidentifiedImageError

from pipeline.adapters.codecs.film import COMMENT
from pipeline.adapters.marking.boxes import is_boxed, top_boxes
from pipeline.adapters.marking.packets import packet_of, properties
from pipeline.errors import UserError
from pipeline.french.system import why
from pipeline.model.found_marks import FoundManifest, FoundMarks, FoundTrack, SealState, manifest_beside

_REPORT = "report.json"
_CUT = "le fichier est coupé : sa fin manque"
_STATES = {"Trusted": SealState.TRUSTED, "Valid": SealState.VALID}
_UNTRUSTED = frozenset({"signingCredential.untrusted"})
"""What keeps a signature from being vouched for without belying it."""

_HEAD = 16

_NO_TYPE = "application/octet-stream"
"""What a film is read as whose manifest lies beside it: its bytes alone count."""


def read_marks(path: Path, *, manifests: bool = True) -> FoundMarks:
    """Return every mark of a film, a sound or a picture; raises UserError for a file that is none, or cannot be read.

    Reading a manifest holds the whole file against its digests; without `manifests` that is left out.
    """
    try:
        kind, container, tags, tracks = _opened(path)
        faults, xmp = _described(path)
        return FoundMarks(
            kind=kind,
            container=container,
            tags=tags,
            tracks=tracks,
            xmp=xmp,
            manifest=read_manifest(path) if manifests else None,
            label=_labelled(path),
            faults=faults,
        )
    except OSError as error:
        raise UserError(f"{path} ne peut pas être lu : {why(error)}") from error


def read_manifest(path: Path) -> FoundManifest | None:
    """Return the manifest of a file, or the one beside it, held against the whole of it; None when it has none."""
    import c2pa  # noqa: PLC0415 - a quarter of a second, for whoever asks

    beside = manifest_beside(path)
    try:
        reader = c2pa.Reader.try_create(str(path))
        if reader is not None:
            with reader:
                return _found(json.loads(reader.crjson()), str(reader.get_validation_state()))
    except c2pa.C2paError as error:
        if not isinstance(error, (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.NotSupported)):
            return _unreadable(str(error))
    if not beside.is_file():
        return None
    try:
        with path.open("rb") as film, c2pa.Reader(_NO_TYPE, film, beside.read_bytes()) as apart:
            found = _found(json.loads(apart.crjson()), str(apart.get_validation_state()))
    except c2pa.C2paError as error:
        found = _unreadable(str(error))
    return replace(found, beside=beside.name)


def _unreadable(told: str) -> FoundManifest:
    """Return what is known of a manifest that cannot be read at all."""
    return FoundManifest(
        state=SealState.BROKEN, generator="", title="", actions=(), sources=(), signer="", issuer="", until="",
        self_signed=False, faults=(("manifest.unreadable", " ".join(told.split())[:300]),),
    )  # fmt: skip


def _found(told: Mapping[str, Any], state: str) -> FoundManifest:
    active = (told.get("manifests") or [{}])[0]
    claim = active.get("claim.v2") or active.get("claim") or {}
    tools = claim.get("claim_generator_info") or [{}]
    generator: Mapping[str, Any] = tools[0] if isinstance(tools, list) else tools
    certificate = (active.get("signature") or {}).get("certificateInfo") or {}
    subject, issuer = certificate.get("subject") or {}, certificate.get("issuer") or {}
    actions = [
        action
        for label, assertion in (active.get("assertions") or {}).items()
        if label.startswith("c2pa.actions")
        for action in assertion.get("actions") or ()
    ]
    failures = (active.get("validationResults") or {}).get("failure") or ()
    faults = tuple((str(each.get("code")), str(each.get("explanation") or "")) for each in failures)
    return FoundManifest(
        state=_STATES.get(state, SealState.BROKEN),
        generator=" ".join(str(generator.get(key) or "") for key in ("name", "version")).strip(),
        title=str(claim.get("dc:title") or ""),
        actions=tuple(str(action.get("action")) for action in actions),
        sources=tuple(dict.fromkeys(str(each["digitalSourceType"]) for each in actions if "digitalSourceType" in each)),
        signer=str(subject.get("CN") or subject.get("O") or ""),
        issuer=str(issuer.get("CN") or issuer.get("O") or ""),
        until=str((certificate.get("validity") or {}).get("notAfter") or ""),
        self_signed=bool(subject) and subject == issuer,
        faults=tuple(fault for fault in faults if fault[0] not in _UNTRUSTED),
    )


def _opened(path: Path) -> tuple[str, str, Mapping[str, str], tuple[FoundTrack, ...]]:
    """Return what a file is, its container, tags and tracks; raises UserError when it is neither film nor picture."""
    if not path.exists():
        raise UserError(f"{path} n'est pas là ; vérifiez son nom")
    if not path.is_file():
        raise UserError(f"{path} n'est pas un fichier ; donnez un film ou une image")
    if path.suffix.casefold() == manifest_beside(path).suffix:
        raise UserError(f"{path} est une signature à part ; donnez le film qu'elle signe, du même nom, à côté d'elle")
    try:
        with Image.open(path) as picture:
            return "image", str(picture.format), {}, ()
    except UnidentifiedImageError:
        pass
    except Image.DecompressionBombError as error:
        raise UserError(f"{path} : cette image est démesurée ; donnez un film ou une image") from error
    try:
        with av.open(str(path), metadata_errors="replace") as film:
            tracks = tuple(
                FoundTrack(
                    stream.type,
                    stream.codec_context.name if stream.codec_context else "",
                    stream.metadata.get("language", ""),
                    stream.metadata.get("title") or stream.metadata.get("handler_name", ""),
                )
                for stream in film.streams
            )
            kind = "film" if any(track.kind == "video" for track in tracks) else "son"
            return kind, film.format.name, {_named(key): value for key, value in film.metadata.items()}, tracks
    except av.error.FFmpegError as error:
        raise UserError(f"{path} n'est ni un film ni une image, ou est trop abîmé pour être ouvert") from error


def _named(tag: str) -> str:
    """Return what a tag is called, those of MXF as any other: there they are comments."""
    return tag.removeprefix(COMMENT)


def _described(path: Path) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]] | None]:
    """Return what is wrong with a file, and what its packet says."""
    with path.open("rb") as stream:
        boxed = is_boxed(stream.read(_HEAD))
    if boxed:
        try:
            top_boxes(path)
        except ValueError:
            return (_CUT,), None
    packet = packet_of(path)
    if packet is None:
        return (), None
    try:
        return (), properties(packet)
    except ValueError:
        return ("son XMP ne se lit pas",), None


def _labelled(path: Path) -> bool | None:
    """Return whether the report beside a film says that its pictures announce what is synthetic; None without one."""
    try:
        told = json.loads((path.parent / _REPORT).read_bytes())
        known = told["outputs"][path.name]["sha256"]
        if known != _sha(path):
            return None
        return bool(told["marks"]["labels"])
    except (OSError, ValueError, LookupError, TypeError):  # no report of ours, or of another film
        return None


def _sha(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
