"""Names of files beside the diary that several rooms know."""

FOLD_CACHE = "fold.cache"


def aside_name(moment: str) -> str:
    """The name under which an unreadable diary is kept."""
    return f"diary.unreadable-{moment}.json"
