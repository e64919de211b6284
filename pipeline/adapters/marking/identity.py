"""Who signs films: a certificate and its key as a project gives them, else a pair made on this machine.

Source: C2PA 2.2, 14.5 (certificate profile: version 3, no authority, key usage for signatures, an extended key usage
for signing claims or documents); RFC 5280.
"""

import datetime as dt
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from pipeline.adapters.marking.credentials import Credentials
from pipeline.errors import UserError
from pipeline.french.system import why
from pipeline.model.marks import Signatory

OWN_FILE = "identite.pem"
"""The key and the certificate made on this machine, in one file, beside the cache."""

_CLAIMS = ObjectIdentifier("1.3.6.1.4.1.62558.2.1")
_DOCUMENTS = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_USAGES = frozenset({_CLAIMS, _DOCUMENTS, ExtendedKeyUsageOID.EMAIL_PROTECTION})
"""What a certificate must be for, one of them at least."""

_YEARS, _LEFT = 10, 5
"""How many years a pair of our own is valid; one with fewer years left makes place for another."""
_YEAR = dt.timedelta(days=365)
_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_SHORTEST_RSA = 2048
_KEY_FLAGS = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign")


class IdentityError(UserError):
    """A certificate or key that cannot be used: which of them (`certificat`, `cle`), what is wrong, what to do."""

    def __init__(self, part: str, problem: str, advice: str) -> None:
        super().__init__(f"{problem} ; {advice}")
        self.part, self.problem, self.advice = part, problem, advice


@dataclass(frozen=True, slots=True)
class SigningPair:
    """A certificate with those of its authority, its key, how both sign, whose they are; PEM without passphrase."""

    chain: bytes
    key: bytes
    algorithm: str
    signatory: Signatory


def usable_pair(given: Credentials) -> SigningPair:
    """Return what a project signs with; raises IdentityError, when only one of the two is given as well."""
    if given.certificate is None:
        raise IdentityError("certificat", "une clé est donnée sans son certificat", "ajouter « certificat »")
    if given.key is None:
        raise IdentityError("cle", "un certificat est donné sans sa clé", "ajouter « cle », ou la variable JT_CLE")
    return given_pair(given.certificate, given.key, given.passphrase)


def given_pair(certificate: Path, key: Path, passphrase: bytes | None) -> SigningPair:
    """Return a certificate and its key as they are given; raises IdentityError for any that does not sign."""
    chain = _certificates(certificate)
    secret = _secret(key, passphrase)
    leaf = chain[0]
    _fits(leaf, secret, certificate)
    return SigningPair(
        chain=b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain),
        key=_spelled(secret),
        algorithm=_algorithm(secret),
        signatory=_signatory(leaf),
    )


def own_pair(folder: Path) -> SigningPair:
    """Return the pair that was made on this machine; makes one when there is none, or when it is about to run out.

    Where nothing can be kept it is made for this once.
    """
    file = folder / OWN_FILE
    with suppress(IdentityError):
        known = given_pair(file, file, None)
        if dt.date.fromisoformat(known.signatory.until) > _today() + _LEFT * _YEAR:
            return known
    made = _made()
    with suppress(OSError):
        _keep(file, made.key + made.chain)
    return made


def _keep(file: Path, content: bytes) -> None:
    """Write a secret whole or not at all, for nobody else to read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=file.parent, prefix=".identite-")  # which nobody else may read
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(aside).replace(file)
    finally:
        Path(aside).unlink(missing_ok=True)


def _made() -> SigningPair:
    """Make a key, and a certificate that it signs itself."""
    secret = ec.generate_private_key(ec.SECP256R1())
    public = secret.public_key()
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "JT 2050"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "JT 2050"),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True, crl_sign=False, encipher_only=False, decipher_only=False,
        **dict.fromkeys(_KEY_FLAGS, False),
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + _YEARS * _YEAR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([_CLAIMS, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .sign(secret, hashes.SHA256())
    )
    chain = certificate.public_bytes(serialization.Encoding.PEM)
    return SigningPair(chain, _spelled(secret), _algorithm(secret), _signatory(certificate))


def _certificates(file: Path) -> list[x509.Certificate]:
    content = _read(file, "certificat")
    try:
        return x509.load_pem_x509_certificates(content)
    except ValueError as error:
        raise IdentityError(
            "certificat", f"{file} n'est pas un certificat PEM", "donner le fichier qui commence par BEGIN CERTIFICATE"
        ) from error


def _secret(file: Path, passphrase: bytes | None) -> PrivateKeyTypes:
    content = _read(file, "cle")
    try:
        return serialization.load_pem_private_key(content, passphrase or None)
    except TypeError as error:
        if passphrase:  # one that nothing asks for
            return _secret(file, None)
        advice = "donner sa phrase secrète dans la variable JT_CLE_PHRASE, ou une clé sans phrase"
        raise IdentityError("cle", f"la clé {file} est chiffrée", advice) from error
    except UnsupportedAlgorithm as error:
        raise IdentityError("cle", f"la clé {file} est d'une sorte inconnue", _KINDS) from error
    except ValueError as error:
        problem = f"la phrase secrète n'ouvre pas la clé {file}" if passphrase else f"{file} n'est pas une clé PEM"
        advice = "corriger JT_CLE_PHRASE" if passphrase else "donner le fichier qui commence par BEGIN PRIVATE KEY"
        raise IdentityError("cle", problem, advice) from error


_KINDS = "donner une clé EC (P-256, P-384, P-521), Ed25519, ou RSA de 2048 bits au moins"


def _read(file: Path, part: str) -> bytes:
    try:
        if not file.is_file():
            raise IdentityError(part, f"{file} n'est pas là", f"corriger « {part} » sous « marques »")
        return file.read_bytes()
    except OSError as error:
        raise IdentityError(part, f"{file} ne peut pas être lu : {why(error)}", "donner le droit de le lire") from error


def _fits(leaf: x509.Certificate, secret: PrivateKeyTypes, file: Path) -> None:
    """Refuse a certificate that does not sign films, or not with this key, or not today."""
    if _public(leaf.public_key()) != _public(secret.public_key()):
        raise IdentityError(
            "cle", "cette clé n'est pas celle du certificat", "donner la clé avec laquelle il fut demandé"
        )
    now = dt.datetime.now(dt.UTC)
    if leaf.not_valid_after_utc < now:
        ended = leaf.not_valid_after_utc.date().isoformat()
        raise IdentityError("certificat", f"{file} a expiré le {ended}", "le faire renouveler")
    if leaf.not_valid_before_utc > now:
        begins = leaf.not_valid_before_utc.date().isoformat()
        raise IdentityError("certificat", f"{file} ne vaut qu'à partir du {begins}", "régler l'horloge, ou attendre")
    advice = "en demander un pour signer des documents (C2PA, ou « emailProtection »)"
    if _is_authority(leaf):
        raise IdentityError(
            "certificat", f"{file} commence par le certificat d'une autorité", "mettre le vôtre en tête"
        )
    if not _USAGES & set(_usages(leaf)):
        raise IdentityError("certificat", f"{file} n'est pas fait pour signer des documents", advice)


def _is_authority(leaf: x509.Certificate) -> bool:
    try:
        return leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _usages(leaf: x509.Certificate) -> Sequence[ObjectIdentifier]:
    try:
        return tuple(leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    except x509.ExtensionNotFound:
        return ()


def _public(key: object) -> bytes:
    if not hasattr(key, "public_bytes"):
        return b""
    spelled: bytes = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return spelled


def _algorithm(secret: PrivateKeyTypes) -> str:
    """Return how a key signs, in the words of COSE; raises IdentityError for one that C2PA does not take."""
    if isinstance(secret, ec.EllipticCurvePrivateKey) and secret.curve.name in _CURVES:
        return _CURVES[secret.curve.name]
    if isinstance(secret, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(secret, rsa.RSAPrivateKey) and secret.key_size >= _SHORTEST_RSA:
        return "ps256"
    raise IdentityError("cle", "cette sorte de clé ne signe pas de films", _KINDS)


def _spelled(secret: PrivateKeyTypes) -> bytes:
    return secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _signatory(leaf: x509.Certificate) -> Signatory:
    return Signatory(
        name=_named(leaf.subject),
        issuer=_named(leaf.issuer),
        until=leaf.not_valid_after_utc.date().isoformat(),
        self_signed=leaf.subject == leaf.issuer,
    )


def _named(name: x509.Name) -> str:
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if found := name.get_attributes_for_oid(oid):
            return str(found[0].value)
    return name.rfc4514_string()


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
