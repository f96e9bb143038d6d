"""The questions as data: of the night, of movement, of the day, and their one table."""
