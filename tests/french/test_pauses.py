"""Pauses and stage directions are told from words, however they are written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.french.pauses import LONGEST, Parted, as_pause, bracketed, parted, undirected


@pytest.mark.parametrize(
    ("text", "left", "rests"),
    [
        ("Il vient. [pause 2s] Nous chercher.", "Il vient. Nous chercher.", ((9, 2.0),)),
        ("Il vient. [pause] Nous.", "Il vient. Nous.", ((9, 1.0),)),
        ("Il vient. (pause) Nous.", "Il vient. Nous.", ((9, 1.0),)),
        ("Un [pause 1,5 s] deux", "Un deux", ((2, 1.5),)),
        ("Un [PAUSE 1.5s] deux", "Un deux", ((2, 1.5),)),
        ("Un [pause de 2 secondes] deux", "Un deux", ((2, 2.0),)),
        ("Un [pause : deux secondes] deux", "Un deux", ((2, 2.0),)),
        ("Un [silence 3 secondes] deux", "Un deux", ((2, 3.0),)),
        ("Un (silence), deux", "Un, deux", ((3, 1.0),)),
        ("Un (silence).", "Un.", ((3, 1.0),)),
        ("Un (un temps) deux", "Un deux", ((2, 1.0),)),
        ("Un [longue pause] deux [courte pause] trois", "Un deux trois", ((2, 2.0), (7, 0.5))),
        ("Un [pause 500 ms] deux", "Un deux", ((2, 0.5),)),
        ('Un <break time="2s"/> deux', "Un deux", ((2, 2.0),)),
        ("Un\n…\ndeux\n...\ntrois", "Un\ndeux\ntrois", ((2, 1.0), (7, 1.0))),
        ("Fini. … Nous", "Fini. Nous", ((5, 1.0),)),
        ("[pause 1 s] Un", "Un", ((0, 1.0),)),
        ("Un. [pause 3 s]", "Un.", ((3, 3.0),)),
        ("Un [pause 2 s][pause 1 s] deux", "Un deux", ((2, 2.0), (2, 1.0))),
        ("Un [pause 2 min] deux", "Un deux", ((2, LONGEST),)),
        ("Un [2 s de silence] deux {{pause}} trois *pause*", "Un deux trois", ((2, 2.0), (7, 1.0), (13, 1.0))),
        ("Un (pause d’une seconde et demie) deux", "Un deux", ((2, 1.5),)),
        ("Un\u00a0[pause\u00a02\u00a0s] deux", "Un deux", ((2, 2.0),)),
    ],
)
def test_a_pause_is_taken_out_of_the_words_and_its_place_kept(
    text: str, left: str, rests: tuple[tuple[int, float], ...]
) -> None:
    assert parted(text) == Parted(left, rests)


@pytest.mark.parametrize(
    "text",
    [
        "La (temps plein) et la pause café (pause café).", "Attendez... Non.", "Je… je ne sais pas.",
        "Une pause de 2 s.",
        "(Pause déjeuner à midi)", "Le silence [sic] revient […] demain.", "Il dit : « … »",
        "Bonjour (silence radio) tous",
    ],
)  # fmt: skip
def test_what_only_speaks_of_a_pause_is_said(text: str) -> None:
    assert parted(text) == Parted(text)


@given(st.lists(st.text("abé ,.!«»()[]", max_size=8), min_size=1, max_size=4), st.sampled_from([0.5, 2.0, 7.0]))
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_between_pauses(pieces: list[str], seconds: float) -> None:
    whole = parted(f" [pause {seconds:g} s] ".replace(".", ",").join(pieces))
    assert "".join(whole.text.split()) == "".join("".join(pieces).split())
    assert "".join(piece for _, piece in whole.pieces) == whole.text
    assert [rest for rest, _ in whole.pieces[1:]] == [seconds] * (len(pieces) - 1)


def test_stage_directions_are_taken_out_and_other_brackets_are_not() -> None:
    assert undirected("Oui. [rires] On danse (en souriant).") == ("Oui. On danse.", ("[rires]", "(en souriant)"))
    assert undirected("[off] Bonsoir. [musique]") == ("Bonsoir.", ("[off]", "[musique]"))
    assert undirected("Le chat (noir), habitant[e]s, on (nous) danse") == (
        "Le chat (noir), habitant[e]s, on (nous) danse", ()
    )  # fmt: skip
    assert bracketed("Oui [plan sur le bus]. [pause 2 s] Non.") == "[plan sur le bus]"
    assert not bracketed("habitant[e]s, « ça […] va [sic] »")


def test_brackets_that_yaml_takes_for_a_list_are_a_pause() -> None:
    assert as_pause("pause 2s") == "[pause 2s]"
    assert not as_pause("Bonsoir.")


@pytest.mark.parametrize("sign", [" ", "[ ", "(", "*", ". ", "…\n", "<a "])
def test_a_long_run_of_signs_is_read_at_once(sign: str) -> None:
    text = sign * (100_000 // len(sign))
    assert not parted(f"{text}[pause").text.startswith("pause")
    assert not undirected(text)[1]
