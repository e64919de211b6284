"""Letters in the wrong encoding and codes of web pages are told with what was meant; French never is."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Level
from pipeline.french.garbled import garbled, mended

ROOT = Path(__file__).parents[2]
FRENCH = "L’été, à Nîmes : « Où ça ? », dit Maëlle… 12 € – œuvre, Æ, À, É, Ç, ½, 20 °C !"


@pytest.mark.parametrize("encoding", ["latin-1", "mac_roman", "cp850"])
def test_a_text_read_in_the_wrong_encoding_is_told_as_it_was_meant(encoding: str) -> None:
    wrong = FRENCH.encode().decode(encoding)
    assert mended(wrong) == FRENCH
    assert [each.code for each in garbled(wrong)] == ["texte-mal-code"]


@given(st.text("àâçéèêëîïôùûœÀÉÈÇ’«»–…€ abc", max_size=12))
@settings(max_examples=80, deadline=None)
def test_french_is_mended_from_windows_once_or_twice_and_never_told_when_it_is_right(text: str) -> None:
    def wrong(text: str) -> str:
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())

    assert mended(wrong(text)) == text
    assert mended(wrong(wrong(text))) == text
    assert not list(garbled(text))


@pytest.mark.parametrize(
    ("text", "sign", "advice"),
    [
        ("L'Ã©cole", "Ã©", "écrire « L'école »"),
        ("Bonsoir Ã  tous", "Ã ", "écrire « à »"),
        ("Lâ€™Ã©tÃ© Ã  Bordeaux", "â€™", "écrire « L’été », et ainsi dans tout ce texte"),
        ("tousÂ !", "Â !", "écrire « tous ! »"),
        ("caf� noir", "�", "réécrire ce mot"),
        ("la f&ecirc;te", "&ecirc;", "écrire « ê »"),
        ("Tom &amp; Lou", "&amp;", "écrire « & »"),
        ("a&nbsp;b", "&nbsp;", "écrire une espace, ou aller à la ligne"),
        ("l&#39;eau", "&#39;", "écrire « ' »"),
        ("l&#x2019;eau", "&#x2019;", "écrire « ’ »"),
        ("le <b>gras</b>", "<b>", "l'effacer : l'habillage met en forme lui-même"),
        ("fin.<br/>Suite", "<br/>", "l'effacer : l'habillage met en forme lui-même"),
        ("fin.\\nSuite", "\\n", "écrire une espace, ou aller à la ligne"),
        ("\\u00e9cole", "\\u00e9", "écrire « é »"),
        ("=C3=A9cole", "=C3=A9", "écrire « é »"),
    ],
)
def test_what_is_garbled_is_told_once_where_it_stands(text: str, sign: str, advice: str) -> None:
    told = list(garbled(text))
    assert [(each.sign, each.advice, each.level) for each in told] == [(sign, advice, Level.WARNING)]


@pytest.mark.parametrize(
    "text", ["5 < 3 & 4 > 2", "R&D ; A&B", "https://a.fr/?x=1&copy=2", "C:\\new", "x <3", "SÃO, Ångström, Ärger, Âge"]
)
def test_what_only_looks_like_it_is_not_told(text: str) -> None:
    assert not list(garbled(text))


@pytest.mark.parametrize("path", sorted(ROOT.glob("scripts/*.yaml")), ids=lambda path: str(path.stem))
def test_nothing_in_the_newscasts_that_ship_is_told(path: Path) -> None:
    assert not list(garbled(path.read_text("utf-8")))
