"""The tips: what one is, what it asks of the diary, and which one comes tonight."""
