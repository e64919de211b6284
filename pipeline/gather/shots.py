"""Elements of a story as shots of a script: its scene, what fills it, what is said."""

from pipeline.gather.draft import DraftElement, Form
from pipeline.gather.pen import ScriptPen
from pipeline.gather.scalars import scalar
from pipeline.gather.words import ScriptWords

_IN = 6
"""Columns before the dash of a shot."""

_PARTS = ("", "cote: gauche", "cote: droite", "cote: centre, cadre: serre")
"""What is seen of a story's picture, text after text: the whole, then nearer or elsewhere, as planning does it."""


class ShotWriter:
    """Writes shots, one after the other; those that are only told look at the story's picture in turn."""

    def __init__(self, pen: ScriptPen, words: ScriptWords, media: str) -> None:
        """Write with a pen, in the words of a house; `media` is the folder of photos."""
        self._pen, self._words, self._media = pen, words, media
        self._rank = 0

    def begin(self) -> None:
        """Begin another story."""
        self._rank = 0

    def write(self, element: DraftElement) -> None:
        """Write one element; what the house has no scene for is told over the story's picture."""
        pen = self._pen
        pen.remarks(element.remarks, _IN)
        town, code = element.town
        if code and self._words.map:
            pen.line(f'{" " * _IN}# - {self._words.map}: {{ville: {scalar(town)}, departement: "{code}"}}  # proposé')
        writers = {
            Form.SOUNDBITE: (self._words.soundbite, self._soundbite),
            Form.QUOTE: (self._words.quote, self._quote),
            Form.POINTS: (self._words.points, self._points),
            Form.NUMBER: (self._words.number, self._number),
            Form.TIMELINE: (self._words.timeline, self._timeline),
            Form.PICTURE: (self._words.photo, self._photo),
            Form.VOX_POP: (self._words.vox_pop, self._vox_pop),
        }
        if element.form is Form.REMARK:
            return
        scene, writer = writers.get(element.form, ("", self._text))
        if scene:
            writer(element, scene)
        else:
            self._text(element, "")

    def _said(self, element: DraftElement) -> None:
        if element.place:
            self._pen.key("lieu", element.place, _IN + 2)
        if element.text:
            self._pen.key("texte", element.text, _IN + 2)

    def _text(self, element: DraftElement, _scene: str) -> None:
        """Write what is told over the story's picture, whole at first, then nearer."""
        part = _PARTS[self._rank % len(_PARTS)]
        self._rank += 1
        pen, lead = self._pen, " " * _IN
        if part and self._words.close_up:
            pen.line(f"{lead}- {self._words.close_up}: {{{part}}}")
        elif self._words.picture_of_story:
            pen.line(f"{lead}- {self._words.picture_of_story}:")
        else:
            pen.key("- texte", element.text, _IN)
            return
        if element.who:
            pen.line(f"{lead}  par: {element.who}")
        self._said(element)

    def _soundbite(self, element: DraftElement, scene: str) -> None:
        self._pen.line(f"{' ' * _IN}- {scene}: {element.who}")
        self._said(element)

    def _quote(self, element: DraftElement, scene: str) -> None:
        self._card(scene, [("phrase", element.text)], element)
        if element.place:
            self._pen.key("lieu", element.place, _IN + 2)

    def _number(self, element: DraftElement, scene: str) -> None:
        told = [("valeur", element.value), ("unite", element.unit), ("source", element.source)]
        self._card(scene, [(key, text) for key, text in told if text], element)
        self._said(element)

    def _card(self, scene: str, filled: list[tuple[str, str]], element: DraftElement) -> None:
        """Write a card on one line where it fits, else a line a key."""
        pen, lead = self._pen, " " * _IN
        mark = "  # proposé" if element.proposed else ""
        line = f"{lead}- {scene}: {{{', '.join(f'{key}: {scalar(text)}' for key, text in filled)}}}{mark}"
        if len(line) <= 104:
            pen.line(line)
            return
        pen.line(f"{lead}- {scene}:{mark}")
        for key, text in filled:
            pen.key(key, text, _IN + 4)

    def _points(self, element: DraftElement, scene: str) -> None:
        pen, lead = self._pen, " " * _IN
        pen.line(f"{lead}- {scene}:{'  # proposé' if element.proposed else ''}")
        pen.key("titre", element.title, _IN + 4)
        pen.line(f"{lead}    liste:")
        for entry, _ in element.entries:
            pen.line(f"{lead}      - {scalar(entry, alone=True)}")
        self._said(element)

    def _timeline(self, element: DraftElement, scene: str) -> None:
        pen, lead = self._pen, " " * _IN
        pen.line(f"{lead}- {scene}:{'  # proposé' if element.proposed else ''}")
        pen.line(f"{lead}    jalons:")
        for date, text in element.entries:
            pen.line(f'{lead}      - ["{date}", {_quoted(text)}]')
        self._said(element)

    def _photo(self, element: DraftElement, scene: str) -> None:
        pen = self._pen
        pen.remarks(["photo du document : vérifiez qui l’a prise, et l’accord des personnes que l’on reconnaît"], _IN)
        told = [("image", f"{self._media}{element.file}"), ("legende", element.title)]
        self._card(scene, [(key, text) for key, text in told if text], element)
        self._said(element)

    def _vox_pop(self, element: DraftElement, scene: str) -> None:
        pen, lead = self._pen, " " * _IN
        pen.line(f"{lead}- {scene}:")
        pen.key("question", element.title, _IN + 4)
        pen.line(f"{lead}    reponses:")
        for who, text in element.entries:
            pen.key(f"- {who}", text, _IN + 6)
        if element.place:
            pen.key("lieu", element.place, _IN + 2)


def _quoted(text: str) -> str:
    """Return a text between quotes, whatever it is: a comma would part it in two."""
    told = scalar(text)
    return told if told[:1] in {'"', "'"} else f'"{told}"'
