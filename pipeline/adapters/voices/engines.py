"""Every speech engine in one table: its name, what builds it, what it runs on, how it is installed.

To add an engine, write its `Voice` and add a line here: `jt voices` lists it, a script's `voix` and `--voix` accept it,
`jt voices install` brings its packages, help texts and advice name it. Adapters are named, not imported: reading the
table costs nothing, and none of them is loaded before it is wanted.
"""

from __future__ import annotations

import importlib.util
import pkgutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the help of every command names the engines
    from collections.abc import Iterator, Mapping

    from pipeline.ports import Library, Voice

NEURAL, EMBEDDED = "kokoro", "pico"
"""The voice that is better, where it is installed; and the one that is always there, fast."""

TIMBRES = "media/timbres/kokoro.npz"
"""What the neural voice mixes its voices of."""

_HERE = "pipeline.adapters.voices"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechEngine:
    """One engine as the table tells it.

    `adapter` names the class that fulfils `Voice` (`module:Class`), made with the paths of the project's `files`;
    `packages` are what it runs on: module, and what pip is asked for when the module is not there; `installer` names
    the function of an engine that has a model to bring besides (source, digest, tell); `digest` tells that the
    digest of that model is to be given by whoever installs it; `also` holds other names that scripts may use;
    `known_as` is what a help text says of it; `refuge` tells that it needs neither internet nor a model.
    """

    adapter: str
    files: tuple[str, ...] = ()
    packages: Mapping[str, str] = field(default_factory=dict)
    installer: str = ""
    digest: bool = False
    also: tuple[str, ...] = ()
    known_as: str = ""
    refuge: bool = False

    def built(self, library: Library) -> Voice:
        """Return the engine; raises MediaError when a file of the project would lie outside it."""
        voice: Voice = pkgutil.resolve_name(self.adapter)(*map(library.path, self.files))
        return voice

    @property
    def missing(self) -> tuple[str, ...]:
        """What pip would have to be asked for, for it to run here."""
        return tuple(asked for module, asked in self.packages.items() if importlib.util.find_spec(module) is None)


ENGINES: dict[str, SpeechEngine] = {
    NEURAL: SpeechEngine(
        adapter=f"{_HERE}.kokoro:KokoroVoice",
        files=(TIMBRES,),
        packages={"onnxruntime": "onnxruntime>=1.20", "espeakng_loader": "espeakng-loader>=0.2.4"},
        installer=f"{_HERE}.kokoro_install:install_known",
        known_as="neuronale",
    ),
    EMBEDDED: SpeechEngine(
        adapter=f"{_HERE}.pico:PicoVoice",
        packages={"py_nanotts": "py-nanotts>=0.1.1"},
        also=("embarquee",),
        known_as="embarquée",
        refuge=True,
    ),
    "piper": SpeechEngine(
        adapter=f"{_HERE}.piper_voice:PiperVoice",
        packages={"piper": "piper-tts>=1.3,<2"},
        installer=f"{_HERE}.piper_install:install",
        digest=True,
    ),
    "espeak": SpeechEngine(
        adapter=f"{_HERE}.espeak:EspeakVoice", packages={"espeakng_loader": "espeakng-loader>=0.2.4"}, refuge=True
    ),
    "edge": SpeechEngine(
        adapter=f"{_HERE}.edge_voice:EdgeVoice", packages={"edge_tts": "edge-tts>=7,<8"}, known_as="internet"
    ),
    "gtts": SpeechEngine(
        adapter=f"{_HERE}.gtts_voice:GttsVoice", packages={"gtts": "gTTS>=2.5.4"}, known_as="internet"
    ),
    "enregistre": SpeechEngine(adapter=f"{_HERE}.enregistre:RecordedVoice", known_as="vos enregistrements"),
}
"""The engines by name, in the order in which people are shown them; refuges, the best first."""


def built(library: Library) -> dict[str, Voice]:
    """Return every engine by name, ready or not: each says why it cannot speak here."""
    return {name: engine.built(library) for name, engine in ENGINES.items()}


def named(name: str) -> str:
    """Return the name of the engine that a script or an option means: another name of it, or its own."""
    return next((own for own, engine in ENGINES.items() if name in engine.also), name)


def accepted() -> frozenset[str]:
    """Return every name that a script may ask for."""
    return frozenset(ENGINES) | {name for engine in ENGINES.values() for name in engine.also}


def installable() -> tuple[str, ...]:
    """Return the engines that run on packages, in order."""
    return tuple(name for name, engine in ENGINES.items() if engine.packages)


def offered(names: Iterator[str] | None = None) -> str:
    """Return the engines as a help text names them.

    >>> offered(iter(("kokoro", "piper")))
    'kokoro (neuronale), piper'
    """
    told = {name: engine.known_as for name, engine in ENGINES.items()}
    return ", ".join(f"{name} ({told[name]})" if told[name] else name for name in (names or iter(told)))


def refuge() -> str:
    """Return the name of a voice that needs no internet and no model: the first that is here, else the last one."""
    refuges = [name for name, engine in ENGINES.items() if engine.refuge]
    return next((name for name in refuges if not ENGINES[name].missing), refuges[-1])
