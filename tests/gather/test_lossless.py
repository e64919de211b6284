"""Nothing of any notes is lost: every sentence is in the script, as text or as a comment, or is told with its place."""

import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.gather.gathering import GatheredNotes, gathered
from pipeline.gather.writing import ScriptHead
from tests.fakes.note_scores import told_in_script
from tests.fakes.noted import GIVEN_NAMES, HOUSE_WORDS, document_of

_SPELLED = (
    "la ville danse quatre-vingts voisins parlent d'hier : non ; oui ! « encore » (parfois) l'été 2050 12 % de pain "
    "# rue Odile Malo @home {rouge} [noir] *fort* & - – — \"mot\" 'bref' Talence, M. Durand n° 3 "
    "https://ici.fr/a?b=c 14h30 null"
)
WORDS = _SPELLED.split()
LEAST = 2
"""Words up to which a piece of a line is a label, or a name: no sentence."""

NAMES = ("Odile", "Malo Ferrand", "La voisine", "MME GUÉGAN", "Une passante", "Journaliste")

phrases = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(" ".join).map(str.capitalize)
sentences = st.builds(lambda words, stop: f"{words}{stop}", phrases, st.sampled_from([".", " !", " ?", "…", ""]))
names = st.sampled_from(NAMES)
lines = st.one_of(
    sentences,
    st.lists(sentences, min_size=2, max_size=4).map(" ".join),
    phrases.map("## {}".format),
    phrases.map("**{}**".format),
    st.builds("Sujet {} : {}".format, st.integers(1, 9), phrases),
    st.builds("{} : {}".format, names, sentences),
    st.builds("{} ({}) : {}".format, names, st.sampled_from(["84 ans", "en riant"]), sentences),
    st.builds("« {} », dit {}, 84 ans.".format, phrases, names),
    st.builds("{} raconte : « {} »".format, names, sentences),
    sentences.map("- {}".format),
    sentences.map("~~{}~~".format),
    sentences.map("<!-- {} -->".format),
    sentences.map("[{}]".format),
    st.builds(
        "{} : {}".format, st.sampled_from(["Lieu", "Chiffre", "Lancement", "Pied", "Durée", "Question"]), sentences
    ),
    st.sampled_from(
        ["Participants :", "Au sommaire :", "Bonsoir à tous.", "Merci de nous avoir suivis.", "====", "# JT 2050"]
    ),
    st.builds("| Sujet | Qui | Texte |\n| {} | {} | {} |".format, phrases, names, sentences),
    st.builds("| {} | {} |".format, sentences, sentences),
)
notes = st.lists(lines, min_size=1, max_size=12).map("\n".join)


def _gathered(text: str) -> GatheredNotes:
    head = ScriptHead(sources=("notes.docx",))
    return gathered([document_of(text)], HOUSE_WORDS, head, name="notes", given_names=GIVEN_NAMES)


def _sentences(text: str) -> list[str]:
    """Return what a reader calls sentences: what ends with a full stop within a line, or a cell."""
    told = re.sub(r"(?m)^(?:#+|-|<!--|\*\*|~~)\s*|\s*(?:-->|\*\*|~~)$", "", text)
    pieces = [piece for line in told.split("\n") for piece in re.split(r"\s*\|\s*", line)]
    return [part for piece in pieces for part in re.split(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý])", piece) if part.strip(" =.*")]


@settings(max_examples=25, deadline=None)
@given(notes)
def test_every_sentence_is_kept(text: str) -> None:
    whole = _gathered(text)
    places = " ".join(passage.text for passage in whole.unplaced)
    for sentence in _sentences(text):
        words = [part for part in re.split(r"[«»:()\[\]]", sentence) if len(part.split()) > LEAST]
        for part in words:
            assert told_in_script(whole.script.text, part) or told_in_script(places, part), part


@settings(max_examples=15, deadline=None)
@given(notes)
def test_what_is_written_is_yaml_that_says_the_words(text: str) -> None:
    script = _gathered(text).script.text
    told = yaml.safe_load(script)
    assert told["conducteur"]
    assert all(isinstance(item, (str, dict)) for item in told["conducteur"])
    assert script == "\n".join(line.rstrip() for line in script.split("\n"))
    assert "\t" not in script


@settings(max_examples=5, deadline=None)
@given(notes)
def test_the_same_notes_give_the_same_script(text: str) -> None:
    assert _gathered(text).script.text == _gathered(text).script.text


def test_a_lost_sentence_would_be_told() -> None:
    assert not told_in_script("titre: On danse\n# ce soir\n", "On danse demain.")
    assert told_in_script("titre: >\n  On danse\n  ce soir\n", "On danse ce soir !")
