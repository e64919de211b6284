"""What went wrong with a service on the internet, in French, and whether trying again may help."""

import socket
from collections.abc import Iterator

from pipeline.errors import VoiceError

_PASSING = frozenset({403, 408, 429})
"""Refusals that pass; so does anything from 500 on. Others stay as they are."""
_UNFOUND = frozenset({"ClientConnectorDNSError"})
_CUT = frozenset(
    {
        "IncompleteRead",
        "ProtocolError",
        "ChunkedEncodingError",
        "ServerDisconnectedError",
        "ClientConnectionResetError",
        "ClientPayloadError",
        "ConnectionResetError",
        "WebSocketError",
    }
)
_SILENT = frozenset({"NoAudioReceived"})
_STRANGE = frozenset({"UnknownResponse", "UnexpectedResponse"})
"""What the libraries call what happened to them; they are not there to be asked by type."""


class FinalError(VoiceError):
    """A failure that trying again does not mend."""


def told(error: BaseException) -> VoiceError:
    """Say in French what happened; libraries hide the cause behind errors of their own."""
    causes = tuple(_causes(error))
    for cause in causes:
        if status := _status(cause):
            return _refused(status)
    names = {type(cause).__name__ for cause in causes}
    if names & _UNFOUND or any(isinstance(cause, socket.gaierror) for cause in causes):
        return FinalError("pas d'internet : l'adresse du service est introuvable")
    if any("Timeout" in name for name in names):
        return VoiceError("pas de réponse à temps")
    if names & _CUT:
        return VoiceError("réponse coupée en route")
    if names & _SILENT:
        return VoiceError("réponse sans aucun son")
    strange = names & _STRANGE or isinstance(error, (ValueError, AssertionError))
    return VoiceError("réponse illisible" if strange else "connexion impossible")


def _status(error: BaseException) -> int:
    """Return the HTTP status of an answer that was no success: where requests and where aiohttp keep it."""
    status = getattr(getattr(error, "rsp", None), "status_code", 0) or getattr(error, "status", 0)
    return status if isinstance(status, int) else 0


def _refused(status: int) -> VoiceError:
    if status < 400:
        return VoiceError("réponse sans aucun son")
    if status == 429:
        return VoiceError("trop de demandes à la suite, erreur 429")
    if status >= 500:
        return VoiceError(f"le service est en panne, erreur {status}")
    kind = VoiceError if status in _PASSING else FinalError
    return kind(f"le service refuse, erreur {status}")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
