"""The script as text, for whoever wants it so or has to: one that cannot be read is mended here."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline.errors import UserError
from pipeline.service.writing.workbench import Workbench
from pipeline.studio import views
from pipeline.studio.answers import in_french, standing_answer, told

LONGEST = 2_000_000
"""Bytes of a whole text."""


def text_routes(bench: Workbench) -> list[Route]:
    """Return the addresses of the text of the script on a bench."""

    async def shown(_: Request) -> Response:
        return await in_french(given)

    async def given() -> Response:
        board = await run_in_threadpool(bench.board)
        state = await run_in_threadpool(bench.manuscript.look)
        text = (bench.manuscript.content(state.digest) or b"").decode("utf-8-sig", "replace")
        found = [
            {"niveau": one.level, "ligne": one.line, "message": one.message, "conseil": one.advice}
            for one in views.found_here(board)
        ]
        told_of = {"base": state.digest, "texte": text, "remarques": found, "illisible": board.broken}
        return JSONResponse(told_of)

    async def written(asked: Any) -> Response:
        values = asked if isinstance(asked, dict) else {}
        base, text = values.get("base"), values.get("texte")
        if not isinstance(base, str) or not isinstance(text, str) or "\x00" in text:
            raise UserError("cette demande ne se lit pas ; rechargez la page")
        return standing_answer(await run_in_threadpool(bench.rewrite, base, text, "texte"))

    return [
        Route("/texte", shown, methods=["GET"]),
        Route("/texte", told(written, LONGEST), methods=["POST"]),
    ]
