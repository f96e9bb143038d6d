"""TinyDB over the diary's file; loaded for a change, for nothing is read through it."""

from collections.abc import Mapping
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from coach.store.diary.storage import PagedStorage, Tables


class FileStorage(Storage):
    """TinyDB's way to the diary's file.

    Args:
        file: The file.
    """

    def __init__(self, file: PagedStorage) -> None:
        self._file = file

    def read(self) -> Tables | None:
        """Everything, undecoded."""
        return self._file.read()

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Everything, at once or with the rest of a change."""
        self._file.write(data)


class PagedDocument(Document):
    """A document that TinyDB may hand about: decoded when TinyDB asks for it, not before."""

    def __init__(self, value: msgspec.Raw | Mapping[str, Any], doc_id: int) -> None:
        plain = msgspec.json.decode(value) if isinstance(value, msgspec.Raw) else value
        super().__init__(plain, doc_id)


class PagedTable(Table):
    """A table of such documents; no query cache, which another program would turn stale."""

    document_class = PagedDocument
    default_query_cache_capacity = 0


class PagedDatabase(TinyDB):
    """TinyDB over paged documents."""

    table_class = PagedTable

    def put(self, table: str, documents: Mapping[int, msgspec.Raw]) -> None:
        """Add documents, none of whose numbers is there, to a table."""
        self.table(table).insert_multiple(
            PagedDocument(raw, number) for number, raw in documents.items()
        )


def database_over(file: PagedStorage) -> PagedDatabase:
    """The database whose tables are those of a file."""
    return PagedDatabase(storage=lambda: FileStorage(file))
