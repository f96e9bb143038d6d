"""The check-in on the screen, catching up on missed days, and the profile."""
