"""Keep the promise not to name somebody: no text says the name of whoever is anonymous, or shown by less than it.

Accepted::

    titre: Essai
    intervenants:
      yvonne: {nom: Yvonne Guégan, role: habitante, affichage: prenom}
    conducteur:
      - sonore: yvonne
        texte: Je m'appelle Yvonne, rue Petit.

Refused::

    titre: Essai
    intervenants:
      yvonne: {nom: Yvonne Guégan, role: "habitante, 87 ans", affichage: anonyme}
    conducteur:
      - sonore: yvonne
        texte: Je m'appelle Yvonne Guégan, il vient nous chercher.

Finding::

    exemple.yaml:6:25: ce texte dit « Yvonne Guégan », alors que cette personne ne doit pas être nommée
      (« affichage: anonyme ») ; écrire à la place « une habitante », ou l'ôter [nom-promis]
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.check.consents import agreements
from pipeline.check.context import CheckContext
from pipeline.check.places import place_of
from pipeline.check.spoken_of import texts_told
from pipeline.check.tree import speakers_of
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.names import Certainty, PersonName
from pipeline.french.people import called
from pipeline.french.veil import Promise, Veil
from pipeline.french.wording import fold, quoted
from pipeline.model.civil import given, initials
from pipeline.model.marked import MapNode, Node, TextNode

_CODE = Code("nom-promis")


def name_withheld(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield an error wherever a text says a name that is not to be said, a warning where it may be somebody else's.

    The name of the file is one of them: it names the film and its folder.
    """
    people = {entry.key: entry.value for entry in speakers_of(script) if isinstance(entry.value, MapNode)}
    refused = frozenset(one.who for one in agreements(script) if one.standing == "refused")
    shown = {
        who: "anonyme" if who in refused else fold(person.text("affichage")) or "nom" for who, person in people.items()
    }
    workshop = script.get("atelier")
    town = workshop.text("ville") if isinstance(workshop, MapNode) else ""
    veil = Veil.over_people(((who, person.text("nom"), shown[who]) for who, person in people.items()), town)
    texts = tuple(texts_told(script, context.scenes)) if veil.promises else ()
    for promise in veil.promises:
        person = people[promise.identifier]
        reason = _reason(shown[promise.identifier], refused=promise.identifier in refused)
        said = _Said(promise, reason, person, context.source)
        for text in texts:
            yield from said.by(text, veil.shown)
        for who, other in people.items():
            if shown[who] == "nom" and PersonName.of(other.text("nom")) == promise.withheld.name:
                yield from said.by(other.get("nom"))
        if veil.over(context.script_id) != context.script_id:
            message = f"le nom du fichier nomme {quoted(promise.identifier)}, et le film s'appellera comme lui"
            yield Finding(Mark(script.mark.file), message, f"renommer le fichier ({said.reason})", code=_CODE)


@dataclass(frozen=True, slots=True)
class _Said:
    """Looks for one promised name in texts."""

    promise: Promise
    reason: str
    person: MapNode
    source: str

    def by(self, text: Node | None, others: tuple[PersonName, ...] = ()) -> Iterator[Finding]:
        """Yield what a text says of the name, beside the whole names of others: one finding, the surest."""
        if not isinstance(text, TextNode):
            return
        told = self.promise.withheld.said(text.text, others)
        for named in sorted(told, key=lambda one: one.sure is not Certainty.YES)[:1]:
            words = quoted(text.text[named.start : named.end])
            mark = place_of(text, named.start, named.end, self.source)
            if named.sure is Certainty.YES:
                message = f"ce texte dit {words}, alors que cette personne ne doit pas être nommée ({self.reason})"
                yield Finding(mark, message, self._instead(), code=_CODE)
            else:
                message = f"ce texte dit {words}, et une personne de ce nom ne doit pas être nommée ({self.reason})"
                advice = f"si c'est elle, {self._instead()} ; si c'est quelqu'un d'autre, ou un lieu, c'est bien"
                yield Finding(mark, message, advice, Level.WARNING, code=_CODE)

    def _instead(self) -> str:
        name, display = self.person.text("nom"), fold(self.person.text("affichage"))
        less = {"initiales": initials(name), "prenom": given(name)}.get(display) or called(self.person.text("role"))
        if not less or self.promise.withheld.said(less):
            return "écrire à la place ce que fait cette personne, ou l'ôter"
        return f"écrire à la place {quoted(less)}, ou l'ôter"


def _reason(display: str, *, refused: bool) -> str:
    return "son accord est refusé" if refused else f"« affichage: {display} »"
