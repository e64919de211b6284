"""The blank form of a workshop: one page a group, filled with any word processor, and read back field by field."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from pipeline.adapters.documents.reading import read_document
from pipeline.errors import UserError
from pipeline.french.form import FORM_FIELDS
from pipeline.gather.fields import NoteField, field_of
from pipeline.model.notes import NoteTable
from pipeline.service.fiche import FormWish, write_forms

ANSWERS = {
    "jt-theme": ["Le bonheur"],
    "jt-sujet": ["Le four du dimanche"],
    "jt-histoire": ["Chaque dimanche, la rue allume son four.", "On y apporte sa pâte et ses nouvelles."],
    "jt-vit": ["Maïwenn, 71 ans, retraitée"],
    "jt-phrase": ["« On vient pour le pain, on reste pour les gens. »"],
    "jt-chiffre": ["40 pains par semaine"],
    "jt-lieu": ["Rue des Tanneurs, le matin"],
}
"""By the name of the field; a field that is not here was left empty."""

KNOWN = {
    "jt-theme": NoteField.THEME,
    "jt-sujet": NoteField.SUBJECT,
    "jt-histoire": NoteField.TEXT,
    "jt-vit": NoteField.LIVES,
    "jt-enjeu": NoteField.STAKE,
    "jt-inquietude": NoteField.WORRY,
    "jt-qui": NoteField.WHO,
    "jt-phrase": NoteField.SOUNDBITE,
    "jt-chiffre": NoteField.FIGURE,
    "jt-lieu": NoteField.PLACE,
    "jt-image": NoteField.PICTURE,
}


def write(folder: Path, *formats: str, groups: int = 0) -> tuple[Path, ...]:
    return write_forms(FormWish(project=folder, formats=formats, groups=groups, folder=folder / "fiches"))


def filled(path: Path, blank: str, paragraph: str, *, unwrapped: bool = False) -> bytes:
    """Return a form with its answers written in order; `unwrapped` without content controls, as some save it again."""
    made = io.BytesIO()
    answers = iter([ANSWERS.get(field.name, []) for field in FORM_FIELDS])
    with zipfile.ZipFile(path) as form, zipfile.ZipFile(made, "w") as again:
        for name in form.namelist():
            text = form.read(name).decode()
            if name in {"word/document.xml", "content.xml"}:
                text = re.sub(
                    re.escape(blank), lambda _: "".join(paragraph.format(each) for each in next(answers)) or blank, text
                )
            if unwrapped:
                text = re.sub(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1", text)
            again.writestr(name, text)
    return made.getvalue()


def _word_paragraphs(path: Path, *, unwrapped: bool) -> bytes:
    content = filled(path, "<w:p/>", "<w:p><w:r><w:t>{}</w:t></w:r></w:p>", unwrapped=unwrapped)
    assert content != path.read_bytes()
    return content


@pytest.mark.parametrize("saved", ["docx", "docx, its controls gone", "odt"])
def test_what_is_written_into_a_form_comes_back_under_its_label(saved: str, tmp_path: Path) -> None:
    kind = saved[:4].strip(",")
    (path,) = write(tmp_path, kind)
    if kind == "odt":
        content = filled(path, "<text:p/>", "<text:p>{}</text:p>")
    else:
        content = _word_paragraphs(path, unwrapped="gone" in saved)
    path.write_bytes(content)
    (table,) = (block for block in read_document(path).blocks if isinstance(block, NoteTable))
    read = {field_of(label.text): [block.text for block in answer.blocks] for label, answer in table.rows}
    assert read == {KNOWN[field.name]: ANSWERS.get(field.name, []) for field in FORM_FIELDS}
    if saved == "docx":
        assert [row[1].field for row in table.rows] == [field.name for field in FORM_FIELDS]


def test_a_blank_form_says_nothing_but_its_labels(tmp_path: Path) -> None:
    for path in write(tmp_path, "docx", "odt", groups=2):
        document = read_document(path)
        assert not document.told
        (table,) = document.blocks
        assert isinstance(table, NoteTable)
        assert all(field_of(row[0].text) for row in table.rows)
        assert any("Groupe" in margin.text for margin in document.margins)


def test_every_group_has_a_form_of_its_own_and_the_page_holds_all(tmp_path: Path) -> None:
    made = write(tmp_path, "docx", "odt", "html", groups=3)
    assert sorted(path.name for path in made) == sorted(
        [*(f"fiche-groupe-{n}.{kind}" for n in (1, 2, 3) for kind in ("docx", "odt")), "fiche.html"]
    )
    page = (tmp_path / "fiches" / "fiche.html").read_text("utf-8")
    assert page.count('<section class="fiche"') == 3
    assert "Groupe 3" in page


def test_nothing_that_stands_there_is_replaced(tmp_path: Path) -> None:
    (path,) = write(tmp_path, "docx")
    path.write_bytes(b"rempli hier soir")
    with pytest.raises(UserError, match="existe déjà"):
        write(tmp_path, "html", "docx")
    assert path.read_bytes() == b"rempli hier soir"
    assert not (tmp_path / "fiches" / "fiche.html").exists()
