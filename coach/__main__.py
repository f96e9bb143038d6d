"""``python -m coach`` does what ``coach`` does."""

from coach.cli import main

if __name__ == "__main__":
    main()
