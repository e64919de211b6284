"""Samples in, samples out: buses, ducking, loudness; block by block, so that length costs no memory."""

MIX_VERSION = 2
"""Raised whenever the same timeline would be mixed otherwise."""
