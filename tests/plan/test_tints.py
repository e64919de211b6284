"""Colours derived from a channel's own: whatever it chose, they are colours, and their order stays."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.plan.tints import Shade, coded, lch, repainted

BLUE, AMBER = "#293ca8", "#f6a821"
channel = st.integers(0, 255)
colours = st.builds("#{:02x}{:02x}{:02x}".format, channel, channel, channel)
references = colours.filter(lambda colour: 0.05 < lch(colour)[0] < 0.95)


@given(colours)
def test_a_colour_there_and_back_is_itself(colour: str) -> None:
    assert coded(lch(colour)) == colour


@given(st.floats(0.12, 1), st.floats(0, 0.5), st.floats(-4, 4))
def test_what_no_screen_shows_keeps_its_lightness(light: float, chroma: float, hue: float) -> None:
    shown = coded((light, chroma, hue))
    assert len(shown) == 7
    assert abs(lch(shown)[0] - light) < 0.012  # half a code value in the dark


@given(references, colours, colours)
def test_the_reference_becomes_what_it_was_told_and_nobody_else_moves_without_it(
    before: str, after: str, colour: str
) -> None:
    assert Shade(before, after).of(before) == after
    assert Shade(before, before).of(colour) == colour


@given(references, references, colours, colours)
def test_what_was_darker_stays_darker(before: str, after: str, one: str, other: str) -> None:
    dark, light = sorted((one, other), key=lambda colour: lch(colour)[0])
    shade = Shade(before, after)
    shown = lch(shade.of(light))[0]
    assert lch(shade.of(dark))[0] <= shown + (0.012 if shown > 0.15 else 0.05)  # half a code value; more in the dark


def test_opacity_and_black_and_white_stay() -> None:
    shade = Shade(BLUE, "#0b6b4f")
    assert shade.of("#00000080") == "#00000080"
    assert shade.of("#ffffff") == "#ffffff"


def test_an_artwork_changes_its_shades_of_the_reference_and_nothing_else() -> None:
    art = b'<svg><path fill="#3B52CC"/><path fill="#F6A821"/><path fill="#808080"/><stop stop-color="#0A1034"/></svg>'
    found = dict(repainted(art, (Shade(BLUE, "#0b6b4f"),)))
    assert set(found) == {"#3B52CC", "#0A1034"}
    hue = lch("#0b6b4f")[2]
    assert abs(lch(found["#3B52CC"])[2] - hue) < 0.1
    assert repainted(art, ()) == ()


def test_an_artwork_takes_each_colour_from_its_own_reference() -> None:
    art = b'<svg><path fill="#3B52CC"/><path fill="#F6A821"/></svg>'
    found = dict(repainted(art, (Shade(BLUE, "#0b6b4f"), Shade(AMBER, "#e04f39"))))
    assert found["#F6A821"] == "#e04f39"
