"""The captions that are written beside a film, in the forms that its delivery asks for."""

from pipeline.caption.forms import FORMS
from pipeline.caption.head import CaptionHead
from pipeline.produce.publication import Publication


def caption_files(publication: Publication) -> dict[str, str | bytes]:
    """Return the files of captions that go with a delivery, by name."""
    context, preset = publication.request.context, publication.request.preset
    head = CaptionHead(
        title=publication.timeline.title,
        language=context.house.imprint.language,
        day=context.script.fiction_date,
        shape=preset.format.shape,
        first_frame=preset.clock or 0,
    )
    forms = (FORMS[form] for form in preset.captions)
    return {form.file: form.make(publication.captions, head) for form in forms}
