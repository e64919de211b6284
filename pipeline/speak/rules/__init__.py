"""Families of rules; each module has `READINGS`, what it claims of a text, and `normalise` gathers them."""
