"""How the rundown's sheet looks; every colour comes from the house's palette."""

import re
from collections.abc import Mapping

from pipeline.errors import SceneError

NAMES = ("encre", "nuit", "blanc", "ambre", "ambre_doux")
"""The colours of the palette that the sheet uses."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")

_RULES = """
:root{color-scheme:light dark;--fond:var(--blanc);--texte:var(--encre);--trait:var(--ambre);
--titre:var(--ambre_doux);--sur-titre:var(--encre);--filet:color-mix(in srgb,var(--texte) 22%,transparent)}
@media (prefers-color-scheme:dark){:root{--fond:var(--nuit);--texte:var(--blanc);--titre:var(--encre);
--sur-titre:var(--blanc)}}
*{box-sizing:border-box}
body{margin:0;background:var(--fond);color:var(--texte);
font:1rem/1.4 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",Verdana,"DejaVu Sans",sans-serif}
header{background:var(--nuit);color:var(--blanc);border-bottom:6px solid var(--ambre);
padding:1.5rem 1.5rem 1.25rem}
h1{margin:0;font:700 2.25rem/1.1 "Barlow Condensed","Arial Narrow","Liberation Sans Narrow",sans-serif}
header p{margin:.35rem 0 0;color:var(--ambre_doux)}
main{padding:1.25rem 1.5rem 2.5rem}
table{border-collapse:separate;border-spacing:0;width:100%;min-width:78rem;font-size:.9rem}
caption{text-align:left;padding:0 0 .75rem}
th,td{padding:.45rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--filet)}
thead th{position:sticky;top:0;z-index:1;background:var(--encre);color:var(--blanc);
border-bottom:3px solid var(--ambre);
white-space:nowrap}
.groupe th,.groupe td{background:var(--titre);color:var(--sur-titre);border-top:2px solid var(--trait);
font-weight:700}
.groupe{font-size:1rem}
.type{margin-left:.8rem;font-weight:400}
.slug{max-width:9rem;font-size:.8rem;overflow-wrap:break-word}
.temps{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td ul{margin:0;padding:0;list-style:none}
tbody th[scope=row]{font-weight:400;font-variant-numeric:tabular-nums}
tfoot th,tfoot td{border-top:3px solid var(--trait);border-bottom:0;font-weight:700}
@page{size:A4 landscape;margin:10mm}
@media print{:root{--fond:transparent;--texte:CanvasText;--titre:transparent;--sur-titre:CanvasText}
header{background:none;color:CanvasText;padding:0 0 3mm}header p{color:CanvasText}h1{font-size:18pt}
main{padding:3mm 0 0}
table{min-width:0;font-size:7.5pt}th,td{padding:1mm 1.2mm}.groupe{font-size:8.5pt}.slug{font-size:6.5pt}
tfoot{display:table-row-group}
thead th{position:static;background:none;color:CanvasText}thead{display:table-header-group}
tr{break-inside:avoid}.groupe{break-after:avoid}}
"""


def style(palette: Mapping[str, str]) -> str:
    """Return the sheet's style sheet; raises SceneError when the palette lacks a colour the sheet needs."""
    return f":root{{{';'.join(f'--{name}:{_colour(name, palette)}' for name in NAMES)}}}{_RULES}"


def _colour(name: str, palette: Mapping[str, str]) -> str:
    value = palette.get(name, "")
    if not _COLOUR.fullmatch(value):
        raise SceneError(
            f"la palette ne donne pas de couleur « {name} » ; ajoutez-la aux « couleurs » de l'habillage, "
            "sous la forme d'un dièse et de six chiffres hexadécimaux"
        )
    return value
