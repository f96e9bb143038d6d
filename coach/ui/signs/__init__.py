"""What was counted, on the screen."""
