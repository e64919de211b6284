"""The rules of control, one a module: each looks at measures and spots what breaks it; listed here, in order."""

from pipeline.control.rule import ControlRule
from pipeline.control.rules.black import BLACK
from pipeline.control.rules.colours_said import COLOURS_SAID
from pipeline.control.rules.container_form import CONTAINER_FORM
from pipeline.control.rules.film_opens import FILM_OPENS
from pipeline.control.rules.film_whole import FILM_WHOLE
from pipeline.control.rules.flashes import FLASHES
from pipeline.control.rules.freeze import FREEZE
from pipeline.control.rules.key_frames import KEY_FRAMES
from pipeline.control.rules.levels import LEVELS
from pipeline.control.rules.loudness import LOUDNESS
from pipeline.control.rules.picture_format import PICTURE_FORMAT
from pipeline.control.rules.quick_start import QUICK_START
from pipeline.control.rules.red_flashes import RED_FLASHES
from pipeline.control.rules.silence import SILENCE
from pipeline.control.rules.true_peak import TRUE_PEAK

CONTROLS: tuple[ControlRule, ...] = (
    # the file
    FILM_OPENS,
    FILM_WHOLE,
    CONTAINER_FORM,
    PICTURE_FORMAT,
    COLOURS_SAID,
    KEY_FRAMES,
    QUICK_START,
    # the picture
    BLACK,
    FREEZE,
    FLASHES,
    RED_FLASHES,
    LEVELS,
    # the sound
    LOUDNESS,
    TRUE_PEAK,
    SILENCE,
)
"""Every rule, in the order in which the guide and the reports list them."""
