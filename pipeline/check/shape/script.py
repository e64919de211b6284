"""The whole script made canonical: one tree, French keys, every short form written out, every mark kept."""

from pipeline.check.keys import keys_of
from pipeline.check.shape.desk import Desk
from pipeline.check.shape.forms import as_list, blank, entry, mapping, says_no
from pipeline.check.shape.ids import with_ids
from pipeline.check.shape.items import item_at, word_item
from pipeline.check.shape.people import host_at, shape_people
from pipeline.check.shape.slots import department
from pipeline.check.shape.taken import flat, one_text
from pipeline.errors import Code
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.part import WORDS, Part
from pipeline.model.script import Script, Workshop

NO_BED = "aucun"

_HOSTS = {
    "presentateur": "présentateur",
    "presentatrice": "présentatrice",
    "presenter": "",
    "presente_par": "",
}
_MORE = {"presentateur": "presentateur", "presentatrice": "presentatrice", "anchor": "presente_par"}
_PLAIN = (
    "titre", "date_fiction", "antenne", "sous_titres", "habillage", "programme", "voix", "lexique", "tapis",
    "bandeau_defile", "lsf",
)  # fmt: skip
"""Keys whose value is taken over as it is written."""

_WORKSHOP = ("ville", "departement")

SCRIPT_KEYS = (
    keys_of(Script)
    .without("id")
    .with_names(_MORE | {"sujets": "sujets", "stories": "sujets", "ville": "ville", "city": "ville"})
    .with_names({"departement": "departement", "department": "departement"})
)


def shape(document: Node, desk: Desk) -> MapNode | None:
    """Return the canonical script, None when the file is no mapping at all (which is said)."""
    if not isinstance(document, MapNode):
        advice = "commencer par « titre: … », puis « sujets: » ou « conducteur: »"
        desk.say(document.mark, "un script est fait de clés, une par ligne", advice, code=Code("cles-attendues"))
        return None
    fields = desk.fields(document, SCRIPT_KEYS)
    if "intervenants" in fields:
        shape_people(fields["intervenants"].value, desk)
    script: dict[str, Entry] = {key: fields[key] for key in _PLAIN if key in fields}
    script |= _workshop(fields, document, desk) | _presenter(fields, desk) | _small(fields, desk)
    items = _rundown(fields, document, desk)
    held = fields.get("conducteur") or fields.get("sujets")
    script["conducteur"] = Entry(
        "conducteur", held.mark if held else document.mark, ListNode(document.mark, with_ids(items))
    )
    if not isinstance(getattr(fields.get("intervenants"), "value", None), TextNode) or desk.speakers:
        script["intervenants"] = entry("intervenants", MapNode(document.mark, tuple(desk.speakers.values())))
    return mapping(document.mark, script)


def _workshop(fields: dict[str, Entry], document: MapNode, desk: Desk) -> dict[str, Entry]:
    """Return `atelier` in full; its town alone, or `ville` at the top, will do."""
    written = fields.get("atelier")
    inside: dict[str, Entry] = {}
    mark = written.value.mark if written else document.mark
    if written is not None:
        match written.value:
            case MapNode():
                inside = desk.fields(written.value, keys_of(Workshop))
            case TextNode():
                inside = {"ville": entry("ville", written.value)}
            case ListNode():
                desk.say(
                    mark,
                    "« atelier » demande des clés",
                    "écrire « atelier: {ville: Talence} »",
                    code=Code("cles-attendues"),
                )
    for key in _WORKSHOP:
        if key in fields:
            if key in inside:
                desk.twice(fields[key], inside[key])
            inside[key] = fields[key]
    if "departement" in inside and isinstance(inside["departement"].value, TextNode):
        code = inside["departement"]
        value = TextNode(code.value.mark, department(getattr(code.value, "text", "")))
        inside["departement"] = Entry("departement", code.mark, value)
    return {"atelier": Entry("atelier", mark, mapping(mark, inside))} if inside else {}


def _presenter(fields: dict[str, Entry], desk: Desk) -> dict[str, Entry]:
    """Return who presents, under whichever key, as an id."""
    written = [fields[key] for key in ("presente_par", "presentateur", "presentatrice") if key in fields]
    if not written:
        return {}
    for other in written[1:]:
        desk.twice(other, written[0])
    found = host_at(written[0].value, desk, _HOSTS[written[0].key] or "présentation")
    return {"presente_par": Entry("presente_par", written[0].mark, found)}


def _small(fields: dict[str, Entry], desk: Desk) -> dict[str, Entry]:
    """Return the bed and the ticker: `non` means without."""
    small = {}
    if "tapis" in fields and says_no(fields["tapis"].value):
        mark = fields["tapis"].value.mark
        small["tapis"] = Entry("tapis", fields["tapis"].mark, TextNode(mark, NO_BED))
    if "bandeau" in fields:
        value = fields["bandeau"].value
        lines = () if says_no(value) else tuple(one_text(each, desk) for each in flat(value, desk))
        small["bandeau"] = Entry("bandeau", fields["bandeau"].mark, ListNode(value.mark, lines))
    return small


def _rundown(fields: dict[str, Entry], document: MapNode, desk: Desk) -> list[MapNode]:
    """Return the items: `conducteur`, or the stories alone between the usual titles and credits."""
    rundown, stories = fields.get("conducteur"), fields.get("sujets")
    if rundown is not None and stories is not None:
        desk.say(
            stories.mark,
            f"« sujets » et « conducteur » (ligne {rundown.mark.line}) s'excluent",
            "n'en garder qu'un",
            code=Code("sujets-et-conducteur"),
        )
    written = rundown or stories
    if written is None or blank(written.value) or not as_list(written.value):
        mark = written.mark if written else document.mark
        desk.say(
            mark,
            "ce journal n'a rien à montrer",
            "ajouter « sujets: », et un sujet par « - »",
            code=Code("journal-vide"),
        )
        return []
    shaped = [item_at(item, desk, story_by_default=rundown is None) for item in flat(written.value, desk)]
    if rundown is None:
        before = [word_item(written.mark, WORDS[part], desk) for part in (Part.OPENING, Part.HEADLINES)]
        shaped = [*before, *shaped, word_item(written.mark, WORDS[Part.CREDITS], desk)]
    return [item for item in shaped if item is not None]
