"""The pure part: records, days, measures, patterns. No clock, file, screen or database."""
