"""The sample files of every importer: a file belongs to the importer its name begins with."""

from pathlib import Path

from coach.exchange.importers import IMPORTERS
from coach.exchange.importers.contents import Importer

DATA = Path(__file__).parent / "data"
SAMPLES: dict[str, Importer] = {
    path.name: importer
    for path in sorted(DATA.iterdir())
    for importer in IMPORTERS
    if path.name.startswith(importer.name)
}
