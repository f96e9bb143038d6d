"""What a diary holds, which day a moment belongs to, and what a night or a cup comes to."""
