"""What every engine does: refuse what nobody can say and voices it does not have, and say how one speaks here."""

from pipeline.adapters.voices.engines import ENGINES, refuge
from pipeline.errors import VoiceError
from pipeline.french.letters import foreign
from pipeline.french.wording import meant, quoted, speakable
from pipeline.ports import EngineFacts, VoiceSetting


def way_out() -> str:
    """Return what to type so that such a voice speaks instead; what to install first where it is not there."""
    name = refuge()
    if ENGINES[name].missing:
        return f"« jt voices install --moteur {name} » puis --voix {name}"
    return f"--voix {name}"


def utterable(text: str) -> None:
    """Pass over a text that can be said; raises VoiceError when it is empty, or holds signs or strange letters."""
    if not text.strip():
        raise VoiceError("rien à dire : le texte est vide ; écrivez une phrase avec des mots")
    if not speakable(text):
        raise VoiceError(f"personne ne sait dire {quoted(text)} ; récrivez la phrase avec des mots")
    if strange := foreign(text):
        raise VoiceError(
            f"les voix ne lisent que l'alphabet latin, et pas {quoted(strange[0])} ; écrivez ce mot comme il se "
            "prononce, ou sa prononciation dans « lexique »"
        )


def speaker(engine: str, setting: VoiceSetting, facts: EngineFacts) -> str:
    """Return the engine's own name for the voice, its plain one when none is set; raises VoiceError."""
    name = setting.voice or facts.speakers[0]
    if name not in facts.speakers:
        raise VoiceError(
            f"le moteur {engine} n'a pas de voix {quoted(name)} (media/voix.yaml) ; "
            f"{meant(name, facts.speakers)}il a : {', '.join(facts.speakers)}"
        )
    return name
