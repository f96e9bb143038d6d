"""The answers by name: an ordinary night, nothing to report, what an unlikely night was."""
