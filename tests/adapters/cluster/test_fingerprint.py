import pytest

from pipeline.adapters.cluster.fingerprint import Fingerprint, differences, fingerprint, processor_class
from pipeline.adapters.cluster.host import compared
from pipeline.adapters.cluster.travel import Alike

OURS = Fingerprint({"jt2050": "1 (aaa)", "NumPy": "2.4"}, {"classe de processeur": "avx2 fma"})


def told(**other: object) -> dict[str, object]:
    return {"pictures": dict(OURS.pictures), "voices": dict(OURS.voices), "encodeur": 1.0, **other}


def test_a_worker_that_is_the_same_fits_for_everything() -> None:
    assert compared(OURS, told(), Alike.PICTURES) == ()
    assert compared(OURS, told(), Alike.VOICES) == ()


def test_another_processor_renders_but_does_not_speak() -> None:
    other = told(voices={"classe de processeur": "avx2 fma avx512f"})
    assert compared(OURS, other, Alike.PICTURES) == ()
    assert compared(OURS, other, Alike.VOICES) == ("classe de processeur : avx2 fma avx512f, ici avx2 fma",)


def test_everything_that_differs_is_named_with_both_sides() -> None:
    other = told(pictures={"jt2050": "1 (bbb)", "NumPy": "2.3", "OpenCV": "4.13"}, encodeur=0.0)
    assert compared(OURS, other, Alike.PICTURES) == (
        "jt2050 : 1 (bbb), ici 1 (aaa)",
        "NumPy : 2.3, ici 2.4",
        "OpenCV : 4.13, ici absent",
        "lancé sans --resources encodeur=1",
    )


def test_tokens_are_equal_only_where_nothing_differs() -> None:
    here = fingerprint()
    assert here.token(Alike.PICTURES) == fingerprint().token(Alike.PICTURES)
    assert here.token(Alike.PICTURES) != here.token(Alike.VOICES)
    other = Fingerprint({**here.pictures, "NumPy": "0"}, here.voices)
    assert other.token(Alike.PICTURES) != here.token(Alike.PICTURES)
    assert differences(here.pictures, other.pictures) == (f"NumPy : 0, ici {here.pictures['NumPy']}",)


def test_what_decides_pictures_is_all_there() -> None:
    assert set(fingerprint().pictures) >= {"jt2050", "Python", "FFmpeg", "NumPy", "OpenCV", "ThorVG", "HarfBuzz"}
    assert "absent" not in fingerprint().pictures.values()


@pytest.mark.parametrize(
    ("cpuinfo", "pictures", "voices"),
    [
        ("flags\t\t: fpu sse2 avx2 fma avx512f avx512_vnni\n", "avx2 fma", "avx2 fma avx512f avx512_vnni"),
        ("flags\t\t: fpu sse2\n", "ordinaire", "ordinaire"),
        ("Features\t: fp asimd asimddp i8mm\n", "ordinaire", "asimddp i8mm"),
    ],
)
def test_processors_are_told_apart_by_how_they_multiply(cpuinfo: str, pictures: str, voices: str) -> None:
    assert processor_class(Alike.PICTURES, cpuinfo) == pictures
    assert processor_class(Alike.VOICES, cpuinfo) == voices
