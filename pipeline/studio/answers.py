"""How every address answers: what is asked in JSON is read with a limit, what a user can mend is told in French.

What is ours to mend is told without detail, and kept once.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from pipeline.errors import ScriptError, UserError
from pipeline.service.writing.manuscript import ConflictError, FileState

LARGEST = 300_000
"""Bytes of what a page asks in JSON."""
PATIENCE = 20.0
"""Seconds that the next part of what is sent may take to come."""
OURS = "le studio a rencontré une erreur qui n'est pas la vôtre ; rien n'est perdu, réessayez ou rechargez la page"

Answers = Callable[[Request], Awaitable[Response]]
Bug = Callable[[Exception], object]
"""Keeps what went wrong by our fault."""


def told(answer: Callable[[Any], Awaitable[Response]], largest: int = LARGEST) -> Answers:
    """Return what reads the JSON of a request and answers it; what a user can mend is told in French."""

    async def answered(request: Request) -> Response:
        body = b""
        try:
            async for part in parts_of(request):
                body += part
                if len(body) > largest:
                    return JSONResponse({"message": "c'est trop long pour être écrit d'un coup"}, 413)
            asked = json.loads(body) if body else None
        except TimeoutError:
            return too_slow()
        except ClientDisconnect:
            return Response(status_code=400)
        except (ValueError, RecursionError):
            return JSONResponse({"message": "cette demande ne se lit pas ; rechargez la page"}, 400)
        return await in_french(lambda: answer(asked))

    return answered


async def in_french(answer: Callable[[], Awaitable[Response]]) -> Response:
    """Return an answer, or what keeps it from being given and can be mended."""
    try:
        return await answer()
    except ConflictError as error:
        return JSONResponse({"message": str(error), "conflit": True}, 409)
    except ScriptError as error:
        found = error.findings[0]
        advice = f" ; {found.advice}" if found.advice else ""
        return JSONResponse({"message": f"{found.message}{advice}"}, 422)
    except UserError as error:
        return JSONResponse({"message": str(error)}, 422)


async def parts_of(request: Request) -> Any:
    """Yield what is sent, part by part; raises TimeoutError when the next one does not come."""
    stream = request.stream()
    while True:
        try:
            yield await asyncio.wait_for(anext(stream), PATIENCE)
        except StopAsyncIteration:
            return


def too_slow() -> Response:
    """Say that what was announced did not come."""
    return JSONResponse({"message": "la suite n'est pas arrivée ; vérifiez la connexion, puis recommencez"}, 408)


def standing_answer(standing: FileState) -> Response:
    """Say what stands in the file after a change."""
    return JSONResponse({"base": standing.digest, "annuler": standing.undo, "retablir": standing.redo})


async def refused(_: Request, __: object) -> Response:
    """Refuse without a detail."""
    return Response("Refusé.\n", 404, media_type="text/plain; charset=utf-8")


def mishap(bug: Bug) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Return what answers when something of ours went wrong: it is kept, and nothing of it is shown."""

    async def answered(_: Request, error: Exception) -> Response:
        if not isinstance(error, ClientDisconnect):
            bug(error)
        return JSONResponse({"message": OURS}, 500)

    return answered
