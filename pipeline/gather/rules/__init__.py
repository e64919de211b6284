"""One rule a module: what a line of notes is, its example in the docstring; the first that knows decides."""

from pipeline.gather.rules.caption import caption
from pipeline.gather.rules.dateline import dateline
from pipeline.gather.rules.desk import desk
from pipeline.gather.rules.direction import direction
from pipeline.gather.rules.headline_entry import headline_entry
from pipeline.gather.rules.interview import interview
from pipeline.gather.rules.labelled import labelled
from pipeline.gather.rules.listed import listed
from pipeline.gather.rules.margin import margin
from pipeline.gather.rules.newscast_title import newscast_title
from pipeline.gather.rules.person_entry import person_entry
from pipeline.gather.rules.picture import picture
from pipeline.gather.rules.presenting import presenting
from pipeline.gather.rules.prose import prose
from pipeline.gather.rules.section_head import section_head
from pipeline.gather.rules.speaker_alone import speaker_alone
from pipeline.gather.rules.story_head import story_head
from pipeline.gather.rules.stroke import stroke
from pipeline.gather.rules.struck import struck
from pipeline.gather.rules.turn import turn
from pipeline.gather.rules.voiced import voiced
from pipeline.gather.sight import LineRule

LINE_RULES: tuple[LineRule, ...] = (
    struck,
    margin,
    picture,
    dateline,
    newscast_title,
    story_head,
    interview,
    voiced,
    direction,
    speaker_alone,
    caption,
    section_head,
    presenting,
    person_entry,
    headline_entry,
    labelled,
    turn,
    desk,
    stroke,
    listed,
    prose,
)

__all__ = ["LINE_RULES"]
