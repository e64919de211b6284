"""Artwork that reaches for anything but itself, or does anything but show itself, is refused, at its place."""

import base64
import re
import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.draw import art, outside
from pipeline.draw.art import draw_art
from pipeline.draw.outside import artwork
from pipeline.errors import SceneError
from pipeline.model.picture import ArtSpec, Asset

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n'


def told_of(markup: str) -> tuple[str, ...]:
    """Return what is said of artwork, a finding each; nothing when it is drawn."""
    try:
        artwork(markup.encode(), "media/a.svg")
    except SceneError as error:
        return tuple(map(str, error.findings))
    return ()


def picture(kind: str = "PNG", size: tuple[int, int] = (2, 2)) -> str:
    """Return a picture as drawings carry one."""
    buffer = BytesIO()
    Image.new("RGB", size).save(buffer, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (
            '  <image href="https://exemple.fr/a.png"/>',
            "2:16: ce dessin va chercher « https://exemple.fr/a.png » : le r",
        ),
        (
            '<image xlink:href="../../secret.png"/>',
            "2:20: ce dessin va chercher « ../../secret.png » : un autre fichier",
        ),
        ('<image href="file:///etc/motif.png"/>', "2:14: ce dessin va chercher"),
        (
            "<style>@import '//exemple.fr/a.css';</style>",
            "2:17: ce dessin va chercher « //exemple.fr/a.css » : le réseau",
        ),
        ('<rect fill="url(motifs.svg#a)"/>', "2:17: ce dessin va chercher « motifs.svg#a » : un autre fichier"),
        ('<use href="formes.svg#maison"/>', "2:12: ce dessin va chercher « formes.svg#maison » : un autre fichier"),
        ('<g><a href="https://exemple.fr/"/></g>', "2:13: ce dessin va chercher « https://exemple.fr/ » : le réseau"),
    ],
)
def test_what_reaches_outside_is_told_with_line_and_column(inside: str, told: str) -> None:
    (said,) = told_of(f"{HEAD}{inside}</svg>")
    assert said.startswith(f"media/a.svg:{told}")


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ('<image xmlns:x="http://www.w3.org/1999/xlink" x:href="a.png"/>', "« a.png » : un autre fichier"),
        ('<image xlink:href="&#104;ttps://exemple.fr/a.png"/>', "« https://exemple.fr/a.png » : le réseau"),
        ("<image href\n=\n'a.png'/>", "« a.png » : un autre fichier"),
        ('<rect fill="u\\72l(https://exemple.fr/a)"/>', "« https://exemple.fr/a » : le réseau"),
        ('<rect style="fill:\\000075 rl(\\68ttps://exemple.fr/a)"/>', "« https://exemple.fr/a » : le réseau"),
        ("<style>rect{fill:url('\\2e\\2e/a.svg#b')}</style>", "« ../a.svg#b » : un autre fichier"),
        ("<style><![CDATA[rect{fill:url(a.svg#b)}]]></style>", "« a.svg#b » : un autre fichier"),
        ("<style>@im<b/>port 'a.css';</style>", "« a.css » : un autre fichier"),
        ("<style>@\\69mport url(https://exemple.fr/a.css);</style>", "« https://exemple.fr/a.css » : le réseau"),
        ('<style>rect{fill:url("\\22https://exemple.fr/a")}</style>', "exemple.fr/a"),
        ("<style>rect{fill:url(https://exemple.fr/</style>", "« https://exemple.fr/ » : le réseau"),
        ('<style>rect{fill:image-set("a.png" 1x)}</style>', "« a.png » : un autre fichier"),
        ("<rect style=\"fill:-webkit-image-set('a.png' 1x)\"/>", "« a.png » : un autre fichier"),
        ("<style>@font-face{font-family:a;src:url(a.x)}</style>", "« a.x » : un autre fichier"),
        ('<g xml:base="https://exemple.fr/"><use href="#a"/></g>', "« https://exemple.fr/ » : le réseau"),
        ('<image><set attributeName="href" to="a.png"/></image>', "« a.png » : un autre fichier"),
        ('<image><animate attributeName="xlink:href" values="#a;a.png"/></image>', "« a.png » : un autre fichier"),
        ('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', "seules des images PNG et JPEG"),
        ('<image href="data:text/html,bonjour"/>', "seules des images PNG et JPEG"),
        ('<a href="javascript:alert(1)"/>', "« javascript:alert(1) »"),
        ("<script>alert(1)</script>", "un programme (<script>)"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "un programme (<script>)"),
        ('<script xlink:href="#a"/>', "un programme (<script>)"),
        ('<rect onclick="alert(1)"/>', "un programme (onclick=…)"),
        ('<rect onLoad="alert(1)"/>', "un programme (onLoad=…)"),
        ("<foreignObject><b>bonjour</b></foreignObject>", "autre chose qu'un dessin (<foreignObject>)"),
        ('<h:iframe xmlns:h="http://www.w3.org/1999/xhtml"/>', "autre chose qu'un dessin (<iframe>)"),
    ],
)
def test_however_it_is_spelled(inside: str, told: str) -> None:
    (said,) = told_of(f"{HEAD}{inside}</svg>")
    assert re.match(r"media/a\.svg:[234]:\d+: ", said)
    assert told in said
    assert " ; " in said, "nobody is told what to do"


@pytest.mark.parametrize(
    ("before", "place", "told"),
    [
        ('<?xml-stylesheet href="a.css"?>\n', "1:1", "une feuille de style (<?xml-stylesheet)"),
        ('<?xml version="1.0"?>\n<?xml-stylesheet href="#a"?>', "2:1", "une feuille de style (<?xml-stylesheet)"),
        ("<!DOCTYPE svg>\n", "1:1", "un type de document (<!DOCTYPE)"),
        (
            '\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n',
            "2:1",
            "un type de document",
        ),
        ('<!DOCTYPE svg [<!ENTITY a "https://exemple.fr/">]>\n', "1:1", "un type de document"),
        ('<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///etc/hostname"> %a;]>\n', "1:1", "un type de document"),
        ('<!DOCTYPE svg [<!ATTLIST image href CDATA "a.png">]>\n', "1:1", "un type de document"),
    ],
)
def test_what_stands_before_the_drawing_is_looked_at(before: str, place: str, told: str) -> None:
    (said,) = told_of(f"{before}{HEAD}<image/></svg>")
    assert said.startswith(f"media/a.svg:{place}: ce dessin ")
    assert told in said


def test_an_entity_cannot_hide_what_is_meant() -> None:
    (said,) = told_of(f'<!DOCTYPE svg [<!ENTITY a "a.png">]>\n{HEAD}<image href="&a;"/></svg>')
    assert "<!DOCTYPE" in said


def test_everything_wrong_is_told_at_once_in_order() -> None:
    told = told_of(f'{HEAD}<script/>\n<image href="a.png"/>\n<rect onload="b()" fill="url(c.svg#d)"/></svg>')
    assert [said.split(":")[1] for said in told] == ["2", "3", "4", "4"]


def test_columns_count_signs() -> None:
    (said,) = told_of(f'\ufeff{HEAD}<text>été</text><image href="a.png"/></svg>')
    assert said.startswith("media/a.svg:2:30: ")


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><path id="a" d="M0 0h9v9H0z"/></defs><use href="#a" fill="url(#b)"/>',
        f'<image href="{picture()}"/>',
        f'<image xlink:href=" {picture("JPEG")}\n"/>',
        '<image href=""/><use xlink:href=" #a "/>',
        "<style>rect{fill:url(#a);stroke:url( '#b' )}</style>",
        f"<style>rect{{fill:url({picture()})}}</style>",
        '<rect id="image (1)" aria-label="Image (2020), source (Insee)" data-name="on" fill="{rose}"/>',
        "<text>url(a.png), @import, href=\"a.png\" onclick=</text><!-- <image href='a.png'/> -->",
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:resource="http://purl.org/"/></metadata>',
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="url(a)"/><?xpacket a?>',
    ],
)
def test_what_stays_in_the_drawing_itself_is_drawn(inside: str) -> None:
    assert told_of(f"{HEAD}{inside}</svg>") == ()


@pytest.mark.parametrize("data", ["", "bonjour", "iVBORw0KGgo=", base64.b64encode(b"<svg/>").decode()])
def test_a_picture_that_is_none_is_told(data: str) -> None:
    (said,) = told_of(f'{HEAD}<image href="data:image/png;base64,{data}"/></svg>')
    assert "n'est ni du PNG ni du JPEG" in said


@pytest.mark.slow
def test_a_picture_may_be_as_large_as_a_film_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = told_of(f'{HEAD}<image href="{picture(size=(7681, 4320))}"/></svg>')
    assert "a plus de 33 mégapixels" in said
    (said,) = told_of(f'{HEAD}<image href="{picture(size=(20_000, 20_000))}"/></svg>')
    assert "a plus de 33 mégapixels" in said
    monkeypatch.setattr(outside, "_HEAVIEST", 60)
    (said,) = told_of(f'{HEAD}<image id="b" href="{picture()}"/></svg>')
    assert "pèse plus de" in said
    assert len(said) < 300, "the picture itself was told"


@given(st.text(alphabet="\\ud8 0x\"'()#/:ahtp@;,", max_size=12))
def test_nothing_but_a_name_of_its_own_is_let_through(reference: str) -> None:
    root = ET.Element("{http://www.w3.org/2000/svg}svg")
    ET.SubElement(root, "{http://www.w3.org/2000/svg}use", {"href": reference})
    drawn = not told_of(ET.tostring(root, encoding="unicode"))
    assert drawn == (not reference.strip() or reference.strip().startswith("#"))


def test_drawing_refuses_it() -> None:
    spec = ArtSpec(files=(Asset("media/a.svg", ""),), box=(0, 0, 9, 9))
    with pytest.raises(SceneError, match=r"media/a\.svg:2:14: "):
        draw_art(spec, lambda _: f'{HEAD}<image href="http://exemple.fr/a.png"/></svg>'.encode(), 1.0)


def test_artwork_is_read_once_and_drawing_leaves_it_as_it_was() -> None:
    data = f'{HEAD}<rect width="9" height="9" fill="{{rose}}"/></svg>'.encode()
    before = ET.tostring(artwork(data, "media/a.svg"))
    for colour in ("#FF0000", "#00FF00"):
        spec = ArtSpec(files=(Asset("media/a.svg", ""),), tokens=(("rose", colour),), box=(0, 0, 9, 9))
        drawn = draw_art(spec, lambda _: data, 1.0)
        assert tuple(drawn.rgba[4, 4, :3]) == tuple(bytes.fromhex(colour[1:]))
    assert artwork(data, "media/a.svg") is artwork(data, "media/a.svg")
    assert ET.tostring(artwork(data, "media/a.svg")) == before


def test_a_colour_never_becomes_a_part_of_the_drawing() -> None:
    data = f'{HEAD}<rect width="9" height="9" fill="{{rose}}"/></svg>'.encode()
    nasty = '#FF0000"/><image href="a.png'
    coloured = art._coloured(artwork(data, "media/a.svg"), {"rose": nasty})
    assert [child.get("fill") for child in coloured] == [nasty]
