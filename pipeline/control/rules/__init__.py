"""The rules of control, one a module: each looks at measures and spots what breaks it; listed here, in order."""

from pipeline.control.rule import ControlRule
from pipeline.control.rules.altered_files import ALTERED_FILES
from pipeline.control.rules.bit_rate import BIT_RATE
from pipeline.control.rules.black import BLACK
from pipeline.control.rules.captions_complete import CAPTIONS_COMPLETE
from pipeline.control.rules.captions_language import CAPTIONS_LANGUAGE
from pipeline.control.rules.captions_other import CAPTIONS_OTHER
from pipeline.control.rules.captions_overlap import CAPTIONS_OVERLAP
from pipeline.control.rules.captions_pace import CAPTIONS_PACE
from pipeline.control.rules.captions_there import CAPTIONS_THERE
from pipeline.control.rules.captions_timed import CAPTIONS_TIMED
from pipeline.control.rules.channels import CHANNELS
from pipeline.control.rules.chapters_form import CHAPTERS_FORM
from pipeline.control.rules.chapters_planned import CHAPTERS_PLANNED
from pipeline.control.rules.clicks import CLICKS
from pipeline.control.rules.colours_said import COLOURS_SAID
from pipeline.control.rules.container_form import CONTAINER_FORM
from pipeline.control.rules.default_tracks import DEFAULT_TRACKS
from pipeline.control.rules.direct_current import DIRECT_CURRENT
from pipeline.control.rules.film_opens import FILM_OPENS
from pipeline.control.rules.film_whole import FILM_WHOLE
from pipeline.control.rules.flashes import FLASHES
from pipeline.control.rules.freeze import FREEZE
from pipeline.control.rules.join_pulses import JOIN_PULSES
from pipeline.control.rules.key_frames import KEY_FRAMES
from pipeline.control.rules.labels_shown import LABELS_SHOWN
from pipeline.control.rules.levels import LEVELS
from pipeline.control.rules.loudness import LOUDNESS
from pipeline.control.rules.loudness_range import LOUDNESS_RANGE
from pipeline.control.rules.loudness_stories import LOUDNESS_STORIES
from pipeline.control.rules.marks_borne import MARKS_BORNE
from pipeline.control.rules.missing_files import MISSING_FILES
from pipeline.control.rules.page_accessible import PAGE_ACCESSIBLE
from pipeline.control.rules.page_whole import PAGE_WHOLE
from pipeline.control.rules.picture_format import PICTURE_FORMAT
from pipeline.control.rules.quick_start import QUICK_START
from pipeline.control.rules.red_flashes import RED_FLASHES
from pipeline.control.rules.seal_whole import SEAL_WHOLE
from pipeline.control.rules.silence import SILENCE
from pipeline.control.rules.sound_format import SOUND_FORMAT
from pipeline.control.rules.sound_length import SOUND_LENGTH
from pipeline.control.rules.speech_over_bed import SPEECH_OVER_BED
from pipeline.control.rules.speech_timed import SPEECH_TIMED
from pipeline.control.rules.text_contrast import TEXT_CONTRAST
from pipeline.control.rules.text_safe import TEXT_SAFE
from pipeline.control.rules.track_languages import TRACK_LANGUAGES
from pipeline.control.rules.true_peak import TRUE_PEAK

OF_PIECES: tuple[ControlRule, ...] = (FILM_WHOLE, CONTAINER_FORM, PICTURE_FORMAT, ALTERED_FILES, MISSING_FILES)
"""What can still be said of a film of which a part is missing."""

CONTROLS: tuple[ControlRule, ...] = (
    # the file
    FILM_OPENS,
    FILM_WHOLE,
    CONTAINER_FORM,
    PICTURE_FORMAT,
    SOUND_FORMAT,
    COLOURS_SAID,
    KEY_FRAMES,
    QUICK_START,
    BIT_RATE,
    SOUND_LENGTH,
    TRACK_LANGUAGES,
    DEFAULT_TRACKS,
    CHAPTERS_FORM,
    CHAPTERS_PLANNED,
    ALTERED_FILES,
    MISSING_FILES,
    # the picture
    BLACK,
    FREEZE,
    FLASHES,
    RED_FLASHES,
    LEVELS,
    JOIN_PULSES,
    TEXT_CONTRAST,
    TEXT_SAFE,
    # the sound
    LOUDNESS,
    TRUE_PEAK,
    SILENCE,
    LOUDNESS_RANGE,
    LOUDNESS_STORIES,
    SPEECH_OVER_BED,
    CLICKS,
    CHANNELS,
    DIRECT_CURRENT,
    SPEECH_TIMED,
    # the captions
    CAPTIONS_THERE,
    CAPTIONS_OTHER,
    CAPTIONS_LANGUAGE,
    CAPTIONS_TIMED,
    CAPTIONS_COMPLETE,
    CAPTIONS_OVERLAP,
    CAPTIONS_PACE,
    # the marks
    MARKS_BORNE,
    SEAL_WHOLE,
    LABELS_SHOWN,
    # the page
    PAGE_WHOLE,
    PAGE_ACCESSIBLE,
)
"""Every rule, in the order in which the guide and the reports list them."""
