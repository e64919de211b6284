"""Written French made ready to be spoken: wording, lexicon, sentences."""

from pipeline.speak.lexicon import Lexicon
from pipeline.speak.normalise import spoken
from pipeline.speak.sentences import sentences

__all__ = ["Lexicon", "sentences", "spoken"]
