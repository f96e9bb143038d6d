"""Tables that somebody kept by hand: what their columns mean, and their rows as nights."""
