"""Marks written into films and read back, by our own walk and by another parser; signatures, and who may sign."""

import datetime as dt
import hashlib
import json
import os
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import av
import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from PIL import Image

from pipeline.adapters.codecs.film import said_in_mxf
from pipeline.adapters.marking.boxes import C2PA, XMP, top_boxes, unsealed_digest, uuid_contents
from pipeline.adapters.marking.credentials import Credentials
from pipeline.adapters.marking.file_marker import FileMarker
from pipeline.adapters.marking.identity import OWN_FILE, IdentityError, given_pair, own_pair, usable_pair
from pipeline.adapters.marking.packets import properties
from pipeline.adapters.marking.reading import read_manifest, read_marks
from pipeline.adapters.marking.sealing import C2paSealer
from pipeline.errors import UserError
from pipeline.model.found_marks import SealState
from pipeline.model.marks import SealedFilm
from pipeline.produce.marks import media_type
from pipeline.report.credentials import manifest
from pipeline.report.xmp import xmp_packet
from tests.fakes.films import film, numbered
from tests.fakes.marks import TOLD

_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"


def _film(folder: Path, name: str = "film.mp4", *, fast: bool = True) -> Path:
    late = film(folder / f"source-{name}", numbered(12))
    with (
        av.open(str(late)) as source,
        av.open(str(folder / name), "w", options={"movflags": "+faststart"} if fast else {}) as out,
    ):
        track = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux():
            if packet.size:
                packet.stream = track
                out.mux(packet)
    late.unlink()
    return folder / name


def _mxf(path: Path, told: Mapping[str, str]) -> Path:
    with av.open(str(path), "w", format="mxf") as out:
        out.metadata.update(said_in_mxf(told))
        track = out.add_stream("mpeg2video", rate=25)
        track.width, track.height, track.pix_fmt = 160, 90, "yuv420p"
        for level in range(12):
            out.mux(track.encode(av.VideoFrame.from_ndarray(np.full((135, 160), 40 + level, np.uint8), "yuv420p")))
        out.mux(track.encode(None))
    return path


def _packets(path: Path) -> list[tuple[int | None, bytes]]:
    with av.open(str(path)) as opened:
        return [(packet.pts, bytes(packet)) for packet in opened.demux() if packet.size]


@pytest.fixture(scope="module")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> C2paSealer:
    return C2paSealer(own_pair(tmp_path_factory.mktemp("identite")))


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, sealer: C2paSealer) -> Path:
    """A film with all its marks."""
    path = _film(tmp_path_factory.mktemp("marques"))
    FileMarker().embed(path, xmp_packet(TOLD, "video/mp4", "JT 2050"))
    assert sealer.seal(path, manifest(TOLD, "video/mp4", "0" * 64)) == SealedFilm(path)
    return path


@pytest.mark.parametrize("name", ["film.mp4", "film.mov"])
@pytest.mark.parametrize("fast", [True, False], ids=["faststart", "index last"])
def test_marks_move_no_packet_and_a_film_without_its_signature_is_what_it_was(
    tmp_path: Path, sealer: C2paSealer, name: str, *, fast: bool
) -> None:
    path = _film(tmp_path, name, fast=fast)
    packets, mime = _packets(path), media_type(path)
    FileMarker().embed(path, xmp_packet(TOLD, mime, "JT 2050"))
    assert _packets(path) == packets
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    assert unsealed_digest(path) == before, "nothing is signed yet"
    sealer.seal(path, manifest(TOLD, mime, ""))
    assert _packets(path) == packets
    found = read_manifest(path)
    assert found is not None
    assert found.state is SealState.VALID
    assert hashlib.sha256(path.read_bytes()).hexdigest() != before == unsealed_digest(path)
    kinds = [box.kind for box in top_boxes(path)]
    assert (kinds.index(b"moov") < kinds.index(b"mdat")) is fast
    assert not list(tmp_path.glob(".signature*"))


def test_everything_that_a_film_says_is_read_back(signed: Path) -> None:
    found = read_marks(signed)
    assert found.kind == "film"
    assert found.sources == (_TYPE,)
    assert found.marked
    assert found.sound
    assert found.label is None
    assert found.xmp is not None
    assert found.xmp["dc:title"] == (TOLD.title,)
    assert found.xmp["dc:creator"] == ("CCAS de Saint-Brieuc",)
    assert found.xmp["dc:date"] == ("2019-09",)
    assert "xmp:CreateDate" not in found.xmp, "nobody said when it was made"
    told = found.manifest
    assert told is not None
    assert (told.state, told.self_signed, told.actions) == (SealState.VALID, True, ("c2pa.created",))
    assert told.title == TOLD.title
    assert told.faults == ()
    assert len(uuid_contents(signed, C2PA)) == len(uuid_contents(signed, XMP)) == 1


def test_the_packet_of_a_picture_is_read(tmp_path: Path) -> None:
    for name in ("affiche.jpg", "image.png"):
        path = tmp_path / name
        packet = xmp_packet(TOLD.still, "image/jpeg", "JT 2050")
        picture = Image.new("RGB", (16, 16))
        if name.endswith("jpg"):
            picture.save(path, xmp=packet)
        else:
            from PIL.PngImagePlugin import PngInfo

            info = PngInfo()
            info.add_itxt("XML:com.adobe.xmp", packet.decode())
            picture.save(path, pnginfo=info)
        found = read_marks(path)
        assert found.kind == "image"
        assert found.sources == ("http://cv.iptc.org/newscodes/digitalsourcetype/composite",)
        assert "Voix" not in "".join(found.xmp["jt:disclosure"] if found.xmp else "")


def test_a_packet_of_somebody_else_is_read_in_its_short_form() -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        b'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>'
        b"</rdf:RDF></x:xmpmeta>"
    )
    assert properties(packet)["Iptc4xmpExt:DigitalSourceType"][0].endswith("trainedAlgorithmicMedia")


def test_entities_of_a_packet_are_not_followed() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "boum">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&b;</x:xmpmeta>'
    with pytest.raises(ValueError, match="no XMP"):
        properties(bomb)


def test_one_altered_byte_breaks_the_signature(signed: Path, tmp_path: Path) -> None:
    data = bytearray(signed.read_bytes())
    mdat = next(box for box in top_boxes(signed) if box.kind == b"mdat")
    data[mdat.start + mdat.size // 2] ^= 1
    path = tmp_path / "film.mp4"
    path.write_bytes(data)
    found = read_manifest(path)
    assert found is not None
    assert found.state is SealState.BROKEN
    assert any("bmffHash" in code for code, _ in found.faults)
    assert not read_marks(path).sound


def test_a_film_that_is_cut_short_is_told_so(signed: Path, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(signed.read_bytes()[:-900])
    found = read_marks(path)
    assert found.faults == ("le fichier est coupé : sa fin manque",)
    assert not found.sound


def test_a_film_of_somebody_else_has_nothing_and_is_told_so(tmp_path: Path) -> None:
    found = read_marks(_film(tmp_path))
    assert (found.xmp, found.manifest, found.sources) == (None, None, ())
    assert not found.marked
    assert found.sound


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.write_text("bonjour")])
def test_what_is_neither_film_nor_picture_is_refused(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "lettre.mp4"
    make(path)
    with pytest.raises(UserError, match=r"ni un film ni une image|pas un fichier"):
        read_marks(path)


def test_a_signature_apart_is_no_film_and_the_film_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "film.c2pa").write_bytes(b"jumb")
    with pytest.raises(UserError, match=r"signature à part ; donnez le film"):
        read_marks(tmp_path / "film.c2pa")


def test_the_label_is_told_by_the_report_of_this_very_film(signed: Path, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(signed.read_bytes())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    report = {"outputs": {"film.mp4": {"sha256": digest}}, "marks": {"labels": [{"start": 0.0}]}}
    (tmp_path / "report.json").write_text(json.dumps(report))
    assert read_marks(path, manifests=False).label is True
    report["outputs"]["film.mp4"]["sha256"] = "0" * 64  # type: ignore[index]
    (tmp_path / "report.json").write_text(json.dumps(report))
    assert read_marks(path, manifests=False).label is None


def test_a_film_that_holds_no_manifest_is_signed_in_a_file_beside_it(tmp_path: Path, sealer: C2paSealer) -> None:
    path = _mxf(tmp_path / "film.mxf", {"title": "Essai"})
    before = path.read_bytes()
    FileMarker().embed(path, b"<xmp/>")
    done = sealer.seal(path, manifest(TOLD, "application/mxf", "0" * 64))
    assert path.read_bytes() == before, "MXF has a place for neither"
    assert done == SealedFilm(tmp_path / "film.c2pa")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["film.c2pa", "film.mxf"]
    found = read_manifest(path)
    assert found is not None
    assert (found.state, found.beside, found.sources) == (SealState.VALID, "film.c2pa", (_TYPE,))
    altered = bytearray(before)
    altered[len(before) // 2] ^= 1
    path.write_bytes(altered)
    found = read_manifest(path)
    assert found is not None
    assert found.state is SealState.BROKEN
    assert ("assertion.dataHash.mismatch", found.beside) == (found.faults[0][0], "film.c2pa")
    done.manifest.write_bytes(b"autre chose")
    found = read_manifest(path)
    assert found is not None
    assert found.faults[0][0] == "manifest.unreadable"


def test_what_an_mxf_says_of_itself_is_read_as_any_other_says_it(tmp_path: Path) -> None:
    path = _mxf(tmp_path / "film.mxf", {"title": "Essai", "digital_source_type": _TYPE})
    found = read_marks(path)
    assert (found.tags["title"], found.tags["material_package_name"], found.sources) == ("Essai", "Essai", (_TYPE,))
    assert found.marked


def _hung_up(door: socket.socket) -> None:
    with suppress(OSError):
        while True:
            door.accept()[0].close()


@pytest.mark.slow
@pytest.mark.parametrize("there", [False, True], ids=["nobody", "says nothing"])
def test_an_authority_that_does_not_answer_is_told_and_the_film_is_signed(tmp_path: Path, *, there: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        if there:
            threading.Thread(target=_hung_up, args=(door,), daemon=True).start()
        else:
            door.close()
        path = _film(tmp_path)
        done = C2paSealer(own_pair(tmp_path / "identite"), address).seal(path, manifest(TOLD, "video/mp4", ""))
    assert f"{address} n'a pas daté la signature" in done.remark
    found = read_manifest(path)
    assert found is not None
    assert found.state is SealState.VALID


def test_the_pair_of_this_machine_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    first = own_pair(tmp_path)
    assert own_pair(tmp_path).chain == first.chain
    assert first.signatory.self_signed
    if os.name == "posix":
        assert (tmp_path / OWN_FILE).stat().st_mode & 0o077 == 0
    (tmp_path / OWN_FILE).write_text("abîmé")
    assert own_pair(tmp_path).chain != first.chain, "one that cannot be read makes place for another"


def test_where_nothing_can_be_kept_a_pair_is_made_for_this_once(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    assert own_pair(tmp_path / "fichier").signatory.self_signed


_EMAIL = ExtendedKeyUsageOID.EMAIL_PROTECTION
_Usages = tuple[ObjectIdentifier, ...]


def _given(
    folder: Path,
    *,
    days: tuple[int, int] = (-1, 30),
    usages: _Usages = (_EMAIL,),
    ca: bool = False,
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None,
    phrase: bytes = b"",
) -> Credentials:
    """Write a certificate and its key as a project would give them."""
    secret = key or ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CCAS de Saint-Brieuc")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Autorité")]))
        .public_key(secret.public_key())
        .serial_number(7)
        .not_valid_before(now + dt.timedelta(days=days[0]))
        .not_valid_after(now + dt.timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(secret.public_key()), critical=False)
        .add_extension(x509.KeyUsage(True, *[False] * 8), critical=True)
    )
    if usages:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
    folder.mkdir(exist_ok=True)
    given = Credentials(folder / "ccas.pem", folder / "ccas.key")
    pem = serialization.Encoding.PEM
    (folder / "ccas.pem").write_bytes(builder.sign(secret, hashes.SHA256()).public_bytes(pem))
    closed = serialization.BestAvailableEncryption(phrase) if phrase else serialization.NoEncryption()
    (folder / "ccas.key").write_bytes(secret.private_bytes(pem, serialization.PrivateFormat.PKCS8, closed))
    return given


def test_a_certificate_of_ones_own_signs(tmp_path: Path) -> None:
    sealer = C2paSealer(usable_pair(_given(tmp_path)))
    sealer.try_out()
    assert (sealer.signatory.name, sealer.signatory.self_signed) == ("CCAS de Saint-Brieuc", False)
    path = _film(tmp_path)
    sealer.seal(path, manifest(TOLD, "video/mp4", ""))
    found = read_manifest(path)
    assert found is not None
    assert (found.state, found.signer, found.self_signed) == (SealState.VALID, "CCAS de Saint-Brieuc", False)


@pytest.mark.parametrize(
    ("change", "part", "told"),
    [
        ({"days": (-30, -1)}, "certificat", "a expiré le"),
        ({"days": (3, 30)}, "certificat", "ne vaut qu'à partir du"),
        ({"usages": ()}, "certificat", "n'est pas fait pour signer des documents"),
        ({"usages": (ExtendedKeyUsageOID.SERVER_AUTH,)}, "certificat", "n'est pas fait pour signer des documents"),
        ({"ca": True}, "certificat", "commence par le certificat d.une autorité"),
        ({"phrase": b"secret"}, "cle", "est chiffrée"),
        ({"key": rsa.generate_private_key(65537, 1024)}, "cle", "cette sorte de clé"),  # noqa: S505 - refused
    ],
)
def test_what_does_not_sign_is_refused_in_french(
    tmp_path: Path, change: dict[str, object], part: str, told: str
) -> None:
    with pytest.raises(IdentityError, match=told) as refused:
        usable_pair(_given(tmp_path, **change))  # type: ignore[arg-type]
    assert refused.value.part == part
    assert refused.value.advice


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    one, other = _given(tmp_path / "un"), _given(tmp_path / "deux")
    assert one.certificate is not None
    assert other.key is not None
    with pytest.raises(IdentityError, match="n'est pas celle du certificat"):
        given_pair(one.certificate, other.key, None)


def test_a_key_opens_with_its_phrase_alone(tmp_path: Path) -> None:
    given = _given(tmp_path, phrase=b"secret")
    assert usable_pair(Credentials(given.certificate, given.key, b"secret")).algorithm == "es256"
    with pytest.raises(IdentityError, match="la phrase secrète n'ouvre pas"):
        usable_pair(Credentials(given.certificate, given.key, b"autre"))


@pytest.mark.parametrize("missing", ["certificate", "key"])
def test_one_without_the_other_and_files_that_are_none_are_refused(tmp_path: Path, missing: str) -> None:
    given = _given(tmp_path)
    alone = Credentials(*(None if missing == name else getattr(given, name) for name in ("certificate", "key")))
    with pytest.raises(IdentityError, match="est donné"):
        usable_pair(alone)
    getattr(given, missing).write_text("bonjour")
    with pytest.raises(IdentityError, match="PEM"):
        usable_pair(given)
    getattr(given, missing).unlink()
    with pytest.raises(IdentityError, match="n'est pas là"):
        usable_pair(given)
