"""One rule a module: a small function from the canonical script to findings, its example in the docstring."""

from collections.abc import Callable, Iterator

from pipeline.check.context import CheckContext
from pipeline.check.rules.archive_dated import archive_dated
from pipeline.check.rules.bed_known import bed_known
from pipeline.check.rules.clip_words import clip_words
from pipeline.check.rules.consent_current import consent_current
from pipeline.check.rules.consent_given import consent_given
from pipeline.check.rules.consent_media import consent_media
from pipeline.check.rules.department_known import department_known
from pipeline.check.rules.duplicate_id import duplicate_id
from pipeline.check.rules.duration_sane import duration_sane
from pipeline.check.rules.engine_known import engine_known
from pipeline.check.rules.field_filled import field_filled
from pipeline.check.rules.headlines import headlines
from pipeline.check.rules.house_known import house_known
from pipeline.check.rules.illustration_known import illustration_known
from pipeline.check.rules.lexicon_words import lexicon_words
from pipeline.check.rules.long_line import long_line
from pipeline.check.rules.long_sentence import long_sentence
from pipeline.check.rules.lower_third import lower_third
from pipeline.check.rules.media_usable import media_usable
from pipeline.check.rules.minor_protected import minor_protected
from pipeline.check.rules.name_withheld import name_withheld
from pipeline.check.rules.pause_shown import pause_shown
from pipeline.check.rules.presenter_named import presenter_named
from pipeline.check.rules.programme_known import programme_known
from pipeline.check.rules.scene_usable import scene_usable
from pipeline.check.rules.signed_once import signed_once
from pipeline.check.rules.slot_choice import slot_choice
from pipeline.check.rules.slot_entries import slot_entries
from pipeline.check.rules.slot_length import slot_length
from pipeline.check.rules.slot_number import slot_number
from pipeline.check.rules.slot_required import slot_required
from pipeline.check.rules.somebody_speaks import somebody_speaks
from pipeline.check.rules.speakable_text import speakable_text
from pipeline.check.rules.speaker_known import speaker_known
from pipeline.check.rules.story_content import story_content
from pipeline.check.rules.story_title import story_title
from pipeline.check.rules.ticker_length import ticker_length
from pipeline.check.rules.to_provide import to_provide
from pipeline.check.rules.voice_agrees import voice_agrees
from pipeline.check.rules.voice_known import voice_known
from pipeline.errors import Finding
from pipeline.model.marked import MapNode

Rule = Callable[[MapNode, CheckContext], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    archive_dated,
    bed_known,
    clip_words,
    consent_current,
    consent_given,
    consent_media,
    department_known,
    duplicate_id,
    duration_sane,
    engine_known,
    field_filled,
    headlines,
    house_known,
    illustration_known,
    lexicon_words,
    long_line,
    long_sentence,
    lower_third,
    media_usable,
    minor_protected,
    name_withheld,
    pause_shown,
    presenter_named,
    programme_known,
    scene_usable,
    signed_once,
    slot_choice,
    slot_entries,
    slot_length,
    slot_number,
    slot_required,
    somebody_speaks,
    speakable_text,
    speaker_known,
    story_content,
    story_title,
    ticker_length,
    to_provide,
    voice_agrees,
    voice_known,
)

__all__ = ["RULES", "Rule"]
