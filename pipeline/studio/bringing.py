"""The addresses by which things are brought in: sent in parts, then put into the script where they belong."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline.errors import UserError
from pipeline.service.preparing import house_named
from pipeline.service.session import Session
from pipeline.service.source import Source
from pipeline.service.writing.bringing import Bringing, Incoming
from pipeline.service.writing.changing import Change
from pipeline.service.writing.documents import Documents
from pipeline.service.writing.placing import SayFile, ShowFile
from pipeline.service.writing.workbench import Workbench
from pipeline.studio.answers import in_french, parts_of, standing_answer, told, too_slow

_BLOCK = 1_000_000
"""Bytes that are written at once."""
_LONGEST_REF = 200
_MOST_STORIES = 60


class BringingDesk:
    """Answers for what is brought into one script."""

    def __init__(self, bench: Workbench, session: Session) -> None:
        self._bench, self._session = bench, session
        settings, source = session.settings, Source(bench.manuscript.path)
        self._bringing = Bringing(settings.root / "media", source.id, settings.root / ".jt" / source.id / "apports")
        self._documents = Documents(settings)

    def routes(self) -> tuple[Route, ...]:
        """Return the addresses."""
        return (
            Route("/apporter", self.bring, methods=["PUT"]),
            Route("/placer", told(self.place), methods=["POST"]),
            Route("/adopter", told(self.adopt), methods=["POST"]),
        )

    async def bring(self, request: Request) -> Response:
        """Take a file in, part by part."""
        name, voice = request.query_params.get("nom", ""), request.query_params.get("voix") == "1"
        length = request.headers.get("content-length", "")
        size = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None

        async def taken() -> Response:
            incoming = await run_in_threadpool(self._bringing.begin, name, size, voice=voice)
            try:
                await _received(request, incoming)
                return await run_in_threadpool(self._finished, incoming)
            except TimeoutError:
                return too_slow()
            except ClientDisconnect:
                return Response(status_code=400)
            finally:
                await run_in_threadpool(incoming.drop)

        return await in_french(taken)

    def _finished(self, incoming: Incoming) -> Response:
        if incoming.kind == "document":
            proposal = self._documents.propose(incoming.whole())
            stories = [{"titre": story.title, "plans": story.shots} for story in proposal.stories]
            return JSONResponse(
                {"sorte": "document", "nom": proposal.name, "sujets": stories, "remarques": proposal.told}
            )
        brought = incoming.finish()
        return JSONResponse(
            {"sorte": brought.kind, "fichier": brought.file, "remarques": [brought.caution][: bool(brought.caution)]}
        )

    async def place(self, asked: Any) -> Response:
        """Have a shot show a file, or somebody be heard from it."""
        base, ref, file, kind = (_word(asked, key) for key in ("base", "ref", "fichier", "sorte"))
        return standing_answer(await run_in_threadpool(self._place, base, ref, file, kind))

    def _place(self, base: str, ref: str, file: str, kind: str) -> Any:
        self._bringing.found(file)
        change: Change
        match kind:
            case "image" | "video":
                read = Source(self._bench.manuscript.path).read()
                change = ShowFile(ref, file, kind, self._session.newsroom().scenes(house_named(read.tree)))
            case "son":
                change = SayFile(ref, file)
            case _:
                raise _unread()
        return self._bench.write(base, (change,), "apport")

    async def adopt(self, asked: Any) -> Response:
        """Add stories of a document."""
        base, name = _word(asked, "base"), _word(asked, "nom")
        ranks = asked.get("sujets")
        if not isinstance(ranks, list) or len(ranks) > _MOST_STORIES or not all(type(one) is int for one in ranks):
            raise _unread()
        change = self._documents.adopt(name, tuple(ranks))
        return standing_answer(await run_in_threadpool(self._bench.write, base, (change,), "document"))


async def _received(request: Request, incoming: Incoming) -> None:
    block = bytearray()
    async for part in parts_of(request):
        block += part
        if len(block) >= _BLOCK:
            await run_in_threadpool(incoming.take, bytes(block))
            block.clear()
    await run_in_threadpool(incoming.take, bytes(block))


def _word(asked: Any, key: str) -> str:
    value = asked.get(key) if isinstance(asked, dict) else None
    if not isinstance(value, str) or len(value) > _LONGEST_REF:
        raise _unread()
    return value


def _unread() -> UserError:
    return UserError("cette demande ne se lit pas ; rechargez la page")
