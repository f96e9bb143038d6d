"""What a file is that no importer claims: recognised as far as it goes, and what is missing."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from coach.core.words.text import visible
from coach.exchange.importers.columns import header, separator
from coach.exchange.importers.contents import Importer
from coach.exchange.importers.source import SourceFile
from coach.exchange.importers.unread import named

_SHOWN = 6
_LONGEST_NAME = 40
# More is a sentence with commas in it.
_LONGEST_COLUMN = 60
_NEAR = 2
_MAGIC = (
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a packed file (gzip); unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet or document; save it as CSV"),
)
_SPREADSHEETS = {
    "xl/workbook.xml": "a spreadsheet (xlsx)",
    "content.xml": "a document or spreadsheet (OpenDocument)",
}
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")


def described(source: SourceFile, importers: Iterable[Importer]) -> str:
    """What a file is and why it cannot be read, in words that follow its name.

    Args:
        source: A file that none of the importers claims.
        importers: Those that were asked; the one that comes nearest is named.
    """
    known = named(source)
    if known is not None:
        return known
    if source.is_zip:
        return _archive(source.members)
    for beginning, words in _MAGIC:
        if source.head.startswith(beginning):
            return f"is {words}, which is not read here"
    return _text(source, source.first_text, importers)


def table_headings(source: SourceFile) -> tuple[str, ...]:
    """The columns of a file that looks like a table; none where it does not."""
    text = source.first_text
    if source.is_zip or "\x00" in text:
        return ()
    columns = header(text)
    return columns if len(columns) > 1 and _has_rows_like(columns, text) else ()


def _text(source: SourceFile, text: str, importers: Iterable[Importer]) -> str:
    if "\x00" in text or "\ufffd" in text[:1000]:
        return "is no text, and no archive"
    columns = table_headings(source)
    if columns:
        return _table(columns, importers)
    if text.startswith(("{", "[")):
        return _json(source)
    if text.startswith("<"):
        root = _ROOT.search(text)
        name = f"<{_shown(root[1])}>" if root else "no element"
        return f"is XML that begins with {name}, where Apple Health has <HealthData>"
    return "is plain text; no table, JSON, XML or archive was recognised in it"


def _archive(members: Sequence[str]) -> str:
    if not members:
        return "is a damaged or empty archive"
    for name, words in _SPREADSHEETS.items():
        if name in members:
            return f"is {words}; save its sheet as CSV"
    return f"is an archive with {_named(members)}; no export that is read here is among them"


def _json(source: SourceFile) -> str:
    tree: object = None
    try:
        tree = msgspec.json.decode(source.data())
    except (ValueError, RecursionError) as error:
        return f"is JSON that is torn or not sound: {_shown(str(error))}"
    first = tree[0] if isinstance(tree, list) and tree else tree
    what = "a list" if isinstance(tree, list) else "an object"
    if not isinstance(first, dict) or not first:
        return f"is JSON, {what} without any field that is read here"
    return f"is JSON, {what} with {_named(list(first))}; no format that is read here has those"


def _has_rows_like(columns: Sequence[str], text: str) -> bool:
    """Whether a second line, if there is one, looks like a row under those columns."""
    if max(map(len, columns)) > _LONGEST_COLUMN:
        return False
    lines = [line for line in text.splitlines()[:2] if line.strip()]
    between = separator(lines)
    return abs(lines[-1].count(between) - len(columns) + 1) <= len(columns) // 2


def _table(columns: Sequence[str], importers: Iterable[Importer]) -> str:
    lowered = {column.lower() for column in columns}
    nearest: Importer | None = None
    lacking: tuple[str, ...] = ()
    for importer in importers:
        missing = tuple(name for name in importer.columns if name.lower() not in lowered)
        known = len(importer.columns) - len(missing)
        if known >= _NEAR and (nearest is None or len(missing) < len(lacking)):
            nearest, lacking = importer, missing
    recognised = f"is a table with {_named(columns)}"
    if nearest is None:
        return f"{recognised}; no format that is read here has those columns"
    if not lacking:
        return f"{recognised}, as {nearest.title} has, but in another order"
    kind = f"{nearest.title} ({nearest.files})"
    return f"{recognised}; for {kind} it lacks {_named(lacking)}"


def _named(names: Sequence[str]) -> str:
    first = [_shown(name) for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        return f"{', '.join(first)} and {len(names) - _SHOWN} more"
    *others, last = first
    return f"{', '.join(others)} and {last}" if others else last


def _shown(text: str) -> str:
    safe = visible(text, one_line=True)
    words = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in safe)
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"
