"""Stories of batches made up by hand, with texts that no format likes."""

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.batch import BatchStory, Fate, FilmStory, Reuse, Shard

KEY = Finding(
    Mark("scripts/bordeaux.yaml", 12, 3),
    "la clé « txte » n'existe pas ici",
    "vouliez-vous dire « texte » ?",
    code=Code("cle-inconnue"),
)
FAST = Finding(
    Mark("scripts/L'été à Brest, 100 %.yaml", 4, 9),
    "ce sous-titre passe trop vite : 18 signes par seconde, de <b>12,5 s</b> à\n14 s",
    "écrire plus court | ou ôter des mots",
    Level.WARNING,
    code=Code("sous-titre-rapide"),
)
EMOJI = Finding(
    Mark("scripts/commune.yaml"), "aucune police n'a de dessin pour « 🎉 »", level=Level.NOTE, code=Code("emoji")
)

STORY = BatchStory(
    films=(
        FilmStory(
            script="scripts/L'été à Brest, 100 %.yaml",
            name="l-ete-a-brest-100",
            preset="web",
            fate=Fate.RENDERED,
            place="output/l-ete-a-brest-100/l-ete-a-brest-100.mp4",
            begun=0.25,
            seconds=37.0625,
            length=300.04,
            chunks=Reuse(40, 2),
            segments=Reuse(12, 28),
            findings=(FAST,),
        ),
        FilmStory(
            script="scripts/L'été à Brest, 100 %.yaml",
            name="l-ete-a-brest-100-vertical",
            preset="vertical",
            fate=Fate.STANDING,
            place="output/l-ete-a-brest-100-vertical/l-ete-a-brest-100-vertical.mp4",
            begun=0.3,
            seconds=0.0404,
            length=300.04,
            chunks=Reuse(0, 42),
            segments=Reuse(0, 40),
            findings=(FAST,),
        ),
        FilmStory(
            script="scripts/bordeaux.yaml",
            name="bordeaux",
            preset="web",
            fate=Fate.REFUSED,
            begun=0.4,
            seconds=0.2,
            findings=(KEY,),
            error="1 erreur dans le script",
        ),
        FilmStory(
            script="scripts/commune.yaml",
            name="commune-le-mans",
            preset="web",
            fate=Fate.BROKEN,
            row="communes.csv:3 (Le Mans)",
            begun=1.0,
            seconds=2.5,
            findings=(EMOJI,),
            error="erreur interne : ]]> & \x1b[31m",
        ),
        FilmStory(
            script="scripts/commune.yaml",
            name="commune-brest",
            preset="web",
            fate=Fate.LEFT,
            row="communes.csv:4 (Brest)",
            findings=(EMOJI,),
            error="le temps accordé est passé",
        ),
        FilmStory(
            script="scripts/commune.yaml",
            name="commune-lyon",
            preset="web",
            fate=Fate.LEFT,
            row="communes.csv:5 (Lyon)",
            error="le temps accordé est passé",
        ),
        FilmStory(
            script="scripts/muet.yaml",
            name="muet",
            preset="web",
            fate=Fate.REFUSED,
            seconds=0.1,
            error="la voix « kokoro » ne peut pas parler ici : son modèle n'est pas installé",
        ),
    ),
    seconds=95.4321,
    jobs=2,
    shard=Shard(2, 5),
    stopped="les 30 minutes accordées par --max-minutes sont passées",
    created_with="0.1.0",
    traffic={
        "local_entries": 0,
        "local_bytes": 0,
        "shared_entries": 1234,
        "shared_bytes": 1_234_567,
        "made_entries": 55,
    },
)
"""Every fate but that of a check; a finding that two films share, one of two rows out of three, one in two lines."""
