"""The guided wind-downs: how they are paced, and how they are noted."""
