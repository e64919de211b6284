"""The addresses for sending out: deliveries are ordered, followed, looked over and downloaded."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from pipeline.errors import Level, UserError
from pipeline.service.newsroom import FAST, NEURAL
from pipeline.service.writing.sending import Outgoing, SendingOut
from pipeline.service.writing.workbench import Workbench
from pipeline.studio.answers import refused, told
from pipeline.studio.views import fragment

CALLED = {
    "draft": ("Brouillon", "petit et rapide, marqué « brouillon » : pour relire ensemble"),
    "web": ("Pour un site", "en haute définition : la page, les sous-titres et la transcription avec"),
    "web-av1": ("Pour un site, plus léger", "même image, fichier plus petit, pour les navigateurs récents"),
    "broadcast": ("Pour un écran d'accueil", "en haute définition, son de télévision"),
    "uhd": ("Pour un grand écran", "en très haute définition (4K)"),
    "master": ("Pour un monteur", "sans perte visible, pour être repris"),
    "antenne": ("Pour une chaîne de télévision", "au format qu'une régie demande (MXF)"),
    "vertical": ("Vertical", "pour les téléphones et les réseaux sociaux (9:16)"),
    "square": ("Carré", "pour les réseaux sociaux (1:1)"),
}
"""What a delivery is called, and what it is for."""
_FILES = {
    "captions.vtt": "Sous-titres (WebVTT)",
    "captions.srt": "Sous-titres (SRT)",
    "transcription.txt": "Transcription",
    "poster.jpg": "Affiche",
    "index.html": "Page à publier",
    "controle.html": "Rapport du contrôle",
    "planche.jpg": "Planche-contact",
    "partage.txt": "Texte de partage",
    "chapitres.txt": "Chapitres",
}
"""What delivered files are called, the most wanted first."""
_CONSENTS = {
    "given": "accord donné",
    "refused": "a refusé : ni son nom, ni son image, ni sa voix",
    "awaited": "accord attendu",
    "ended": "accord fini ou retiré",
}
_VOICES = frozenset({"", FAST, NEURAL})
_LEVELS = {Level.ERROR: "À corriger", Level.WARNING: "À voir", Level.NOTE: "À savoir"}


class Sending:
    """Answers for what is sent out."""

    def __init__(self, bench: Workbench, sending: SendingOut) -> None:
        self._bench, self._sending = bench, sending

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/envoi", self.panel, methods=["GET"]),
            Route("/envoi", told(self.order), methods=["POST"]),
            Route("/envoi/arreter", told(self.stop), methods=["POST"]),
            Route("/envoi/remarques/{preset:str}", self.found),
            Route("/sortie/{preset:str}/{name:str}", self.file),
        ]

    async def panel(self, _: Request) -> Response:
        """Give what may be sent out, and what stands."""
        return HTMLResponse(await run_in_threadpool(self._panel))

    async def order(self, asked: Any) -> Response:
        """Have deliveries made."""
        presets: Any = asked.get("livraisons") if isinstance(asked, dict) else None
        voice = asked.get("voix", "") if isinstance(asked, dict) else None
        known = isinstance(presets, list) and all(isinstance(one, str) and one in CALLED for one in presets)
        if not known or not isinstance(voice, str) or voice not in _VOICES:
            raise UserError("cette demande ne se lit pas ; rechargez la page")
        self._bench.undertake(self._sending.ordered(tuple(presets), voice))
        return JSONResponse({})

    async def stop(self, _: Any) -> Response:
        """Make no more of it."""
        self._sending.stop()
        self._bench.undertake(None)
        return JSONResponse({})

    async def found(self, request: Request) -> Response:
        """Say what would be found in a delivery, before it is made."""
        preset = request.path_params["preset"]
        if preset not in CALLED:
            return await refused(request, None)
        try:
            found = await run_in_threadpool(self._sending.found, preset)
        except UserError as error:
            return JSONResponse({"message": str(error)}, 409)
        said = [{"niveau": _LEVELS[one.level], "message": one.message, "conseil": one.advice} for one in found]
        return JSONResponse({"erreurs": sum(one.level is Level.ERROR for one in found), "remarques": said})

    async def file(self, request: Request) -> Response:
        """Give a delivered file, to be kept: nothing of it is run here."""
        path = await run_in_threadpool(self._sending.file, request.path_params["preset"], request.path_params["name"])
        if path is None:
            return await refused(request, None)
        return FileResponse(path, filename=path.name, content_disposition_type="attachment")

    def _panel(self) -> str:
        offered = [(name, *CALLED[name]) for name in self._sending.offered() if name in CALLED]
        return fragment(
            "envoi.html",
            offered=offered,
            standing=[self._told(one) for one in self._sending.standing()],
            consents=[(one.name, _CONSENTS[one.standing]) for one in self._sending.consents(self._bench.speakers)],
        )

    def _told(self, one: Outgoing) -> dict[str, Any]:
        names = {file.name for file in one.files}
        film = one.film.name if one.film else ""
        verdict = self._sending.verdict(one.preset)
        files = [(name, called) for name, called in _FILES.items() if name in names]
        return {
            "preset": one.preset,
            "called": CALLED[one.preset][0],
            "current": one.current,
            "files": [(film, "Le film"), *files],
            "faults": [
                (str(fault.get("message", "")), str(fault.get("advice", ""))) for fault in verdict.get("faults", ())
            ],
            "conclusion": str(verdict.get("conclusion", "")),
        }
