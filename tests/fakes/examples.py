"""Examples as guides show them: a few lines, made into a whole script."""

import re

PEOPLE = """\
intervenants:
  ines: {nom: Inès Delcourt, role: présentatrice, voix: presentatrice_1}
  lea: {nom: Léa Costes, role: reporter, voix: reporter_2}
  malo: {nom: Malo Ferrand, role: habitant de Talence, voix: habitant_2}
  odile: {nom: Odile Castaing, role: "colocataire, 84 ans", voix: ainee_1}
"""


def whole(example: str) -> str:
    """Return an example as a script: what it leaves out is added after it, so that its lines keep their places."""
    if example.startswith("- "):
        return f"conducteur:\n{example}titre: Essai\npresente_par: ines\n{PEOPLE}"
    script = example
    if not re.search(r"^titre:", example, re.MULTILINE):
        script += "titre: Essai\n"
    if not re.search(r"^(?:conducteur|sujets):", example, re.MULTILINE):
        script += "conducteur: [virgule]\n"
    return script
