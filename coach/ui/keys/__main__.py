"""``python -m coach.ui.keys`` prints the README's tables of keys."""

from coach.ui.keys.table import readme

if __name__ == "__main__":
    print(readme())  # noqa: T201 - printing is what it is for
