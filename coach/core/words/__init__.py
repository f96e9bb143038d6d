"""Words that every screen shares: lengths, dates, answers, and text made harmless."""
