"""What the steps of a rule ask for, and what lets its banner go, each in plain words."""
