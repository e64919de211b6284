"""How a transcript says what is no speech: the words in front of a text that is shown, of a sound that is heard."""

from collections.abc import Mapping

from pipeline.model.transcript import ShownKind

SHOWN_AS: Mapping[ShownKind, str] = {
    "text": "À l’écran",
    "place": "Lieu",
    "source": "Source",
    "archive": "Images",
    "picture": "À l’image",
}
"""What is seen, by kind."""

HEARD_AS = "On entend"
"""What is heard and is no word."""

FICTION = "Ceci est une fiction. Ce journal imagine l’année 2050\u202f; rien de tout cela n’est arrivé."
MACHINE_HEARD = "Des paroles de ce texte ont été écrites par une machine, et personne ne les a encore relues."
"""What a transcript says of words that were only recognised."""

SYNTHETIC_VOICES = "Voix de synthèse. Des voix de ce journal sont produites par ordinateur."
"""What a newscast says of itself wherever it is read of."""
