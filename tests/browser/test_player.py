"""The player of a page, driven as people drive it: by its buttons, by keys, from a folder and from servers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import PATIENCE
from tests.fakes.filmed_pages import CHAPTERS, CUES, DESCRIPTIONS, SECONDS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Open, Shot

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("player")]


def film(page: Page, what: str) -> Any:
    """Return what the film says of itself."""
    return page.evaluate(f"document.querySelector('video').{what}")


def until(page: Page, condition: str) -> None:
    """Wait until something is so of the film `v`."""
    page.wait_for_function(f"(() => {{ const v = document.querySelector('video'); return {condition}; }})()")


def ready(page: Page) -> Page:
    """Wait until the film can be played."""
    until(page, "v.readyState >= 2 && !v.seeking")
    return page


def at(page: Page, seconds: float) -> None:
    """Put the film, stopped, at a time."""
    page.evaluate(
        """seconds => new Promise(done => { const v = document.querySelector('video');
        v.addEventListener('seeked', () => requestAnimationFrame(done), {once: true}); v.currentTime = seconds; })""",
        seconds,
    )


def caption(page: Page) -> str:
    """Return the caption that is seen."""
    told: str = page.evaluate(
        """() => [...document.querySelectorAll('.soustitres:not([hidden]) .ligne, .dessous:not([hidden]) .ligne')]
        .map(line => line.textContent).join('|')"""
    )
    return told


@pytest.fixture
def opened(visit: Open, folder: Path) -> Page:
    """The page, opened from its folder by a double click."""
    return ready(visit((folder / "index.html").as_uri()))


def test_play_and_pause_say_what_they_will_do(opened: Page) -> None:
    play = opened.locator("[data-action=lecture]")
    assert play.inner_text() == "Lecture"
    play.click()
    until(opened, "!v.paused && v.currentTime > 0.2")
    assert play.inner_text() == "Pause"
    play.click()
    until(opened, "v.paused")
    assert play.inner_text() == "Lecture"


@pytest.mark.parametrize("number", range(len(CUES)))
def test_a_caption_is_there_as_long_as_it_lasts_to_a_tenth_of_a_second(opened: Page, number: int) -> None:
    """EN 301 549, 7.1.2."""
    cue = CUES[number]
    opened.click("[data-action=avance]")
    for moment, told in (
        (cue.start - 100, ""),
        (cue.start + 60, "|".join(cue.lines)),
        (cue.end - 60, "|".join(cue.lines)),
        (cue.end + 100, ""),
    ):
        at(opened, moment / 1000)
        assert caption(opened) == told, f"at {moment} ms"


def test_captions_follow_the_film_while_it_plays(opened: Page) -> None:
    """Every picture that is painted has the caption of a time no further than a tenth of a second."""
    opened.click("[data-action=lecture]")
    seen: list[tuple[float, str]] = opened.evaluate(
        """() => new Promise(done => { const v = document.querySelector('video'), seen = []; (function look() {
        const shown = [...document.querySelectorAll('.soustitres:not([hidden]) .ligne')].map(l => l.textContent);
        seen.push([v.currentTime, shown.join('|')]);
        if (v.currentTime > 5) { done(seen); } else { requestAnimationFrame(look); } }()); })"""
    )
    for time, told in seen:
        near = {_due(1000 * time + late) for late in (-100, 0, 100)}
        assert told in near, f"« {told} » at {time:.2f} s"
    assert {told for _, told in seen} >= {"", "|".join(CUES[0].lines), "|".join(CUES[1].lines)}


def _due(milliseconds: float) -> str:
    return next(("|".join(cue.lines) for cue in CUES if cue.start <= milliseconds < cue.end), "")


def test_a_caption_stands_where_it_hides_nothing_and_stays_in_the_picture(opened: Page) -> None:
    opened.click("[data-action=avance]")
    for cue in CUES[:3]:
        at(opened, cue.start / 1000 + 0.5)
        for size in ("0.75", "1", "1.5", "2"):
            opened.evaluate(
                """size => { const s = document.querySelector('[data-reglage=taille]'); s.value = size;
                s.dispatchEvent(new Event('change')); }""",
                size,
            )
            top, bottom = opened.evaluate(
                """() => { const c = document.querySelector('.soustitres').getBoundingClientRect(),
                i = document.querySelector('.image').getBoundingClientRect();
                return [100 * (c.top - i.top) / i.height, 100 * (c.bottom - i.top) / i.height]; }"""
            )
            assert 0 <= top < bottom <= 100, f"{cue.top} at size {size}: {top:.0f} to {bottom:.0f}"
            if cue.top is not None and size in {"0.75", "1"}:
                assert abs(top - cue.top) < 1
            if cue.top is None:
                assert bottom > 90


def test_captions_can_be_put_away_and_brought_back(opened: Page) -> None:
    button = opened.locator("[data-action=soustitres]")
    opened.click("[data-action=avance]")
    at(opened, 1.5)
    assert (button.get_attribute("aria-pressed"), bool(caption(opened))) == ("true", True)
    button.click()
    assert (button.get_attribute("aria-pressed"), caption(opened)) == ("false", "")
    button.click()
    assert caption(opened) == "|".join(CUES[0].lines)


def test_their_look_can_be_adapted(opened: Page, shot: Shot) -> None:
    """EN 301 549, 7.1.4."""
    opened.click("[data-action=avance]")
    at(opened, 4.5)
    look = "(() => { const s = getComputedStyle(document.querySelector('.ligne')); return [s.%s]; })()"
    assert opened.evaluate(look % "color") == ["rgb(255, 255, 0)"], "the charter's yellow: off screen"
    before = float(opened.evaluate(look % "fontSize")[0].removesuffix("px"))
    opened.click("[data-action=reglages]")
    opened.select_option("[data-reglage=taille]", "2")
    opened.select_option("[data-reglage=couleurs]", "noir")
    opened.select_option("[data-reglage=fond]", "plein")
    assert float(opened.evaluate(look % "fontSize")[0].removesuffix("px")) == pytest.approx(2 * before)
    assert opened.evaluate(look % "color") == ["rgb(0, 0, 0)"]
    assert opened.evaluate(look % "backgroundColor") == ["rgb(255, 255, 255)"]
    shot(opened)
    opened.select_option("[data-reglage=place]", "dessous")
    assert opened.locator(".dessous .ligne").count() == 2
    assert opened.locator(".soustitres").is_hidden()


def test_every_chapter_can_be_gone_to(opened: Page) -> None:
    for number, (start, _) in reversed(list(enumerate(CHAPTERS))):
        opened.click(f"[data-chapitre='{number}']")
        until(opened, f"Math.abs(v.currentTime - {start}) < 1 && !v.seeking")
        current = opened.locator(".chapitres [aria-current]")
        assert current.count() == 1
        assert current.get_attribute("data-chapitre") == str(number)


def test_a_time_of_the_transcript_leads_the_film_there_and_the_passage_is_shown(opened: Page) -> None:
    opened.locator("a.heure", has_text="0:10").click()
    until(opened, "v.currentTime >= 10 && v.currentTime < 12")
    assert "Sous-titre numéro 3" in opened.locator(".passage.en-cours").inner_text()


def test_an_address_may_say_the_moment(visit: Open, folder: Path) -> None:
    page = ready(visit(f"{(folder / 'index.html').as_uri()}#t=16.5"))
    until(page, "Math.abs(v.currentTime - 16.5) < 0.1")
    assert page.locator(".chapitres [aria-current]").get_attribute("data-chapitre") == "2"


def test_speed_volume_and_silence(opened: Page) -> None:
    opened.select_option("[data-reglage=vitesse]", "1.5")
    assert film(opened, "playbackRate") == 1.5
    opened.locator(".volume").fill("40")
    assert film(opened, "volume") == pytest.approx(0.4)
    opened.click("[data-action=son]")
    assert film(opened, "muted") is True
    assert opened.locator("[data-action=son]").get_attribute("aria-pressed") == "true"


def test_the_bar_says_where_it_is_in_words_and_can_be_moved(opened: Page) -> None:
    bar = opened.locator(".position")
    bar.fill("16")
    until(opened, "Math.abs(v.currentTime - 16) < 0.1 && !v.seeking")
    opened.wait_for_function("document.querySelector('.passe').textContent === '0:16'")
    assert bar.get_attribute("aria-valuetext") == "0:16 sur 0:24, Générique de fin"


def test_what_was_chosen_is_found_again(opened: Page) -> None:
    opened.click("[data-action=soustitres]")
    opened.click("[data-action=reglages]")
    opened.select_option("[data-reglage=taille]", "1.5")
    opened.select_option("[data-reglage=vitesse]", "0.75")
    opened.locator(".volume").fill("25")
    opened.reload()
    ready(opened)
    assert opened.locator("[data-action=soustitres]").get_attribute("aria-pressed") == "false"
    assert opened.locator("[data-reglage=taille]").input_value() == "1.5"
    assert film(opened, "playbackRate") == 0.75
    assert film(opened, "volume") == pytest.approx(0.25)


def test_a_browser_that_keeps_nothing_or_nonsense_plays_all_the_same(visit: Open, folder: Path) -> None:
    page = ready(visit((folder / "index.html").as_uri()))
    page.evaluate('localStorage.setItem(\'jt-lecteur\', \'{"taille": 7, "volume": "fort", oups\')')
    page.reload()
    ready(page)
    page.click("[data-action=lecture]")
    until(page, "v.currentTime > 0.2")


def test_descriptions_are_told_where_they_stand_and_the_film_waits_for_a_long_one(opened: Page) -> None:
    """Without a voice of its own the browser leaves it to the screen reader."""
    opened.click("[data-action=description]")
    told = opened.locator(".decrit")
    assert told.is_hidden()
    opened.click("[data-action=avance]")
    at(opened, 4.2)
    assert told.inner_text() == DESCRIPTIONS[0].text
    assert told.get_attribute("aria-live") == "polite"
    at(opened, 9.5)
    assert told.is_hidden()
    opened.click("[data-action=lecture]")
    until(opened, f"v.paused && v.currentTime >= {DESCRIPTIONS[1].start / 1000}")
    assert told.inner_text() == DESCRIPTIONS[1].text
    until(opened, "!v.paused")
    until(opened, "v.currentTime > 11")
    opened.click("[data-action=description]")
    assert told.is_hidden()


def test_descriptions_are_spoken_by_the_browser_where_it_can(visit: Open, folder: Path) -> None:
    page = ready(visit((folder / "index.html").as_uri()))
    page.evaluate(
        """() => { window.said = []; speechSynthesis.getVoices = () => [{lang: 'fr-FR', name: 'Voix'}];
        window.SpeechSynthesisUtterance = function (text) { this.text = text; };
        speechSynthesis.speak = one => { window.said.push([one.text, document.querySelector('video').volume]);
          window.last = one; };
        speechSynthesis.cancel = () => {}; }"""
    )
    page.click("[data-action=description]")
    at(page, 9.6)
    page.click("[data-action=lecture]")
    until(page, "v.paused && v.currentTime >= 10")
    assert page.evaluate("window.said") == [[DESCRIPTIONS[1].text, 0.25]], "the film is louder than its description"
    assert page.locator(".decrit").get_attribute("aria-live") == "off", "a screen reader says it too"
    page.evaluate("window.last.onend()")
    until(page, "!v.paused && v.volume === 1")


def test_the_whole_player_goes_full_screen_with_its_captions(opened: Page) -> None:
    opened.click("[data-action=ecran]")
    opened.wait_for_function("document.fullscreenElement && document.fullscreenElement.matches('.lecteur')")
    at(opened, 1.5)
    assert opened.locator("[data-action=lecture]").is_visible()
    box = opened.locator(".commandes").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900 + 1, "controls are below the screen"
    opened.click("[data-action=lecture]")
    opened.mouse.move(5, 5)
    opened.wait_for_selector(".lecteur.au-repos")
    assert opened.locator(".commandes").evaluate("one => getComputedStyle(one).opacity") == "0"
    opened.mouse.move(50, 50)
    opened.wait_for_selector(".lecteur:not(.au-repos)")
    opened.keyboard.press("f")
    opened.wait_for_function("!document.fullscreenElement")


KEYS = (
    ("k", "!v.paused"),
    ("k", "v.paused"),
    ("Home", "v.currentTime === 0"),
    ("ArrowRight", "Math.abs(v.currentTime - 5) < 0.1"),
    ("l", "Math.abs(v.currentTime - 15) < 0.1"),
    ("j", "Math.abs(v.currentTime - 5) < 0.1"),
    ("ArrowLeft", "v.currentTime === 0"),
    ("PageDown", "Math.abs(v.currentTime - 6) < 0.1"),
    ("PageUp", "v.currentTime === 0"),
    ("End", f"v.currentTime > {SECONDS - 0.2}"),
    ("ArrowDown", "Math.abs(v.volume - 0.95) < 0.01"),
    ("ArrowUp", "v.volume === 1"),
    ("m", "v.muted"),
    ("m", "!v.muted"),
    (">", "v.playbackRate === 1.25"),
    ("<", "v.playbackRate === 1"),
    ("s", "document.querySelector('[data-action=soustitres]').getAttribute('aria-pressed') === 'false'"),
    ("d", "document.querySelector('[data-action=description]').getAttribute('aria-pressed') === 'true'"),
    ("t", "document.activeElement.id === 'transcription'"),
)


def test_every_key_does_what_the_page_says(opened: Page) -> None:
    opened.focus("[data-action=reglages]")
    for key, effect in KEYS:
        opened.keyboard.press(key)
        until(opened, f"{effect} && !v.seeking")


def test_keys_do_nothing_outside_the_player(opened: Page) -> None:
    opened.focus(".pied a")
    for key in ("k", "m", "s", "End", "f"):
        opened.keyboard.press(key)
    assert film(opened, "paused") is True
    assert film(opened, "muted") is False
    assert opened.locator("[data-action=soustitres]").get_attribute("aria-pressed") == "true"


def test_every_control_is_reached_by_tab_with_its_focus_seen_and_none_is_a_trap(opened: Page) -> None:
    opened.click("[data-action=reglages]")
    opened.evaluate("document.querySelector('.evitement').focus()")
    wanted = opened.evaluate("() => document.querySelectorAll('.lecteur :is(button, .bouton, input, select)').length")
    reached: list[str] = []
    for _ in range(wanted + 10):
        opened.keyboard.press("Tab")
        name, inside, outline = opened.evaluate(
            """() => { const e = document.activeElement; const s = getComputedStyle(e);
            return [e.outerHTML.slice(0, 90), !!e.closest('.lecteur'),
              s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; }"""
        )
        if inside:
            assert outline, f"nobody sees where the focus is: {name}"
            reached.append(name)
    assert len(dict.fromkeys(reached)) == len(reached) == wanted, f"out of reach, or kept in focus: {reached}"


def test_space_and_enter_press_the_button_that_has_the_focus(opened: Page) -> None:
    opened.focus("[data-action=soustitres]")
    opened.keyboard.press("Space")
    assert opened.locator("[data-action=soustitres]").get_attribute("aria-pressed") == "false"
    opened.keyboard.press("Enter")
    assert opened.locator("[data-action=soustitres]").get_attribute("aria-pressed") == "true"
    assert film(opened, "paused") is True


def test_from_a_good_server_nothing_is_loaded_twice(visit: Open, good: str) -> None:
    page = ready(visit(f"{good}index.html"))
    page.click("[data-chapitre='2']")
    until(page, "v.currentTime >= 15 && !v.seeking")
    assert film(page, "currentSrc").startswith("http")


def test_from_a_server_that_sends_no_part_of_a_film_every_moment_is_reached(visit: Open, poor: str) -> None:
    page = ready(visit(f"{poor}index.html"))
    assert film(page, "seekable.end(0)") == 0, "this browser can go anywhere there: nothing is tested"
    page.click("[data-chapitre='2']")
    until(page, "v.currentTime >= 15 && v.currentTime < 18 && !v.seeking && !v.paused")
    assert film(page, "currentSrc").startswith("blob:")
    page.locator("a.heure", has_text="0:07").click()
    until(page, "v.currentTime >= 7 && v.currentTime < 9")
    assert caption(page) in {"|".join(CUES[2].lines), ""}
    assert page.locator(".etat").inner_text() == ""


def test_a_version_is_offered_at_the_same_moment(opened: Page) -> None:
    at(opened, 7)
    link = opened.locator(".bouton", has_text="Langue des signes")
    link.evaluate("one => one.addEventListener('click', event => event.preventDefault())")
    link.click()
    assert (link.get_attribute("href") or "").endswith("lsf.html#t=7.00")


def test_a_film_that_is_not_there_is_told(browser: Any, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes((folder / "index.html").read_bytes())
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto((tmp_path / "index.html").as_uri())
    page.wait_for_function("document.querySelector('.etat').textContent.includes('ne peut pas être lu')")
    assert page.is_visible("#transcription")
    page.close()
