"""What a tip's condition can ask of an evening: rows by subject, and the table of them."""
