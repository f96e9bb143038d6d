"""Readers of other programs' files: each is a module of ``formats``, and no list names it."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from coach.exchange.importers import formats
from coach.exchange.importers.contents import Importer


def _importers() -> Iterator[Importer]:
    for module in sorted(iter_modules(formats.__path__), key=lambda module: module.name):
        importer = import_module(f"{formats.__name__}.{module.name}").IMPORTER
        assert isinstance(importer, Importer)
        yield importer


IMPORTERS: tuple[Importer, ...] = tuple(_importers())
