"""Whatever a file holds, the check answers: it never fails, and never passes a script with an error."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check import CheckContext, check
from pipeline.check.shape.script import SCRIPT_KEYS
from pipeline.check.shape.shots import SHOT_KEYS
from pipeline.check.shape.stories import STORY_KEYS
from pipeline.errors import Level, Mark
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.script import Script

HERE = Mark("exemple.yaml", 1, 1)

_WORDS = [
    "virgule",
    "generique",
    "titres",
    "plateau",
    "breve",
    "credits",
    "illustration",
    "sonore",
    "citation",
    "chiffre",
    "frise",
    "carte",
    "points",
    "image",
    "video",
    "micro_trottoir",
    "duplex",
    "synthe",
    "scene",
    "nom",
    "voix",
    "role",
    "portrait",
    "consentement",
    "mineur",
    "representants",
    "expire",
    "liste",
    "lignes",
    "jalons",
    "ville",
    "legende",
    "valeur",
    "unite",
    "phrase",
    "question",
    "reponses",
    "invite",
    "de",
    "a",
    "son",
    "date",
    "par",
    "malo",
    "ines",
    "cafe.mp4",
    "2050-03-12",
    "non",
    "oui",
    "…",
    "33",
    "12,5",
    "1:05",
    "la-fete",
    "bonheur",
    "fondu",
    "nappe",
]

keys = st.sampled_from(sorted({*SCRIPT_KEYS.names, *STORY_KEYS.names, *SHOT_KEYS.names, *_WORDS}))
texts = st.one_of(keys, st.text(max_size=12), st.just(""))
scalars = st.builds(TextNode, st.just(HERE), texts)


def lists(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(lambda items: ListNode(HERE, tuple(items)), st.lists(inner, max_size=4))


def maps(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    entries = st.dictionaries(st.one_of(keys, st.text(max_size=8)), inner, max_size=6)
    return entries.map(lambda found: MapNode(HERE, tuple(Entry(k, HERE, v) for k, v in found.items())))


nodes: st.SearchStrategy[Node] = st.recursive(scalars, lambda inner: lists(inner) | maps(inner), max_leaves=30)


@st.composite
def scripts(draw: st.DrawFn) -> Node:
    """Draw a script that has the right keys and anything under them: deeper than chance would lead."""
    items = draw(lists(maps(nodes) | scalars))
    top = {"titre": draw(scalars), draw(st.sampled_from(["conducteur", "sujets"])): items}
    top |= {key: draw(nodes) for key in draw(st.lists(keys, max_size=3))}
    if draw(st.booleans()):
        top["intervenants"] = draw(maps(maps(nodes)) | nodes)
    return MapNode(HERE, tuple(Entry(key, HERE, value) for key, value in top.items()))


@given(document=nodes | scripts())
@settings(max_examples=250, deadline=None)
def test_any_tree_is_answered(document: Node, context_once: CheckContext) -> None:
    answer = check(document, context_once)
    stopped = any(finding.level is Level.ERROR for finding in answer.findings)
    assert (answer.script is None) == stopped
    assert answer.script is None or isinstance(answer.script, Script)
    assert all(finding.message and finding.code for finding in answer.findings)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_one_broken_character_never_fails_the_check(data: st.DataObject, context_once: CheckContext) -> None:
    """Put anything in the place of one value of a good script."""
    node = data.draw(st.sampled_from(_paths(GOOD)))
    check(_replaced(GOOD, node, data.draw(nodes)), context_once)


def _item(*pairs: tuple[str, Node | str]) -> MapNode:
    return MapNode(HERE, tuple(Entry(k, HERE, TextNode(HERE, v) if isinstance(v, str) else v) for k, v in pairs))


GOOD: Node = _item(
    ("titre", "Essai"),
    ("presente_par", "ines"),
    ("intervenants", _item(("ines", _item(("nom", "Inès"), ("portrait", _item(("peau", "3"))))))),
    (
        "conducteur",
        ListNode(
            HERE,
            (
                _item(
                    (
                        "titres",
                        _item(("texte", "Bonsoir."), ("liste", ListNode(HERE, (TextNode(HERE, "Un"),)))),
                    )
                ),
                _item(
                    ("sujet", "la-fete"),
                    ("titre", "La fête"),
                    (
                        "plans",
                        ListNode(HERE, (_item(("sonore", "ines"), ("texte", "Oui."), ("synthes", "ines")),)),
                    ),
                ),
            ),
        ),
    ),
)

Step = tuple[int, ...]


def _children(node: Node) -> tuple[Node, ...]:
    match node:
        case ListNode():
            return node.items
        case MapNode():
            return tuple(entry.value for entry in node.entries)
    return ()


def _paths(node: Node, above: Step = ()) -> list[Step]:
    below = (p for i, child in enumerate(_children(node)) for p in _paths(child, (*above, i)))
    return [above, *below]


def _replaced(node: Node, path: Step, new: Node) -> Node:
    if not path:
        return new
    changed = [
        _replaced(child, path[1:], new) if index == path[0] else child for index, child in enumerate(_children(node))
    ]
    if isinstance(node, MapNode):
        pairs = zip(node.entries, changed, strict=True)
        return MapNode(node.mark, tuple(Entry(e.key, e.mark, value) for e, value in pairs))
    return ListNode(node.mark, tuple(changed))


def test_checking_twice_gives_the_same(read: Callable[[str], Node], context: CheckContext) -> None:
    text = "titre: Essai\nconducteur: [virgule, {titre: La fête, texte: On danse.}]\n"
    assert check(read(text), context) == check(read(text), context)
