"""Origins: who says what, on whose authority, with which numbers - counted by text origin, not by copy."""

__version__ = "1.1.0"
