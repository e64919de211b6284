"""Twelve documents as twelve people would write them after the first evening, and what a stranger finds in each.

Everything is invented; people, places and figures are of 2050.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image

from pipeline.model.notes import (
    Emphasis,
    NoteBlock,
    NoteCell,
    NoteComment,
    NotePicture,
    NotePlace,
    NoteRun,
    NoteTable,
    NoteText,
    TextKind,
)
from tests.fakes.note_scores import ExpectedNotes
from tests.fakes.written_word import WordFile, run, word_file
from tests.fakes.written_writer import calc_of, writer_file

_HERE = NotePlace("", "")


@dataclass(frozen=True, kw_only=True)
class Habit:
    """A document: its file's name, its bytes when they are asked for, what is to be found in it."""

    file: str
    make: Callable[[], bytes]
    expected: ExpectedNotes


def _p(text: str, emphasis: Emphasis = Emphasis.NONE) -> NoteText:
    return NoteText(kind=TextKind.PARAGRAPH, runs=(NoteRun(text, emphasis),), place=_HERE)


def _h(level: int, text: str) -> NoteText:
    return NoteText(kind=TextKind.HEADING, runs=(NoteRun(text),), place=_HERE, level=level)


def _b(text: str) -> NoteText:
    return NoteText(kind=TextKind.HEADING, runs=(NoteRun(text),), place=_HERE, level=1, styled=False)


def _i(text: str, level: int = 0) -> NoteText:
    return NoteText(kind=TextKind.ITEM, runs=(NoteRun(text),), place=_HERE, level=level)


def _table(*rows: tuple[str, ...]) -> NoteTable:
    def cell(text: str) -> NoteCell:
        return NoteCell(blocks=tuple(map(_p, filter(None, text.split("\n")))), place=_HERE)

    return NoteTable(rows=tuple(tuple(map(cell, row)) for row in rows), place=_HERE)


def _photo(name: str, hue: str, caption: str) -> NotePicture:
    made = BytesIO()
    Image.new("RGB", (320, 180), hue).save(made, "JPEG")
    content = made.getvalue()
    return NotePicture(
        name=name,
        digest=sha256(content).hexdigest(),
        size=len(content),
        content=content,
        place=_HERE,
        caption=caption,
        alternative=caption,
        shown=(8.0, 4.5),
    )


def _minutes() -> bytes:
    blocks: tuple[NoteBlock, ...] = (
        _h(0, "Compte rendu de la première soirée"),
        _h(1, "La laverie qui écoute"),
        _i("Une laverie de quartier ouvre jour et nuit."),
        _i("Le lavage est gratuit si l'on raconte sa journée à quelqu'un."),
        _i("« Mon linge attend, moi je parle enfin », dit Solange, 77 ans."),
        _h(1, "Le jardin des convalescents"),
        _i("À l'hôpital, chaque malade reçoit un carré de terre."),
        _i("Le médecin prescrit des tomates et du silence."),
        _p("« On guérit plus vite quand on attend une récolte », assure Bastien, infirmier."),
    )
    return word_file(blocks)


def _rundown() -> bytes:
    table = _table(
        ("N°", "Sujet", "Qui parle", "Texte", "Durée"),
        ("1", "Le bus des questions", "Nadège", "Un bus sillonne la vallée avec un conseiller à bord.", "1 min"),
        ("2", "La banque du temps calme", "Tiphaine", "On y dépose une heure de silence pour ses voisins.", "1 min"),
    )
    return word_file((_p("Conducteur du groupe bleu"), table))


def _dialogue() -> bytes:
    return word_file(
        (
            _b("Le conseil des rues"),
            _p("Inès : Bonsoir Firmin. Qui décide, dans votre rue ?"),
            _p("Firmin : Le tirage au sort, chaque lundi matin."),
            _p("Inès : Et si personne ne veut du rôle ?"),
            _p("Firmin : Alors la rue fait la fête jusqu'à ce que quelqu'un se lève."),
        )
    )


_MAIL = """\
Bonjour Camille,

Voici ce que notre table a retenu de la soirée. Nous avons travaillé sur le
bonheur, et deux histoires sont sorties du lot, que je te recopie ici.

Sujet 1 : La sieste municipale
À quatorze heures, la ville baisse le son pendant vingt minutes. Les écoles,
les bureaux et même les tramways se reposent.
« Depuis, je ne crie plus le soir », confie Hortense, institutrice.

Sujet 2 : Le marché aux regrets
Une fois par mois, on vient échanger ses regrets contre ceux des autres. On
repart souvent avec un plus léger.

Bonne soirée,
Gaspard
"""

_MAP = """\
JOURNAL 2050
- Le phare des familles
    - une tour allumée quand un parent craque
    - des relais dorment sur place
        - Ambroise : On m'a laissé dormir six heures.
- La bibliothèque des gestes
    - on y emprunte un savoir-faire
    - prêt de trois semaines
"""

_PHONE = """\
sujet 1 la cantine a l envers
les enfants cuisinent pour les anciens
200 repas par jour
leocadie dit : je mange mieux qu a vingt ans

sujet 2 le velo taxi
des retraites conduisent les plus ages au marche
"""


def _photos() -> bytes:
    return writer_file(
        (
            _h(1, "Le toit qui rassemble"),
            _p("Sur le toit de l'ancien garage, on plante, on coud et on débat."),
            _photo("toit.jpg", "olive", "Le toit un matin de mai"),
            _p("« Je monte pour les salades, je reste pour les disputes », rit Eulalie, 63 ans."),
            _h(1, "La gare dormante"),
            _p("La salle d'attente accueille ceux qui n'attendent personne."),
            _photo("gare.jpg", "slategray", "La salle d'attente, la nuit"),
        )
    )


def _sheet() -> bytes:
    rows = (
        ("Sujet", "Lieu", "Qui parle", "Citation", "Chiffre"),
        ("L'école des voisins", "Nantes", "Clovis", "J'ai appris à souder à 80 ans.", "45 cours par mois"),
        ("La maison des pannes", "Angers", "Philippine", "Ici, rien ne se jette.", "900 objets réparés"),
    )
    made = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    return calc_of(f'<table:table table:name="Sujets">{made}</table:table>')


def _form() -> bytes:
    return word_file(
        (
            _table(
                ("Thème", "Les vieillesses heureuses"),
                ("Titre du sujet\n(comme à l'antenne)", "La colocation des trois âges"),
                ("Que se passe-t-il ?", "Une étudiante, un père seul et une aînée partagent un toit et un potager."),
                ("Qui la vit ?", "Victorine, 82 ans, ancienne couturière"),
                ("Qu'est-ce qui est en jeu ?", "Ne plus vieillir seul."),
                ("Qu'est-ce qui inquiète ?", "Qui décide du chauffage."),
                ("Qui parle ?", "Victorine"),
                ("Une phrase à dire", "J'ai retrouvé quelqu'un à attendre le soir."),
                ("Un chiffre", "3 générations"),
                ("Où cela se passe-t-il ?", "Oullins, un dimanche"),
                ("Ce que l'on voit", "La grande table et le potager"),
            ),
        )
    )


_STORY = (
    "Il faut imaginer la place de la gare en 2050. Les voitures l'ont quittée, et la mairie y a posé une tente rouge.",
    "Sous la tente, chacun peut demander un avocat social. Il n'a pas de bureau, seulement deux tabourets.",
    "Ce matin, Anatole, cheminot à la retraite, vient défendre le dernier guichet humain du département.",
    "« Une machine ne m'a jamais demandé comment j'allais », dit Anatole.",
    "L'avocate l'écoute, puis lève la main : la procédure est ouverte, le guichet restera ouvert cent jours de plus.",
)


def _narrative() -> bytes:
    return writer_file((_h(1, "La tente rouge"), *map(_p, _STORY)))


_CHAT = """\
[12/10/2026 18:22] Zoé G: alors on garde quoi ?
[12/10/2026 18:23] Marius: *La piscine des bonnes nouvelles*
[12/10/2026 18:23] Marius: on y nage et on lit les bonnes nouvelles au fond du bassin
[12/10/2026 18:25] Zoé G: et l'autre groupe ?
[12/10/2026 18:26] Marius: *Le standard des solitudes*
[12/10/2026 18:26] Marius: une ligne où l'on ne vous coupe jamais
"""


def _corrected() -> bytes:
    made = WordFile()
    made.add((_h(1, "Le veilleur de palier"), _p("Chaque immeuble a son veilleur, formé et payé.")))
    deleted = '<w:del w:author="Rémi"><w:r><w:delText>trente</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:author="Rémi">{run(NoteRun("quarante"))}</w:ins>'
    made.body.append(f"<w:p>{run(NoteRun('Il frappe à '))}{deleted}{inserted}{run(NoteRun(' portes par jour.'))}</w:p>")
    made.add(
        (
            _p("« Je sais qui a toussé la nuit », plaisante Joséphine, veilleuse."),
            NoteComment(
                runs=(NoteRun("Trop intrusif ? En parler demain."),),
                place=_HERE,
                about="",
                author="Rémi",
                date="2026-11-30",
            ),
        )
    )
    return made.bytes()


def _text(said: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: said.encode(encoding)


TWELVE: Mapping[str, Habit] = {
    "minutes in bullets": Habit(
        file="compte-rendu.docx",
        make=_minutes,
        expected=ExpectedNotes(
            stories=("La laverie qui écoute", "Le jardin des convalescents"),
            people=("Solange", "Bastien"),
            quotes=(("Mon linge attend, moi je parle enfin", "solange"), ("On guérit plus vite", "bastien")),
            sentences=("Une laverie de quartier ouvre jour et nuit.", "Le médecin prescrit des tomates et du silence."),
        ),
    ),
    "a table as rundown": Habit(
        file="conducteur.docx",
        make=_rundown,
        expected=ExpectedNotes(
            stories=("Le bus des questions", "La banque du temps calme"),
            people=("Nadège", "Tiphaine"),
            quotes=(
                ("Un bus sillonne la vallée avec un conseiller à bord.", "nadege"),
                ("On y dépose une heure de silence pour ses voisins.", "tiphaine"),
            ),
            sentences=("Conducteur du groupe bleu",),
        ),
    ),
    "a dialogue": Habit(
        file="dialogue.docx",
        make=_dialogue,
        expected=ExpectedNotes(
            stories=("Le conseil des rues",),
            people=("Inès", "Firmin"),
            quotes=(("Le tirage au sort, chaque lundi matin.", "firmin"), ("Qui décide, dans votre rue", "ines")),
            sentences=("Et si personne ne veut du rôle ?",),
        ),
    ),
    "a mail": Habit(
        file="mail.txt",
        make=_text(_MAIL, "cp1252"),
        expected=ExpectedNotes(
            stories=("La sieste municipale", "Le marché aux regrets"),
            people=("Hortense",),
            quotes=(("Depuis, je ne crie plus le soir", "hortense"),),
            sentences=("On repart souvent avec un plus léger.", "et même les tramways se reposent"),
        ),
    ),
    "a mind map": Habit(
        file="carte.txt",
        make=_text(_MAP),
        expected=ExpectedNotes(
            stories=("Le phare des familles", "La bibliothèque des gestes"),
            people=("Ambroise",),
            quotes=(("On m'a laissé dormir six heures.", "ambroise"),),
            sentences=("une tour allumée quand un parent craque", "prêt de trois semaines"),
        ),
    ),
    "a phone note": Habit(
        file="note.txt",
        make=_text(_PHONE),
        expected=ExpectedNotes(
            stories=("la cantine a l envers", "le velo taxi"),
            people=("leocadie",),
            quotes=(("je mange mieux qu a vingt ans", "leocadie"),),
            sentences=("200 repas par jour", "des retraites conduisent les plus ages au marche"),
        ),
    ),
    "photos inside": Habit(
        file="photos.odt",
        make=_photos,
        expected=ExpectedNotes(
            stories=("Le toit qui rassemble", "La gare dormante"),
            people=("Eulalie",),
            quotes=(("Je monte pour les salades", "eulalie"),),
            sentences=("Le toit un matin de mai", "La salle d'attente accueille ceux qui n'attendent personne."),
        ),
    ),
    "a spreadsheet": Habit(
        file="sujets.ods",
        make=_sheet,
        expected=ExpectedNotes(
            stories=("L'école des voisins", "La maison des pannes"),
            people=("Clovis", "Philippine"),
            quotes=(("J'ai appris à souder à 80 ans.", "clovis"), ("Ici, rien ne se jette.", "philippine")),
            sentences=("45 cours par mois", "900 objets réparés"),
        ),
    ),
    "a form filled in": Habit(
        file="fiche.docx",
        make=_form,
        expected=ExpectedNotes(
            stories=("La colocation des trois âges",),
            people=("Victorine",),
            quotes=(("J'ai retrouvé quelqu'un à attendre le soir.", "victorine"),),
            sentences=("Ne plus vieillir seul.", "Qui décide du chauffage.", "La grande table et le potager"),
        ),
    ),
    "a long narrative": Habit(
        file="recit.odt",
        make=_narrative,
        expected=ExpectedNotes(
            stories=("La tente rouge",),
            people=("Anatole",),
            quotes=(("Une machine ne m'a jamais demandé comment j'allais", "anatole"),),
            sentences=_STORY,
        ),
    ),
    "a chat": Habit(
        file="discussion.txt",
        make=_text(_CHAT),
        expected=ExpectedNotes(
            stories=("La piscine des bonnes nouvelles", "Le standard des solitudes"),
            people=(),
            quotes=(),
            sentences=("une ligne où l'on ne vous coupe jamais", "alors on garde quoi"),
        ),
    ),
    "corrections and comments": Habit(
        file="corrige.docx",
        make=_corrected,
        expected=ExpectedNotes(
            stories=("Le veilleur de palier",),
            people=("Joséphine",),
            quotes=(("Je sais qui a toussé la nuit", "josephine"),),
            sentences=("Il frappe à quarante portes par jour.", "Trop intrusif ? En parler demain.", "trente"),
        ),
    ),
}
