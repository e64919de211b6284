"""However people write notes, a story is one, whoever speaks does, and what is for those who film is not said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.adapters.documents.reading import read_document
from pipeline.gather.gathering import gathered
from pipeline.gather.writing import ScriptHead
from pipeline.model.notes import Document
from tests.fakes.noted import GIVEN_NAMES, HOUSE_WORDS, document_of

TYPED = {
    "telephone": (
        """
jt de mercredi

sujet 1 : le four du dimanche
presentatrice aminata : bonsoir a tous ce soir on allume le four de la cour
mme colas : je viens avec ma pate et je repars avec celle des autres
le gardien : avant je fermais la grille maintenant je la tiens
une dame du 5eme : je descends pour l'odeur
>> plan large sur la cour
aminata : merci a demain
""",
        ["le four du dimanche"],
        [("aminata", "allume le four"), ("colas", "ma pate"), ("gardien", "je la tiens"), ("5eme", "pour l'odeur")],
        ["plan large"],
    ),
    "mails": (
        """
De : Odile Lys
Objet : RE: nos textes

Parfait, on tourne ça jeudi !
Odile

-------- Message d'origine --------
De : Inès Delcourt
Objet : nos textes

> Bonsoir Odile,
>
> SUJET 1 : LE BANC BAVARD
>
> INÈS : Bonsoir. Ce banc répond quand on s'assoit, et il connaît
> les prénoms.
>
> LE GARDIEN (M. Faivre) : Il me demande des nouvelles de mon dos.
>
> Inès
""",
        ["LE BANC BAVARD"],
        [("ines", "il connaît les prénoms."), ("m. faivre", "nouvelles de mon dos.")],
        ["on tourne ça jeudi"],
    ),
    "transcript": (
        """
Enregistrement de la répétition

[Sujet 1 : La piscine à histoires]

Inès Delcourt   0:03
Bonsoir, on nage dans les livres.
On commence par le petit bain.

Une nageuse   0:17
J'ai fini mon roman en trois longueurs.

Inès Delcourt   0:41
Bonne nuit.
""",
        ["La piscine à histoires"],
        [("ines delcourt", "On commence par le petit bain."), ("une nageuse", "en trois longueurs.")],
        [],
    ),
    "chat": (
        """
03/11/2026, 18:40 - Zoé: Coucou, je vous mets le texte
03/11/2026, 18:44 - Zoé: *Sujet 1 : Le banc des réconciliés*
Inès : Bonsoir, personne ne se fâche sans passer par ce banc.
M. Ley : C'est elle qui a payé la gaufre.
Mme Ley : Il avait faim.
03/11/2026, 18:53 - Zoé: ça c'est pour le décor de demain
""",
        ["Le banc des réconciliés"],
        [("m. ley", "payé la gaufre."), ("mme ley", "Il avait faim.")],
        ["pour le décor"],
    ),
    "arrows and lines of one width": (
        """
SUJET N1 => le distributeur de confiance

Inès -> Bonsoir la famille, ce soir un distributeur qui ne donne pas de billets.
le gardien de la cité -> Moi j'en prends un tous les matins, sinon j'ouvre pas.
Inès -> Et il a eu le poste, ce jeune homme qui en avait pris un hier ?
""",
        ["le distributeur de confiance"],
        [("ines", "qui ne donne pas de billets."), ("gardien de la cite", "tous les matins"), ("ines", "eu le poste")],
        [],
    ),
}
SET = {
    "questions and answers": (
        """
# Un entretien
Questions posées par Inès, bénévole.
## Le coiffeur des confidences
Avec Alphonse Ley, coiffeur
Q – Vous coiffez qui ?
R – Les gens que personne ne regarde.
""",
        ["Le coiffeur des confidences"],
        [("ines", "Vous coiffez qui ?"), ("alphonse ley", "personne ne regarde.")],
        [],
    ),
    "letters": (
        """
**Sujet unique : La femme qui répare les silences**
Inès : Que vendez-vous ?
Odile : Rien, et on revient.
I. : Avec quels outils ?
O. : Une théière et beaucoup de lundis.
I. : Vos clients reviennent ?
""",
        ["La femme qui répare les silences"],
        [("ines", "Vos clients reviennent ?"), ("odile", "beaucoup de lundis.")],
        [],
    ),
    "cast and roles": (
        """
# JT de la 4e C
## Rôles
| Élève | Personnage |
| Noam | le présentateur |
| Ilyana | la journaliste de terrain |
| M. Pruvost | l'inventeur |
## Séquence 1 : La machine
_Le présentateur range ses feuilles._
Le présentateur – Bonsoir, voici une machine qui écoute.
La journaliste – Vous l'avez essayée ?
_Silence._
L'inventeur (gêné) – Tous les soirs.
""",
        ["La machine"],
        [("noam", "qui écoute."), ("ilyana", "essayée ?"), ("m. pruvost", "Tous les soirs.")],
        ["range ses feuilles", "gêné"],
    ),
    "name above words": (
        """
## La maison des heures creuses
Odile, retraitée
« J'y vais quand le temps ne passe pas. »
Malo, lycéen
« On m'a demandé mon avis. »
Un plombier
« La mienne a été applaudie. »
""",
        ["La maison des heures creuses"],
        [("odile", "ne passe pas."), ("malo", "mon avis."), ("un plombier", "applaudie.")],
        [],
    ),
    "form of others": (
        """
| Horodateur | Groupe | Quel est le titre de votre sujet ? | Racontez l'histoire \
| Que dit la présentatrice ? | Qui est interviewé ? | Que dit cette personne ? \
| Besoin de matériel ? |
| 3/11 | Les Bleus | Le Noël de juillet | On a déplacé Noël. | Bonsoir et joyeux Noël. \
| Odile, 68 ans | Il n'y avait pas de porte à fermer. | guirlandes |
""",
        ["Le Noël de juillet"],
        [("odile", "pas de porte à fermer.")],
        ["guirlandes |"],
    ),
    "a story a column": (
        """
| | Groupe 1 | Groupe 2 |
| Titre | La boulangerie sans pain | Le bureau des premières fois |
| Lancement | La vitrine est vide. | Il y a un formulaire. |
| Reporter | Malo | Inès |
| Texte du reporter | On y pétrit ensemble, depuis mars. | Ce matin, trois demandes sont arrivées. |
| Témoin | Odile, 71 ans | Firmin |
| Parole du témoin | J'ai gardé mes lunettes. | Je monte exprès. |
""",
        ["La boulangerie sans pain", "Le bureau des premières fois"],
        [("malo", "depuis mars."), ("ines", "trois demandes"), ("odile", "lunettes."), ("firmin", "exprès.")],
        [],
    ),
    "rundown, then texts": (
        """
# JT
| Ordre | Sujet | Durée |
| 1 | La chambre d'amis | 1'00 |
| 2 | Le loto des métiers | 0'50 |
## La chambre d'amis
Inès : Où dormez-vous ce soir ?
Malo : Au-dessus du cinéma, on entend la fin.
## Le loto des métiers
Inès : Les résultats sont tombés.
## Et maintenant ?
Le tournage aura lieu demain matin à neuf heures.
""",
        ["La chambre d'amis", "Le loto des métiers"],
        [("malo", "on entend la fin."), ("ines", "sont tombés.")],
        ["tournage aura lieu"],
    ),
    "prose": (
        """
## Le quartier
Le technicien est reparti bredouille. « Ils m'ont offert un café », sourit-il.
Sa petite-fille, jouée par Inès, ajoute : « Je croyais que c'était une calculatrice. »
Et Malo, qui fait l'agent cette fois, répond : « Elle triche, mais ses papiers sont en règle. »
Interview d'Odile Castaing, 68 ans.
Odile : On revient chaque jeudi.
Penser à rappeler la régie.
""",
        ["Le quartier"],
        [
            ("technicien", "un café."),
            ("ines", "calculatrice."),
            ("malo", "en règle."),
            ("odile castaing", "chaque jeudi."),
        ],
        ["rappeler la régie"],
    ),
}


@pytest.mark.parametrize("way", TYPED)
def test_a_text_is_understood_as_it_was_typed(way: str, tmp_path: Path) -> None:
    text, stories, said, unsaid = TYPED[way]
    path = tmp_path / "notes.txt"
    path.write_text(text.strip() + "\n", "utf-8")
    _holds(read_document(path), stories, said, unsaid)


@pytest.mark.parametrize("way", SET)
def test_notes_are_understood_as_they_are_set(way: str) -> None:
    text, stories, said, unsaid = SET[way]
    _holds(document_of(text.strip()), stories, said, unsaid)


def _holds(document: Document, stories: list[str], said: list[tuple[str, str]], unsaid: list[str]) -> None:
    head = ScriptHead(sources=(document.file,))
    whole = gathered([document], HOUSE_WORDS, head, name="notes", given_names=GIVEN_NAMES)
    told: Any = yaml.safe_load(whole.script.text)
    assert not whole.unplaced
    assert [item["titre"] for item in told["conducteur"] if isinstance(item, dict) and "sujet" in item] == stories
    people = {key: person["nom"] for key, person in told["intervenants"].items()}
    spoken = list(_spoken(told["conducteur"], people, str(told.get("presente_par", ""))))
    for who, words in said:
        assert any(who in _plain(people[key]) and words in text for key, text in spoken), (who, words, spoken)
    for words in unsaid:
        assert not any(words in text for _, text in spoken), words


def _plain(name: str) -> str:
    return name.lower().replace("è", "e").replace("é", "e")


def _spoken(node: Any, people: dict[str, str], who: str) -> Iterator[tuple[str, str]]:
    """Yield who says what in a rundown: « odile: Ses mots », or a shot in which somebody is."""
    if isinstance(node, list):
        for one in node:
            yield from _spoken(one, people, who)
    if isinstance(node, dict):
        seen = next((value for value in node.values() if isinstance(value, str) and value in people), who)
        for key, value in node.items():
            if key in people and isinstance(value, str):
                yield key, value
            elif isinstance(value, str) and seen in people and value not in people and key != "titre":
                yield seen, value
            elif not isinstance(value, str):
                yield from _spoken(value, people, seen)
