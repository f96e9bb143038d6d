"""The guided wind-downs on the screen."""
