"""The bed partner's questions."""
