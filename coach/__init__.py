"""A sleep coach for the terminal, for people who twitch at night."""

__version__ = "0.1.0"
