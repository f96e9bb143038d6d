"""What is noted the moment it happens: a movement by day, a jolt, a medicine."""
