"""What the page shows to choose from: samples of scenes, drawn faces, voices that say a sentence."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from pipeline.errors import JTError
from pipeline.service.writing.gallery import Showcase
from pipeline.service.writing.workbench import Workbench
from pipeline.studio import views

_Answers = Callable[[Request], Awaitable[Response]]
_KEPT = {"cache-control": "private, max-age=3600"}


def choice_routes(bench: Workbench) -> list[Route]:
    """Return the addresses of what may be chosen for the script on a bench."""

    async def scenes(request: Request) -> Response:
        board = await run_in_threadpool(bench.board)
        alone = request.path_params["which"] == "elements"
        offers = [one for one in board.cards.offers if one.alone == alone]
        return HTMLResponse(views.fragment("galerie.html", offers=offers))

    return [
        Route("/galerie/{which}", scenes),
        Route("/exemple/{name}.webp", _shown(bench, Showcase.sample, "image/webp")),
        Route("/visage/{name}.webp", _shown(bench, Showcase.face, "image/webp")),
        Route("/voix/{name}.wav", _shown(bench, Showcase.voice, "audio/wav")),
    ]


def _shown(
    bench: Workbench, made: Callable[[Showcase, str], bytes], kind: str
) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers with something made for a name; what cannot be made is told in French."""

    async def answered(request: Request) -> Response:
        try:
            content = await run_in_threadpool(made, bench.gallery, request.path_params["name"])
        except JTError as error:
            return Response(f"{error}\n", 404, media_type="text/plain; charset=utf-8")
        return Response(content, media_type=kind, headers=_KEPT)

    return answered
