"""The tips on the screen."""
