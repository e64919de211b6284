"""What stops a release."""


class ReleaseError(Exception):
    """Something that has to be mended before anything is handed out; the message says all of it."""
