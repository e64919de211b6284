"""Samples in, samples out: buses, ducking, loudness; segment by segment, so that length costs no memory."""

MIX_VERSION = 4
"""Raised whenever the same timeline would be mixed otherwise."""
