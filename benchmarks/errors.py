"""What stops a measurement."""


class BenchError(Exception):
    """A table cannot be made: what is missing or wrong, in one sentence."""
