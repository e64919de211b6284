"""A draft as a script: YAML that a person reads, commented, in the order of the notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.gather.draft import Draft, DraftElement, DraftStory, Form
from pipeline.gather.naming import Character
from pipeline.gather.pen import ReadingKey, ScriptPen
from pipeline.gather.scalars import scalar
from pipeline.gather.shots import ShotWriter
from pipeline.gather.words import ScriptWords

PROPOSED = "proposé"
_PROPOSALS = (
    f"« # {PROPOSED} » marque ce que le document ne demande pas : la mise en scène est proposée, les mots sont les "
    "siens. Gardez, changez ou effacez."
)
_ACCORDING_TO = "« # d’après » rappelle la phrase du document, quand le script la coupe ou la range autrement."
_SHORTEST_FORM = 880
"""Signs up to which a story that is only told is written as one text, which planning cuts into pictures."""

_OPENING_SAID = 420
"""Signs up to which what opens the newscast is said over its headlines."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A passage that the script has no place for: its words, and where they stand in the notes, in French."""

    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenScript:
    """The text of a script; `marks` gives the line where each reading went, `owners` the element of each line.

    `names` is the line of each person, by their name.
    """

    text: str
    marks: Mapping[ReadingKey, int]
    owners: Mapping[int, int]
    names: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptHead:
    """What stands above a script: the documents it comes from, the page that shows what was understood."""

    sources: tuple[str, ...]
    page: str = ""
    media: str = ""
    """The folder of its photos, below `media/`, with a stroke at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """What a script would not hold word for word: lines that its values say otherwise, and passages without a place."""

    people: tuple[str, ...] = ()
    workshop: tuple[str, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


def script_of(draft: Draft, words: ScriptWords, head: ScriptHead, left: Leftovers | None = None) -> WrittenScript:
    """Return the script of a draft."""
    pen = ScriptPen()
    writer = _Writer(pen, draft, words, head, left or Leftovers())
    writer.write()
    return WrittenScript(text=pen.text, marks=dict(pen.marks), owners=dict(pen.owners), names=writer.names)


class _Writer:
    def __init__(self, pen: ScriptPen, draft: Draft, words: ScriptWords, head: ScriptHead, left: Leftovers) -> None:
        self._pen, self._draft, self._words, self._head, self._left = pen, draft, words, head, left
        self.names: dict[str, int] = {}
        self._shots = ShotWriter(pen, words, head.media)

    def write(self) -> None:
        """Write everything, in the order of a newscast."""
        pen, draft = self._pen, self._draft
        self._top()
        pen.stands(draft.heads)
        pen.key("titre", draft.title, 0, f"{PROPOSED} : le nom du fichier" if draft.title_proposed else "")
        self._workshop()
        self._people()
        if draft.presenter:
            pen.line(f"presente_par: {draft.presenter}")
        if draft.remarks:
            pen.line()
            pen.line("# Ce que le document dit avant ou autour des sujets :")
            pen.remarks(draft.remarks, 0)
        pen.line()
        pen.line("conducteur:")
        if self._words.opening:
            pen.line(f"  - {self._words.opening}")
        self._open()
        for story in draft.stories:
            pen.line()
            self._story(story)
        for element in draft.closing:
            pen.line()
            self._desk(element)
        if draft.ending:
            pen.line()
            pen.remarks(draft.ending, 2)
        if self._words.credits:
            pen.line()
            pen.line(f"  - {self._words.credits}")
        self._unplaced(self._left.unplaced)

    def _top(self) -> None:
        pen = self._pen
        pen.remarks([f"Script tiré de {', '.join(self._head.sources)} par « jt importer »."], 0)
        if self._head.page:
            pen.remarks([f"{self._head.page}, à côté, montre chaque passage du document et ce qu’il est devenu."], 0)
        pen.remarks(
            [_PROPOSALS, _ACCORDING_TO],
            0,
        )
        pen.line()

    def _workshop(self) -> None:
        draft, told = self._draft, []
        if draft.town:
            told.append(f"ville: {scalar(draft.town)}")
        if draft.department:
            told.append(f'departement: "{draft.department}"')
        if draft.date:
            told.append(f"date: {scalar(draft.date)}")
        if told:
            self._pen.line(f"atelier: {{{', '.join(told)}}}")
        self._pen.remarks((f"d’après : {text}" for text in self._left.workshop), 0)

    def _people(self) -> None:
        people, pen = self._draft.people, self._pen
        if not people:
            pen.remarks(self._left.people, 0)
            return
        pen.line()
        pen.line(
            "# Qui parle. Visage et voix sont choisis si vous ne dites rien. Une vraie personne : notez son accord, "
            "par exemple"
        )
        pen.line("#   consentement: {statut: signé, date: 2026-01-15, supports: [site, réseaux sociaux]}")
        pen.line("intervenants:")
        for person in people:
            self.names[person.name] = len(pen.lines) + 1
            pen.line(f"  {person.key}: {{{', '.join(self._of_person(person))}}}")
        if self._left.people:
            pen.remarks([f"d’après : {' ; '.join(self._left.people)}"], 2)

    def _of_person(self, person: Character) -> list[str]:
        told = [f"nom: {scalar(person.name)}"]
        if person.role:
            told.append(f"role: {scalar(person.role)}")
        if person.minor and not person.nameless:
            told.append("affichage: prenom")
        return told

    def _open(self) -> None:
        pen, draft, words = self._pen, self._draft, self._words
        alone = draft.opening[0] if len(draft.opening) == 1 else None
        over = alone is not None and not alone.who and len(alone.text) <= _OPENING_SAID and bool(words.headlines)
        over = over and alone is not None and alone.form is Form.TEXT
        if not over:
            for element in draft.opening:
                self._desk(element)
        if not words.headlines:
            return
        note = f"{PROPOSED} : les titres des sujets" if draft.headlines_proposed else ""
        if not draft.headlines:
            pen.line(f"  - {words.headlines}")
            return
        pen.line(f"  - {words.headlines}:")
        if over and alone is not None:
            with pen.element(alone.number, alone.readings):
                pen.remarks(alone.remarks, 6)
                pen.key("texte", alone.text, 6)
        pen.line(f"      liste:{f'  # {note}' if note else ''}")
        for headline in draft.headlines:
            pen.line(f"        - {scalar(headline, alone=True)}")

    def _desk(self, element: DraftElement) -> None:
        pen = self._pen
        with pen.element(element.number, element.readings):
            pen.remarks(element.remarks, 2)
            if element.form is Form.REMARK:
                return
            pen.line(f"  - {self._words.desk}:")
            if element.who:
                pen.line(f"      par: {element.who}")
            pen.key("texte", element.text, 6)

    def _story(self, story: DraftStory) -> None:
        pen = self._pen
        pen.stands(story.readings)
        pen.remarks(story.remarks, 2)
        pen.line(f"  - sujet: {story.id}")
        pen.key("titre", story.title, 4)
        if story.kicker:
            pen.key("surtitre", story.kicker, 4)
        if story.theme:
            pen.line(f"    theme: {story.theme}")
        if story.reporter:
            pen.line(f"    reporter: {story.reporter}")
        self._lines("lancement", story.lead_in, f"{PROPOSED} : la première phrase" if story.lead_in_proposed else "")
        self._told(story)
        self._lines("pied", story.tag, "")

    def _lines(self, key: str, elements: Sequence[DraftElement], note: str) -> None:
        """Write what is said from the desk around a story: one text, or who says what."""
        pen = self._pen
        for element in elements:
            pen.remarks(element.remarks, 4)
        told = [element for element in elements if element.form is not Form.REMARK]
        if len(told) == 1 and not told[0].who:
            with pen.element(told[0].number, told[0].readings):
                pen.key(key, told[0].text, 4, note)
        elif told:
            pen.line(f"    {key}:")
            for element in told:
                with pen.element(element.number, element.readings):
                    pen.key(f"- {element.who}" if element.who else "- texte", element.text, 6)

    def _told(self, story: DraftStory) -> None:
        pen = self._pen
        shown = [element for element in story.elements if element.form is not Form.REMARK]
        if not shown:
            for element in story.elements:
                pen.remarks(element.remarks, 4)
            pen.key("texte", f"{story.title.rstrip(' .')}.", 4, "à compléter : le document n’en dit pas plus")
            return
        simple = all(one.form is Form.TEXT and not one.who and not one.remarks for one in story.elements)
        simple = simple and not any(one.place for one in shown[1:])
        if simple and sum(len(one.text) for one in shown) <= _SHORTEST_FORM:
            if shown[0].place:
                pen.key("lieu", shown[0].place, 4)
            with pen.element(shown[0].number, [reading for one in shown for reading in one.readings]):
                pen.key("texte", " ".join(one.text for one in shown), 4)
            return
        pen.line("    plans:")
        self._shots.begin()
        for element in story.elements:
            with pen.element(element.number, element.readings):
                self._shots.write(element)

    def _unplaced(self, unplaced: Sequence[Unplaced]) -> None:
        pen = self._pen
        if not unplaced:
            return
        pen.line()
        pen.line("# Non placé : ces passages du document n’ont pas trouvé leur place ; reprenez-les, ou effacez-les.")
        for passage in unplaced:
            pen.remarks([f"({passage.place}) {passage.text}"], 0)
