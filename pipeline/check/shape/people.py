"""People: `intervenants` in all its forms, and how a script names them elsewhere."""

import re

from pipeline.check.keys import keys_of
from pipeline.check.shape.desk import Desk
from pipeline.check.shape.forms import as_list, blank, entry, mapping
from pipeline.errors import Code, Mark
from pipeline.french.letters import ascii_of
from pipeline.french.wording import quoted, slug
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.script import Consent, Portrait, Speaker

_TITLE = re.compile(r"^(?:M\.|MM\.|Mr|Mme|Mlle|Dr|Pr|Monsieur|Madame|Le|La|L['’])\s*", re.IGNORECASE)
"""What may stand before a name or a role."""


def shape_people(node: Node, desk: Desk) -> None:
    """Fill the desk's speakers: a mapping of ids, or a list of people with their names."""
    match node:
        case MapNode():
            for written in node.entries:
                _enter(slug(written.key) or written.key, written.mark, written.value, desk)
        case ListNode():
            for person in node.items:
                add_person(person, desk)
        case TextNode() if not blank(node):
            advice = "écrire par exemple « malo: {nom: Malo Ferrand, role: habitant} », en retrait"
            desk.say(
                node.mark, "« intervenants » demande une personne par ligne", advice, code=Code("personne-attendue")
            )


def add_person(node: Node, desk: Desk, role: str = "") -> str:
    """Enter someone written in full (or by name) and return the id, made from the name when there is none."""
    if isinstance(node, ListNode):
        desk.say(node.mark, "une personne est attendue, pas une liste", code=Code("personne-attendue"))
        return ""
    name = node.text if isinstance(node, TextNode) else node.text("nom") or node.text("name")
    own = node.text("id") if isinstance(node, MapNode) else ""
    person = slug(own or name)
    if isinstance(node, MapNode):
        node = MapNode(node.mark, tuple(e for e in node.entries if e.key != "id"))
    if not person:
        desk.say(
            node.mark, "cette personne n'a pas de nom", "ajouter « nom: Prénom Nom »", code=Code("personne-sans-nom")
        )
        return ""
    _enter(person, node.mark, node, desk, role)
    return person


def _enter(person: str, mark: Mark, node: Node, desk: Desk, role: str = "") -> None:
    if person in desk.speakers:
        line = desk.speakers[person].mark.line
        desk.say(
            mark,
            f"l'intervenant {quoted(person)} est déjà décrit ligne {line}",
            "choisir un autre nom",
            code=Code("personne-double"),
        )
        return
    speaker = _speaker(node, desk)
    if role and isinstance(speaker, MapNode) and speaker.get("role") is None:
        speaker = MapNode(speaker.mark, (*speaker.entries, entry("role", TextNode(mark, role))))
    desk.speakers[person] = Entry(person, mark, speaker)


def _speaker(node: Node, desk: Desk) -> Node:
    if isinstance(node, TextNode):
        return MapNode(node.mark, (entry("nom", node),))
    if isinstance(node, ListNode):
        return node
    fields = desk.fields(node, keys_of(Speaker))
    for key, model in (("consentement", Consent), ("portrait", Portrait)):
        written = fields.get(key)
        if written is None:
            continue
        value = written.value
        if key == "consentement" and isinstance(value, TextNode):
            value = MapNode(value.mark, (entry("statut", value),))
        if isinstance(value, MapNode):
            below = desk.fields(value, keys_of(model))
            for name in ("supports", "representants"):
                if name in below:
                    held = below[name]
                    below[name] = Entry(name, held.mark, ListNode(held.value.mark, as_list(held.value)))
            value = mapping(value.mark, below)
        fields[key] = Entry(key, written.mark, value)
    return mapping(node.mark, fields)


def known_as(text: str, desk: Desk) -> str:
    """Return the id of the person meant by an id, a name or a first name; for nobody known, the text."""
    if text in desk.speakers:
        return text
    if (made := slug(text)) in desk.speakers:
        return made
    names = {
        person: ascii_of(written.value.text("nom")).split()
        for person, written in desk.speakers.items()
        if isinstance(written.value, MapNode)
    }
    words = ascii_of(text).split()
    meant = [person for person, name in names.items() if words and words in (name, name[:1])]
    return meant[0] if len(meant) == 1 else text.strip()


def speaker_named(text: str, desk: Desk) -> str:
    """Return the id of the person meant by a name, a first or last name, a title or a role; empty for nobody known."""
    bare = _TITLE.sub("", text.strip())
    for words in (text, bare):
        if (found := known_as(words, desk)) in desk.speakers:
            return found
    wanted = ascii_of(bare)
    described = [(person, entry.value) for person, entry in desk.speakers.items() if isinstance(entry.value, MapNode)]
    for fits in (
        [person for person, told in described if ascii_of(told.text("nom")).split()[1:] == wanted.split()],
        [person for person, told in described if ascii_of(told.text("role")) == wanted],
    ):
        if len(fits) == 1 and wanted:
            return fits[0]
    return ""


def person_at(node: Node, desk: Desk) -> TextNode:
    """Return who is meant, as an id where one is known."""
    if isinstance(node, TextNode):
        return TextNode(node.mark, known_as(node.text, desk))
    desk.say(
        node.mark,
        "une seule personne est attendue ici",
        "écrire son identifiant, par exemple « malo »",
        code=Code("personne-attendue"),
    )
    return TextNode(node.mark, "")


def host_at(node: Node, desk: Desk, role: str = "") -> TextNode:
    """Return who presents or reports: an id, a name, or someone described on the spot."""
    if isinstance(node, MapNode):
        return TextNode(node.mark, add_person(node, desk, role))
    found = person_at(node, desk)
    is_name = found.text not in desk.speakers and found.text != found.text.lower()
    if is_name and slug(found.text):
        return TextNode(node.mark, add_person(found, desk, role))
    return found
