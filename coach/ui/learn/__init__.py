"""The plain pages on the screen."""
