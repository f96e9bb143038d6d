"""The drinks of a day on the screen."""
