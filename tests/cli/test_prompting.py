"""`jt prompteur --suivre`: the page is the newest text that can be read, and says when a newer one cannot."""

import json
from pathlib import Path

import pytest

from pipeline.cli.prompting import PrompterWish, write_prompter_page

SCRIPT = """\
titre: Le petit journal
sujets:
  - titre: Le banc
    texte: Rue des Lilas, un banc donne l'heure à ses voisins.
"""


def test_a_page_follows_its_script_and_keeps_the_last_text_that_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script, page, state = tmp_path / "essai.yaml", tmp_path / "lu.html", tmp_path / "lu.etat.js"
    script.write_text(SCRIPT, "utf-8")
    seen: list[tuple[str, dict[str, str]]] = []
    saved = iter((SCRIPT.replace("un banc", "une horloge"), "titre: [oups\n", SCRIPT.replace("un banc", "un arbre")))

    def wait() -> None:
        told = state.read_text("utf-8").removeprefix("window.prompteur = ").removesuffix(";\n")
        seen.append((page.read_text("utf-8"), json.loads(told)))
        text = next(saved, None)
        if text is None:
            raise KeyboardInterrupt
        script.write_text(text, "utf-8")

    with pytest.raises(KeyboardInterrupt):
        write_prompter_page(PrompterWish(script=script, place=page, follow=True, cache=tmp_path / "cache"), wait)
    (first, _), (second, known), (third, broken), (fourth, mended) = seen
    assert all("lu.etat.js" in text for text in (first, second, third, fourth))
    assert ("un banc" in first, "une horloge" in second, "un arbre" in fourth) == (True, True, True)
    assert third == second
    assert (known["problem"], mended["problem"]) == ("", "")
    assert broken["version"] == known["version"] != mended["version"]
    assert "essai.yaml:" in broken["problem"]
    assert "garde le dernier texte lu" in capsys.readouterr().err


def test_a_page_that_follows_nothing_asks_for_nothing(tmp_path: Path) -> None:
    script = tmp_path / "essai.yaml"
    script.write_text(SCRIPT, "utf-8")
    write_prompter_page(PrompterWish(script=script, place=tmp_path / "lu.html", cache=tmp_path / "cache"))
    assert 'data-etat="' not in (tmp_path / "lu.html").read_text("utf-8")
    assert not (tmp_path / "lu.etat.js").exists()
