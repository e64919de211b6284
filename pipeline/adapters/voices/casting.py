"""How an engine says each voice of the cast, from `media/voix.yaml`; what is wrong there is told with its line."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.adapters.voices.engines import NEURAL
from pipeline.adapters.voices.guards import speaker
from pipeline.adapters.yaml.files import word_at
from pipeline.errors import SceneError, VoiceError
from pipeline.ports import Voice, VoiceSetting

if TYPE_CHECKING:
    from pipeline.speak.takes import Performance

CAST = "media/voix.yaml"
"""Who speaks how, by voice then engine."""


def setting_of(cast: str, said: Mapping[str, Any], file: Path) -> VoiceSetting:
    """Return how an engine says a voice of the cast; raises SceneError with line and column."""
    factors = {}
    for key in ("allure", "hauteur", "taille"):
        try:
            factors[key] = float(said.get(key, 1))
        except ValueError as error:
            message = f"la voix {cast} a une {key} qui n'est pas un nombre : « {said[key]} »"
            raise SceneError(f"{word_at(file, said[key])} : {message} ; écrivez par exemple {key}: 0.8") from error
    return VoiceSetting(str(said.get("voix", "")), factors["allure"], factors["hauteur"], factors["taille"])


def refuse_unknown(performance: "Performance", cast: Iterable[str], file: Path) -> None:
    """Pass over voices that their engine has; raises VoiceError with line and column, before anything is said."""
    for name in sorted(cast):
        setting = performance.setting(name)
        try:
            _known(performance.voice, setting)
        except VoiceError as error:
            told = str(error).replace(f" ({CAST})", "")
            voice = name or next(iter(performance.settings))
            place = word_at(file, setting.voice)
            raise VoiceError(f"{place} : la voix {voice} ne peut pas parler : {told}") from error


def _known(voice: Voice, setting: VoiceSetting) -> None:
    """Pass over a voice that the engine has; raises VoiceError with those it has."""
    if voice.name == NEURAL:
        from pipeline.adapters.voices.timbres import recipe  # noqa: PLC0415 - mixing voices takes arrays

        recipe(setting.voice)
    elif voice.facts.speakers:
        speaker(voice.name, setting, voice.facts)
