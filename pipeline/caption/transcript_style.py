"""How the transcript looks: layout and contrast are here, every colour comes from the house's palette."""

import re
from collections.abc import Mapping

from pipeline.errors import SceneError

NAMES = ("encre", "nuit", "blanc", "ambre", "ambre_doux")
"""The colours of the palette that the page uses."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")

_RULES = """
:root{color-scheme:light dark;--fond:var(--blanc);--texte:var(--encre);--lien:var(--encre);
--trait:var(--ambre);
--carte:var(--ambre_doux);--sur-carte:var(--encre);--filet:color-mix(in srgb,var(--texte) 18%,transparent)}
@media (prefers-color-scheme:dark){:root{--fond:var(--nuit);--texte:var(--blanc);--lien:var(--ambre_doux);
--carte:var(--encre);--sur-carte:var(--blanc)}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--fond);color:var(--texte);
font:1.125rem/1.65 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",Verdana,"DejaVu Sans",sans-serif}
a{color:var(--lien);text-decoration:underline;text-decoration-color:var(--trait);
text-decoration-thickness:.14em;
text-underline-offset:.2em}
a:hover{text-decoration-thickness:.24em}
:focus-visible{outline:3px solid var(--lien);outline-offset:3px;border-radius:3px}
.evitement{position:absolute;left:-100rem}
.evitement:focus{left:1rem;top:1rem;z-index:2;padding:.6rem 1rem;background:var(--encre);color:var(--blanc)}
.tete{background:var(--nuit);color:var(--blanc);border-bottom:6px solid var(--ambre);padding:2.25rem 0}
.tete>div,main,.pied>div{max-width:48rem;margin:0 auto;padding-left:1.25rem;padding-right:1.25rem}
.tete p{margin:.4rem 0 0;color:var(--ambre_doux)}
h1,h2{font-family:"Barlow Condensed","Arial Narrow","Liberation Sans Narrow",sans-serif;line-height:1.1;
text-wrap:balance}
h1{margin:0;font-size:clamp(2.25rem,7vw,3.5rem)}
h2{margin:0 0 .25rem;font-size:1.9rem}
main{padding-bottom:3rem}
video{display:block;width:100%;height:auto;aspect-ratio:16/9;margin:1.75rem 0 1rem;background:var(--nuit);
border-radius:8px}
.avis{margin:1.25rem 0;padding:.9rem 1.15rem;background:var(--carte);color:var(--sur-carte);
border-left:6px solid var(--ambre);border-radius:0 8px 8px 0}
.avis p{margin:.15rem 0}
nav ol{margin:.75rem 0 0;padding:0;list-style:none}
nav li{display:flex;gap:1rem;padding:.45rem 0;border-bottom:1px solid var(--filet)}
nav li a{text-decoration-color:transparent}
nav li a:hover{text-decoration-color:var(--trait)}
nav li a+a{flex:1;font-weight:700}
.heure{flex:none;align-self:flex-start;min-width:3.4rem;font-variant-numeric:tabular-nums;
text-decoration-thickness:1px}
section,nav{margin-top:2.75rem}
section{border-top:3px solid var(--trait);padding-top:1.5rem}
.replique,.ecran{display:flex;gap:1rem;margin:1.15rem 0}
.replique>div,.ecran>div{flex:1;min-width:0}
.replique p,.ecran p{margin:0;overflow-wrap:break-word}
.qui{line-height:1.4}
.qui strong{font-weight:700}
.ecran>div{border-left:4px solid var(--trait);padding-left:.9rem;font-style:italic}
.ecran ul{margin:.25rem 0 0;padding-left:1.2rem}
.pied{background:var(--nuit);color:var(--blanc);padding:1.5rem 0}
.pied p{margin:.25rem 0}
.pied a{color:var(--ambre_doux)}
@media (max-width:32rem){.replique,.ecran{flex-direction:column;gap:.1rem}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{:root{--fond:transparent;--texte:CanvasText;--lien:CanvasText}body{font-size:11pt;
line-height:1.45}
video,.evitement,nav{display:none}.tete,.pied,.avis{background:none;color:CanvasText;padding-left:0;
padding-right:0}
.tete p,.pied a{color:CanvasText}.avis{padding-left:1rem}a{text-decoration:none}
h2{break-after:avoid}.replique,.ecran{break-inside:avoid}}
"""


def style(palette: Mapping[str, str]) -> str:
    """Return the page's style sheet; raises SceneError when the palette lacks a colour the page needs."""
    return f":root{{{';'.join(f'--{name}:{_colour(name, palette)}' for name in NAMES)}}}{_RULES}"


def _colour(name: str, palette: Mapping[str, str]) -> str:
    value = palette.get(name, "")
    if not _COLOUR.fullmatch(value):
        raise SceneError(
            f"la palette ne donne pas de couleur « {name} » ; ajoutez-la aux « couleurs » de l'habillage, "
            "sous la forme d'un dièse et de six chiffres hexadécimaux"
        )
    return value
