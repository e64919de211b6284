"""The transcript: one HTML page that needs nothing else, to read, to print, with scripts or without."""

from collections.abc import Iterator
from html import escape

from pipeline.caption.page import PageChapter, ShownTexts, SpokenLine, TranscriptPage
from pipeline.caption.transcript_style import style
from pipeline.french.typography import NARROW, NO_BREAK

_SEEK = """
document.addEventListener("click",function(event){
  var link=event.target.closest('a[href^="#t="]'),film=document.querySelector("video");
  if(!link||!film)return;
  event.preventDefault();
  film.currentTime=parseFloat(link.hash.slice(3));
  film.scrollIntoView({block:"nearest"});
  film.focus({preventScroll:true});
  film.play();
});
"""
_FEW = 4
_TALL = {
    "horizontal": "",
    "vertical": ' style="aspect-ratio:9/16;width:auto;max-width:100%;max-height:85vh;margin:1.75rem auto 1rem"',
    "carre": ' style="aspect-ratio:1/1"',
}
"""How the player stands on the page when its film is not 16:9."""

_FICTION = f"Ce journal imagine l’année 2050{NARROW}; rien de tout cela n’est arrivé."
_SYNTHETIC = "Des voix de ce journal sont produites par ordinateur."


def transcript(page: TranscriptPage) -> str:
    """Return the page as HTML 5, in French; raises SceneError when its palette lacks a colour."""
    return "\n".join((*_head(page), *_body(page), "</body>", "</html>", ""))


def _head(page: TranscriptPage) -> Iterator[str]:
    title = escape(page.title)
    yield '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title} – Transcription</title>"
    yield f'<meta name="description" content="Le journal et la transcription complète de {title}.">'
    yield f"<style>{style(page.palette)}</style>\n</head>\n<body>"


def _body(page: TranscriptPage) -> Iterator[str]:
    about = " · ".join(escape(part) for part in (page.city, page.date, _length(page.length)) if part)
    yield '<a class="evitement" href="#transcription">Aller à la transcription</a>'
    yield f'<header class="tete"><div>\n<h1>{escape(page.title)}</h1>\n<p>{about}</p>\n</div></header>'
    yield "<main>"
    yield from _film(page)
    yield from _notice(page)
    yield from _contents(page)
    yield '<div id="transcription" tabindex="-1">'
    for number, chapter in enumerate(page.chapters, 1):
        yield from _chapter(number, chapter)
    yield from _ticker(page)
    yield "</div>\n</main>"
    yield from _foot(page)
    yield f"<script>{_SEEK}</script>"


def _film(page: TranscriptPage) -> Iterator[str]:
    if not page.film:
        return
    poster = f' poster="{escape(page.poster)}"' if page.poster else ""
    told = f'aria-label="{escape(page.title)}"{poster}{_TALL[page.shape]}'
    yield f'<video controls preload="metadata" tabindex="0" {told}>'
    yield f'<source src="{escape(page.film)}">'
    if page.captions:
        label = "Français, sourds et malentendants"
        yield f'<track kind="captions" srclang="fr" label="{label}" src="{escape(page.captions)}" default>'
    if page.chapters_file:
        yield f'<track kind="chapters" srclang="fr" label="Chapitres" src="{escape(page.chapters_file)}">'
    yield f'<p><a href="{escape(page.film)}">Télécharger le film</a></p>\n</video>'


def _notice(page: TranscriptPage) -> Iterator[str]:
    yield '<aside class="avis" aria-label="À savoir">'
    yield f"<p><strong>Ceci est une fiction.</strong> {_FICTION}</p>"
    if page.synthetic_voices:
        yield f"<p><strong>Voix de synthèse.</strong> {_SYNTHETIC}</p>"
    yield "</aside>"


def _contents(page: TranscriptPage) -> Iterator[str]:
    yield '<nav aria-labelledby="sommaire">\n<h2 id="sommaire">Sommaire</h2>\n<ol>'
    for number, chapter in enumerate(page.chapters, 1):
        title = escape(chapter.title)
        seek = _time(chapter.start, f"Voir «{NO_BREAK}{chapter.title}{NO_BREAK}»")
        yield f'<li>{seek}<a href="#chapitre-{number}">{title}</a></li>'
    yield "</ol>\n</nav>"


def _chapter(number: int, chapter: PageChapter) -> Iterator[str]:
    """Yield a chapter; everything that has a time of its own is where a link to that time leads."""
    name = f"chapitre-{number}"
    yield f'<section id="t={_at(chapter.start)}" aria-labelledby="{name}">'
    yield f'<h2 id="{name}">{escape(chapter.title)}</h2>'
    taken = {_at(chapter.start)}
    told: list[SpokenLine | ShownTexts] = [*chapter.on_screen, *chapter.lines]
    before = ""
    for part in sorted(told, key=lambda entry: entry.start):
        at = _at(part.start)
        target = "" if at in taken else f' id="t={at}"'
        taken.add(at)
        if isinstance(part, ShownTexts):
            yield f'<div class="ecran"{target}>{_on_screen(part)}</div>'
            continue
        yield f'<div class="replique"{target}>{_spoken(part, same=part.name == before)}</div>'
        before = part.name
    yield "</section>"


def _spoken(line: SpokenLine, *, same: bool) -> str:
    role = f", {escape(line.role)}" if line.role and not same else ""
    who = f'<p class="qui"><strong>{escape(line.name)}</strong>{role}</p>' if line.name else ""
    return f"{_time(line.start, 'Voir ce passage')}<div>{who}<p>{escape(line.text)}</p></div>"


def _on_screen(shown: ShownTexts) -> str:
    label = f"À l’écran{NO_BREAK}:"
    if len(shown.texts) > _FEW:
        entries = "".join(f"<li>{escape(text)}</li>" for text in shown.texts)
        told = f"<p>{label}</p><ul>{entries}</ul>"
    else:
        told = f"<p>{label} {' · '.join(escape(text) for text in shown.texts)}</p>"
    return f"{_time(shown.start, 'Voir à l’écran')}<div>{told}</div>"


def _ticker(page: TranscriptPage) -> Iterator[str]:
    if page.ticker:
        entries = "\n".join(f"<li>{escape(text)}</li>" for text in page.ticker)
        yield '<section aria-labelledby="bandeau">\n<h2 id="bandeau">Le bandeau défilant</h2>'
        yield f"<ul>\n{entries}\n</ul>\n</section>"


def _foot(page: TranscriptPage) -> Iterator[str]:
    files = (
        (page.film, "Le film"),
        (page.captions, "Les sous-titres"),
        (page.chapters_file, "Les chapitres"),
    )
    links = " · ".join(f'<a href="{escape(name)}">{label}</a>' for name, label in files if name)
    yield f'<footer class="pied"><div>\n<p>Transcription de «{NO_BREAK}{escape(page.title)}{NO_BREAK}».</p>'
    yield f"<p>Télécharger{NO_BREAK}: {links}</p>\n</div></footer>" if links else "</div></footer>"


def _time(start: float, what: str) -> str:
    minutes, second = divmod(int(start), 60)
    said = f"{escape(what)}, {_length(start)}"
    return f'<a class="heure" href="#t={_at(start)}" aria-label="{said}">{minutes}:{second:02d}</a>'


def _at(start: float) -> str:
    """Return a time as media fragments write it."""
    return f"{start:.2f}".rstrip("0").rstrip(".")


def _length(whole: float) -> str:
    minutes, second = divmod(int(whole), 60)
    said = f"{minutes} min {second:02d} s" if minutes else f"{second} s"
    return said.replace(" ", NO_BREAK)
