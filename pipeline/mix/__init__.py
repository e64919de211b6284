"""Samples in, samples out: buses, ducking, loudness; segment by segment, so that length costs no memory."""

MIX_VERSION = 7
"""Raised whenever the same timeline would be mixed otherwise."""
