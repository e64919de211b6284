"""How long what is written may be: what a picture has room for, and what a voice says in one go.

The limits of scenes are theirs (`emplacements`); these are what the library's own allow, and what does not pass the
check is told with less.
"""

TITLE, KICKER, HEADLINE = 200, 60, 70
POINT_TITLE, POINT, POINTS = 50, 60, 4
QUOTE = 160
VALUE, UNIT, SOURCE = 14, 70, 60
MILESTONE_DATE, MILESTONE, MILESTONES = 16, 60, 5
QUESTION = 70
CAPTION = 60
PLACE = 120
ONE_GO = 600
"""Signs that one person says over one picture."""

ONE_PICTURE = 34
"""Words told over one picture: about thirteen seconds at 150 words a minute."""

LEAST_WORDS = 7
"""Words below which a picture would be gone before it is seen."""
