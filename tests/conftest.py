"""Settings of all tests: in CI hypothesis draws the same examples on every run, and no test is timed."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")
