"""Say when a clip is heard (`son: plein`) and nobody wrote what: its words, or what else there is to hear.

The law wants what is said to be readable (directive (UE) 2016/2102, article 47 of the French law 2005-102). The words
are written as those of any recording: the text, and the clip itself as `enregistrement`. Where nobody speaks, captions
tell what `entendu` says; without it they could only say that there is a sound.

Accepted::

    titre: Essai
    conducteur:
      - video: bon.mp4
        son: plein
        texte: On y va, on en parle, on en sort.
        enregistrement: bon.mp4

Refused::

    titre: Essai
    conducteur:
      - {video: bon.mp4, son: plein}

Finding::

    exemple.yaml:3:13: avertissement : on entend « bon.mp4 » en entier, et rien ne dit par écrit ce qui s'y dit ; si
      quelqu'un y parle, écrire ses mots : « texte: … » et « enregistrement: bon.mp4 » ; sinon, dire ce qu'on entend :
      « entendu: une fanfare s'approche » [clip-sans-paroles]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import films_of, maps_under
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode
from pipeline.model.media import in_project

_FULL = "plein"
"""What `son` says when a clip is heard as it is."""

_HEARD = "entendu"
"""The slot in which a script says what is heard of a clip."""


def clip_words(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a warning for every clip that is heard in full without a word about it."""
    for film, slots, shot in films_of(script, context.scenes):
        if slots.text("son") != _FULL or slots.text(_HEARD).strip():
            continue
        told = {in_project(line.text("enregistrement")) for line in maps_under(shot, "repliques")}
        if in_project(film.text) in told or context.media.verdict(film.text, "sound") is not None:
            continue
        message = f"on entend {quoted(film.text)} en entier, et rien ne dit par écrit ce qui s'y dit"
        advice = f"si quelqu'un y parle, écrire ses mots : « texte: … » et « enregistrement: {film.text} »"
        advice += " ; sinon, dire ce qu'on entend : « entendu: une fanfare s'approche »"
        yield Finding(film.mark, message, advice, Level.WARNING, code=Code("clip-sans-paroles"))
