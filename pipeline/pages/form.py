"""The blank form as a page to print, one sheet of paper a group."""

from collections.abc import Sequence

from pipeline.model.form_sheet import FormSheet
from pipeline.pages.dress import Dress
from pipeline.pages.environment import rendered


def form_page(forms: Sequence[FormSheet], dress: Dress) -> str:
    """Return the HTML of blank forms, ready to print on A4."""
    return rendered("form.html", forms=forms, dress=dress.rules())
