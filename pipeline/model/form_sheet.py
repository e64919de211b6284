"""A blank form to hand out in a workshop: whose it is, what it asks, how it looks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormField:
    """A question of the form: its name, which outlives another label, its label, what helps to answer, room to write.

    `height` is in centimetres; written by hand, a line takes 0.8.
    """

    name: str
    label: str
    hint: str
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """One page for one group; colours are six hexadecimal digits, without the sign that a stylesheet puts first."""

    title: str
    owner: str
    group: str
    advice: str
    fields: tuple[FormField, ...]
    dark: str
    accent: str
