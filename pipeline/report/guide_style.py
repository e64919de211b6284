"""How the style guide's page looks: the reader's own colours, so that no choice of the house makes it unreadable."""

RULES = """
:root{color-scheme:light dark;--filet:color-mix(in srgb,CanvasText 25%,transparent)}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0;background:Canvas;color:CanvasText;font:1rem/1.5 system-ui,"DejaVu Sans",sans-serif}
header,main{max-width:90rem;margin:0 auto;padding:1.5rem 1.5rem 0}
main{padding:0 1.5rem 3rem}
h1{margin:0;font-size:2rem;line-height:1.15}
h2{margin:2.5rem 0 .75rem;padding-top:1rem;border-top:2px solid var(--filet);font-size:1.5rem}
h3{margin:0;font-size:1.05rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.75rem 0 0;padding:0;list-style:none}
:focus-visible{outline:3px solid Highlight;outline-offset:3px}
.evitement{position:absolute;left:-100rem}
.evitement:focus{left:1rem;top:1rem;padding:.5rem 1rem;background:Canvas}
.grille{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(26rem,100%),1fr));gap:1.5rem;margin:1rem 0;
padding:0;list-style:none}
.grille.petite{grid-template-columns:repeat(auto-fill,minmax(min(11rem,100%),1fr));gap:1rem}
figure{margin:0}
.cadre{position:relative;aspect-ratio:16/9;overflow:hidden;border:1px solid var(--filet)}
.cadre.vertical,.cadre.carre{display:inline-block;margin:.5rem .5rem 0 0}
.cadre.vertical{width:30%;aspect-ratio:9/16}
.cadre.carre{width:53.333%;aspect-ratio:1}
.cadre img{display:block;width:100%;height:100%}
.zone{display:none;position:absolute;border:2px dashed Highlight;outline:100vmax solid
color-mix(in srgb,Canvas 45%,transparent)}
.voir:checked~.cadre .zone,#surete:checked~.grille .zone{display:block}
.erreur{padding:.75rem 1rem;border:2px solid currentColor;white-space:pre-wrap;overflow-wrap:anywhere;
font:.9rem/1.5 ui-monospace,monospace}
.cadre .erreur{position:absolute;inset:0;overflow:auto;background:Canvas}
.couleur{height:5rem;border:1px solid var(--filet)}
.theme{display:flex;align-items:center;height:8rem;padding:1rem;font-size:1.5rem;font-weight:700}
code{font-family:ui-monospace,monospace}
.defile{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;padding:0 0 .5rem}
th,td{padding:.4rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--filet)}
.nombre{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.essai{display:inline-block;padding:.15rem .6rem;border:1px solid var(--filet);font-weight:700;white-space:nowrap}
.style{overflow:hidden;padding:.75rem 1rem;border:1px solid var(--filet);margin:.35rem 0 1.25rem}
.style p{margin:0;overflow-wrap:anywhere}
audio{height:2.25rem;max-width:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
"""
"""The page's own rules; colours of the house stand in the page as what they are: samples."""
