"""The sample files of every importer: a file belongs to the importer its name begins with.

Archives and databases are made: of the files in ``data``, of parts of them that are none by
themselves, and of scripts.
"""

import io
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from coach.exchange.importers import IMPORTERS
from coach.exchange.importers.contents import Importer

DATA = Path(__file__).parent / "data"
PARTS = Path(__file__).parent / "parts"
_WELLNESS = "DI_CONNECT/DI-Connect-Wellness/2026-01-01_2026-04-11_12345678_sleepData.json"
_SAMSUNG = "samsunghealth_me_20260601/com.samsung"
# What lies in each archive, and of which file it is made.
ARCHIVES: Mapping[str, Mapping[str, str]] = {
    "garmin.zip": {_WELLNESS: "garmin.json", "DI_CONNECT/other.json": "garmin-connect.json"},
    "health-connect.zip": {"health_connect_export.db": "health-connect.sql"},
    "oura.zip": {"oura-export/App Data/sleepmodel.csv": "oura-model.csv"},
    "samsung-health.zip": {
        f"{_SAMSUNG}.shealth.sleep.20260601090000.csv": "samsung-health.csv",
        f"{_SAMSUNG}.health.sleep_stage.20260601090000.csv": "samsung-stages.csv",
    },
    "sleep-as-android.zip": {"sleep-export.csv": "sleep-as-android.csv"},
    "whoop.zip": {
        "my_whoop_data/sleeps.csv": "whoop.csv",
        "my_whoop_data/journal_entries.csv": "whoop-journal.csv",
    },
    "withings.zip": {"data/sleep.csv": "withings.csv"},
    "zepp.zip": {"SLEEP/SLEEP_1.csv": "zepp-new.csv", "SLEEP/SLEEP_2.csv": "zepp-old.csv"},
}
SAMPLES: dict[str, Importer] = {
    name: importer
    for name in sorted((*(path.name for path in DATA.iterdir()), *ARCHIVES))
    for importer in IMPORTERS
    if name.startswith(importer.name)
}
TEXTS = [name for name in SAMPLES if not name.endswith((".zip", ".sql"))]


def sample(name: str) -> bytes:
    """A sample as a program would hand it out."""
    if name in ARCHIVES:
        return packed({inner: sample(of) for inner, of in ARCHIVES[name].items()})
    folder = DATA if (DATA / name).exists() else PARTS
    content = (folder / name).read_bytes()
    return database(content.decode()) if name.endswith(".sql") else content


def packed(members: Mapping[str, bytes]) -> bytes:
    """Files in a zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def database(script: str) -> bytes:
    """What a script makes of an empty database.

    Raises:
        sqlite3.Error: If it is no sound script.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        return connection.serialize()
