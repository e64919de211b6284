"""What holds for every test: the same examples in every run, and no deadline on a shared machine."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
