"""The first page of an evening, and the card that closes it."""
