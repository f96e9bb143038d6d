"""The JSON Schema of the log, made from the records themselves."""

import json
from typing import TypeAlias

import msgspec

from coach.core.diary.records import ANSWER_FIELDS, VERSION, Log

Node: TypeAlias = dict[str, "Json"]
Json: TypeAlias = Node | list["Json"] | str | float | bool | None

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> bytes:
    """The schema, indented by two, with a line break at the end.

    Unlike the one msgspec makes it takes no null but for the end of a goal or an experiment:
    absent is how "not answered" is written. A validator that does not look into formats is a
    little kinder than the import, which checks dates and ``times`` as well.
    """
    made: Node = msgspec.json.schema(Log)
    definitions = made.pop("$defs")
    records = _without_null(definitions)
    if isinstance(records, dict):
        for name, field in (("Goal", "to"), ("Experiment", "stopped_on")):
            _let_be_null(records[name], field)
    if isinstance(records, dict) and isinstance(entry := records["Entry"], dict):
        forbidden: Node = dict.fromkeys(ANSWER_FIELDS, False)
        entry["dependentSchemas"] = {"cleared": {"properties": forbidden}}
    whole: Node = {
        "$schema": _DIALECT,
        "$id": f"urn:coach-log:{VERSION}",
        "title": f"The sleep coach's log, version {VERSION}",
        **made,
        "$defs": records,
    }
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode()


def _without_null(node: Json) -> Json:
    """The same schema without null, without defaults, with one-line descriptions."""
    if isinstance(node, list):
        return [_without_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _without_null(value) for key, value in node.items() if key != "default"}
    description = plain.get("description")
    if isinstance(description, str):
        plain["description"] = description.split("\n\n", 1)[0]
    choices = plain.pop("anyOf", None)
    if isinstance(choices, list):
        real = [choice for choice in choices if choice != {"type": "null"}]
        real = [choice for choice in real if not _has_wider(choice, real)]
        if len(real) == 1 and isinstance(real[0], dict):
            plain.update(real[0])
        else:
            plain["anyOf"] = real
    return plain


def _let_be_null(record: Json, field: str) -> None:
    """Take null for a field that is open until something ends it."""
    if isinstance(record, dict) and isinstance(fields := record["properties"], dict):
        fields[field] = {"anyOf": [fields[field], {"type": "null"}]}


def _has_wider(node: Json, others: list[Json]) -> bool:
    """Whether a whole number stands beside a decimal one with the same limits.

    The records take both, so that 2 stays 2 and is not written 2.0; a schema need not.
    """
    whole = isinstance(node, dict) and node.get("type") == "integer"
    return whole and isinstance(node, dict) and {**node, "type": "number"} in others
