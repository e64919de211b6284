"""A text fits its box whatever it says; no accent and no tail is ever cut."""

import math
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.draw.raster import Raster
from pipeline.draw.typesetter import draw_text, set_text
from pipeline.model.picture import Asset, Box, GroupSpec, PlateSpec, TextSpec

FONTS = Path(__file__).parents[2] / "media" / "fonts"
BOLD = Asset("BarlowCondensed-Bold.ttf", "")
READING = Asset("AtkinsonHyperlegibleNext-Regular.ttf", "")
ANCHORS = ("haut-gauche", "haut", "haut-droite", "gauche", "centre", "droite", "bas-gauche", "bas", "bas-droite")
SPEC = TextSpec(
    text="Été",
    font=BOLD,
    size=84,
    smallest=40,
    colour="#fff6e6",
    leading=1.1,
    tracking=0,
    capitals=False,
    box=(200, 100, 600, 300),
    anchor="haut-gauche",
    lines=3,
    plate=None,
)
PLATE = PlateSpec(colour="#131a47", padding=(28, 12), radius=8, bar="#f6a821", bar_width=14)
SPARE = Asset("DejaVuSans-Bold.ttf", "")
WORDS = st.lists(st.text("WMÉÀÇÊŒgjpqyilfaeé’-", min_size=1, max_size=24), min_size=1, max_size=14).map(" ".join)
BOXES = st.tuples(st.integers(0, 400), st.integers(0, 300), st.integers(120, 1200), st.integers(70, 500)).map(
    lambda box: (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
)


@cache
def read(asset: Asset) -> bytes:
    return (FONTS / asset.path).read_bytes()


def bounds(raster: Raster) -> Box:
    height, width = raster.rgba.shape[:2]
    return (raster.x, raster.y, raster.x + width, raster.y + height)


def inside(inner: Box, box: Box, size: float) -> bool:
    """Tell whether ink is in a box: a pixel of rounding, and the side bearing of letters such as j."""
    x, y, width, height = box
    bearing = 1 + 0.08 * size
    return (
        inner[0] >= x - bearing and inner[1] >= y - 1 and inner[2] <= x + width + bearing and inner[3] <= y + height + 1
    )


@given(WORDS, BOXES, st.sampled_from(ANCHORS), st.sampled_from([BOLD, READING]), st.sampled_from([None, PLATE]))
def test_text_fits_its_box(text: str, box: Box, anchor: str, font: Asset, plate: PlateSpec | None) -> None:
    spec = replace(SPEC, text=text, box=box, anchor=anchor, font=font, plate=plate, smallest=20)
    assert inside(bounds(draw_text(spec, read, 1)), box, set_text(spec, read, 1).size)


@given(WORDS, st.sampled_from([0.5, 2 / 3, 1.0]))
def test_text_fits_at_every_scale(text: str, scale: float) -> None:
    spec = replace(SPEC, text=text, smallest=28)
    box = (SPEC.box[0] * scale, SPEC.box[1] * scale, SPEC.box[2] * scale, SPEC.box[3] * scale)
    assert inside(bounds(draw_text(spec, read, scale)), box, set_text(spec, read, scale).size)


@pytest.mark.parametrize("font", [BOLD, READING], ids=["titres", "lecture"])
@pytest.mark.parametrize("text", ["ÉÀÇÊ", "gjpqy", "Ç", "É", "W", "ÂgÊj"])
def test_no_accent_nor_tail_is_clipped(text: str, font: Asset) -> None:
    spec = replace(SPEC, text=text, font=font, box=(0, 0, 900, 300), lines=1)
    size = set_text(spec, read, 1).size
    tight = draw_text(spec, read, 1)
    roomy = draw_text(replace(spec, box=(400, 400, 900, 900)), read, 1)
    assert tight.rgba.shape == roomy.rgba.shape
    ink = tight.rgba[..., 3]
    edges = (ink[0], ink[-1], ink[:, 0], ink[:, -1])
    assert all(edge.max() > 0 for edge in edges)  # trimmed to its ink, and
    assert ink.shape[0] <= math.ceil(size * 1.3) + 1  # within ascent and descent
    assert (roomy.x - tight.x, roomy.y - tight.y) == (400, 400)


def test_capitals_with_accents_stand_higher() -> None:
    plain, accented = draw_text(replace(SPEC, text="E"), read, 1), draw_text(replace(SPEC, text="É"), read, 1)
    assert accented.y < plain.y - 5


@given(WORDS)
def test_shrinks_before_it_cuts(text: str) -> None:
    setting = set_text(replace(SPEC, text=text), read, 1)
    if setting.truncated:
        assert setting.size == SPEC.smallest
        assert setting.lines[-1].endswith("…")
    else:
        kept = "".join("".join(setting.lines).split())
        assert kept == "".join(text.split())


def test_larger_boxes_never_make_smaller_letters() -> None:
    text = "Partir est facile, le luxe, c’est de manquer à quelqu’un"
    sizes = [set_text(replace(SPEC, text=text, box=(0, 0, width, 200)), read, 1).size for width in range(200, 1800, 80)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1] == SPEC.size


def test_a_word_too_wide_is_split_rather_than_lost() -> None:
    word = "anticonstitutionnellement" * 3
    setting = set_text(replace(SPEC, text=word, box=(0, 0, 500, 400)), read, 1)
    assert "".join(setting.lines) == word
    assert not setting.truncated


def test_lines_break_by_sense() -> None:
    spec = replace(SPEC, text="On ne se perd plus dans la maison de Malo Ferrand", box=(0, 0, 460, 300), lines=3)
    lines = set_text(spec, read, 1).lines
    assert not any(line.split()[-1] in {"la", "de", "On", "ne", "se", "Malo"} for line in lines[:-1])


def test_an_article_is_never_left_alone_on_a_line() -> None:
    card = replace(SPEC, text="Le programmateur de convivialités", size=140, box=(126, 276, 766, 470), lines=4)
    setting = set_text(card, read, 1)
    assert setting.lines[0].startswith("Le\u0020programmateur")
    assert setting.size >= 0.7 * 140


def test_an_article_does_not_end_a_line_when_a_slightly_smaller_size_avoids_it() -> None:
    card = replace(SPEC, text="Le co-organisateur des espaces à partager", size=124, box=(54, 590, 972, 310), lines=3)
    setting = set_text(card, read, 1)
    assert setting.lines[0].split()[-1] != "des"
    assert setting.size >= 0.7 * 124


def test_a_short_word_is_not_left_on_a_line_of_its_own() -> None:
    card = replace(SPEC, text="Qu'avez-vous fait de votre heure ?", size=76, box=(54, 192, 400, 440), lines=6)
    assert "fait" not in set_text(card, read, 1).lines


def test_a_text_keeps_its_size_when_no_smaller_one_breaks_better() -> None:
    narrow = replace(SPEC, text="de la de la de la de la de la", size=60, box=(0, 0, 260, 400), lines=6)
    setting = set_text(narrow, read, 1)
    assert len(setting.lines) > 1
    assert setting.size == 60


def test_missing_characters_are_reported() -> None:
    assert set_text(replace(SPEC, text="Bonjour 日本 ☃"), read, 1).missing == "☃日本"
    assert set_text(replace(SPEC, text="« Çà, où ? » – 57 % … Œ ’"), read, 1).missing == ""


def test_capital_style_keeps_accents() -> None:
    assert set_text(replace(SPEC, text="été à Nîmes", capitals=True), read, 1).lines == ("ÉTÉ À NÎMES",)


def test_written_line_breaks_hold() -> None:
    assert set_text(replace(SPEC, text="JT 2050\nTalence"), read, 1).lines == ("JT 2050", "Talence")


@pytest.mark.parametrize("anchor", ANCHORS)
def test_plate_hugs_its_text(anchor: str) -> None:
    spec = replace(SPEC, text="Malo Ferrand", plate=PLATE, anchor=anchor, lines=1)
    whole = draw_text(spec, read, 1)
    clear = replace(PLATE, colour="#00000000", bar="#00000000")
    letters = bounds(draw_text(replace(spec, plate=clear), read, 1))
    left, top, right, bottom = bounds(whole)
    assert 28 + 14 - 2 <= letters[0] - left <= 28 + 14 + 8
    assert 28 - 2 <= right - letters[2] <= 28 + 8
    assert top + 12 <= letters[1]
    assert letters[3] <= bottom - 12 + 1
    assert bottom - top == pytest.approx(1.2 * 84 + 2 * 12, abs=2)
    x, y, width, height = spec.box
    if anchor.endswith("droite"):
        assert right == pytest.approx(x + width, abs=1)
    if anchor.startswith("bas"):
        assert bottom == pytest.approx(y + height, abs=1)


def test_plate_and_bar_have_their_colours() -> None:
    raster = draw_text(replace(SPEC, text="Malo", plate=replace(PLATE, radius=0), lines=1), read, 1)
    assert tuple(raster.rgba[3, 4]) == (0xF6, 0xA8, 0x21, 255)
    assert tuple(raster.rgba[3, -4]) == (0x13, 0x1A, 0x47, 255)


def test_translucent_plate_keeps_solid_letters() -> None:
    raster = draw_text(replace(SPEC, text="Malo", plate=replace(PLATE, colour="#131a47d9"), lines=1), read, 1)
    assert raster.rgba[3, -4, 3] == 0xD9
    solid = raster.rgba[raster.rgba[..., 3] == 255]
    assert tuple(solid[solid[:, 0].argmax()]) == (0xFF, 0xF6, 0xE6, 255)


def test_letters_have_the_colour_even_where_they_fade() -> None:
    raster = draw_text(replace(SPEC, text="Été"), read, 1)
    seen = raster.rgba[raster.rgba[..., 3] > 0][:, :3]
    assert np.unique(seen, axis=0).tolist() == [[0xFF, 0xF6, 0xE6]]


def test_kerning_and_tracking() -> None:
    wide = draw_text(replace(SPEC, text="AVAV", tracking=100), read, 1).rgba.shape[1]
    plain = draw_text(replace(SPEC, text="AVAV"), read, 1).rgba.shape[1]
    apart = sum(draw_text(replace(SPEC, text=letter), read, 1).rgba.shape[1] for letter in "AVAV")
    assert wide == pytest.approx(plain + 3 * 8.4, abs=2)
    assert plain < apart


def test_an_empty_line_between_two_is_kept() -> None:
    spec = replace(SPEC, text="JT 2050\n\nTalence")
    assert set_text(spec, read, 1).lines == ("JT 2050", "", "Talence")
    assert draw_text(spec, read, 1).rgba.shape[0] > 2 * SPEC.size


def test_an_empty_text_is_one_clear_pixel() -> None:
    raster = draw_text(replace(SPEC, text=" "), read, 1)
    assert raster.rgba.shape == (1, 1, 4)
    assert raster.rgba.max() == 0


def test_tracked_words_stay_in_their_box() -> None:
    spec = replace(SPEC, text="MÉWÇM WÊM ÇWM ÉMW WM MÇÉ ÀWÇ MÉW WÊM ÇWM", tracking=110, smallest=28)
    assert inside(bounds(draw_text(spec, read, 1)), spec.box, 0)


SMALL = replace(SPEC, text="Le Mans, à l’été", font=READING, small_capitals=True, box=(0, 0, 1600, 300), lines=1)


def _ink(text: str, *, small: bool = True) -> Raster:
    return draw_text(replace(SMALL, text=text, small_capitals=small), read, 1)


@pytest.mark.parametrize("font", [BOLD, READING], ids=["titres", "lecture"])
def test_small_capitals_stand_between_the_x_and_the_capital(font: Asset) -> None:
    def height(text: str, *, small: bool) -> int:
        return int(draw_text(replace(SMALL, text=text, font=font, small_capitals=small), read, 1).rgba.shape[0])

    assert height("x", small=False) < height("x", small=True) < height("X", small=True)


def test_small_capitals_stand_on_the_line_of_the_capitals() -> None:
    small, large = _ink("h"), _ink("H")
    assert abs((small.y + small.rgba.shape[0]) - (large.y + large.rgba.shape[0])) <= 1


def test_capitals_and_figures_are_left_as_they_are() -> None:
    assert np.array_equal(_ink("ÉTÉ 2050").rgba, _ink("ÉTÉ 2050", small=False).rgba)


def test_small_capitals_are_not_thinner_than_capitals_to_the_eye() -> None:
    def stem(raster: Raster) -> int:
        row = raster.rgba[raster.rgba.shape[0] * 3 // 4, :, 3] > 127
        return int((~row[int(row.argmax()) :]).argmax())

    small, large = stem(_ink("h")), stem(_ink("H"))
    assert 0.9 * large <= small <= large


@given(WORDS, BOXES, st.sampled_from(ANCHORS), st.sampled_from([BOLD, READING]))
def test_small_capitals_fit_their_box(text: str, box: Box, anchor: str, font: Asset) -> None:
    spec = replace(SPEC, text=text, box=box, anchor=anchor, font=font, smallest=20, small_capitals=True, tracking=40)
    assert inside(bounds(draw_text(spec, read, 1)), box, set_text(spec, read, 1).size)


def _pair(first: str, second: str, anchor: str) -> tuple[Raster, Raster]:
    """Draw two texts of one group, the one over the other in a box of 600 by 500, 20 pixels apart."""
    box = (100.0, 100.0, 600.0, 500.0)
    over = replace(SPEC, text=first, box=(100, 100, 600, 300), anchor=anchor)
    under = replace(SPEC, text=second, box=(100, 420, 600, 180), anchor=anchor)
    return (
        draw_text(replace(over, box=box, group=GroupSpec(300, (), ((under, 20.0),))), read, 1),
        draw_text(replace(under, box=box, group=GroupSpec(180, ((over, 20.0),), ())), read, 1),
    )


@pytest.mark.parametrize("anchor", ["haut-gauche", "gauche", "bas-gauche"])
def test_texts_of_a_group_close_up_whatever_their_length(anchor: str) -> None:
    def distance(first: str) -> int:
        over, under = _pair(first, "Hm", anchor)
        return int(under.y - (over.y + over.rgba.shape[0]))

    short, long = distance("HHH"), distance("HHH HHHHHH HHHHHHHHH HHHHHHHHHH")
    assert abs(short - long) <= 1
    assert 20 <= short < 80


def test_a_group_is_centred_as_one() -> None:
    over, under = _pair("HHH", "HHH", "gauche")
    above, below = over.y - 100, 600 - (under.y + under.rgba.shape[0])
    assert abs(above - below) <= 20


@pytest.mark.parametrize("sign", ["♪", "→", "✓", "Ж", "ễ"])
def test_a_sign_that_the_font_lacks_is_drawn_by_the_other_font(sign: str) -> None:
    spec = replace(SPEC, text=sign, fallback=SPARE)
    assert not set_text(spec, read, 1.0).missing
    assert set_text(replace(spec, fallback=None), read, 1.0).missing == sign
    drawn, alone = draw_text(spec, read, 1.0), draw_text(replace(spec, font=SPARE, fallback=None), read, 1.0)
    assert np.array_equal(drawn.rgba, alone.rgba)


def test_a_word_with_a_letter_too_many_is_drawn_whole_by_the_other_font_and_its_neighbours_are_not() -> None:
    wide = set_text(replace(SPEC, text="été Nguyễn été", font=READING, fallback=SPARE, lines=1), read, 1.0)
    assert wide.lines == ("été Nguyễn été",)
    both = replace(SPEC, text="Nguyễn", fallback=SPARE)
    alone = draw_text(replace(both, font=SPARE, fallback=None), read, 1.0)
    assert np.array_equal(draw_text(both, read, 1.0).rgba, alone.rgba)


def test_a_text_that_its_font_writes_is_the_same_with_another_font_beside_it() -> None:
    spec = replace(SPEC, text="Les Œuvres d’à côté", small_capitals=True)
    assert np.array_equal(draw_text(spec, read, 1.0).rgba, draw_text(replace(spec, fallback=SPARE), read, 1.0).rgba)
