"""Bringing the starter values into a database: adds what is missing, changes nothing that is there."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps

from core import writes
from core.text import fold
from core.work import work
from reference.models import Country, LookupType, LookupValue, SystemOptions
from reference.starter import world

FOLDER = Path(__file__).parent


def load() -> int:
    """Add the starter values that are missing; answers how many. Costs one query per table when none is."""
    with work(actor=None, channel="system"):
        added = _add_missing(Country, "code2", world.countries())
        added += _add_missing(world.Currency, "code", world.currencies())
        added += _add_missing(world.Language, "code", world.languages())
        for model_name, rows in _read("records.json").items():
            model = apps.get_model("reference", model_name)
            added += _add_missing(model, "code", (model(**row) for row in rows))
        added += _add_lookups(_read("lookups.json"))
        added += _add_options()
    return added


def load_after_migrate(*, apps: Any = apps, using: str = "default", **_kwargs: Any) -> None:
    """Load after a migrate, unless it stopped at a point where reference data has no tables yet."""
    try:
        apps.get_model("reference", "SystemOptions")
    except LookupError:
        return
    if using == "default":
        load()


@cache
def _read(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _add_missing(model: type[Any], key: str, rows: Iterable[Any]) -> int:
    """Insert the rows whose key no stored row has in any spelling of case."""
    there = {fold(code) for code in model.objects.order_by().values_list(key, flat=True)}
    return len(writes.insert_many([row for row in rows if fold(getattr(row, key)) not in there]))


def _add_lookups(lists: dict[str, Any]) -> int:
    """Insert lookups and values that are missing; a value's position is its place in the file."""
    added = _add_missing(
        LookupType,
        "code",
        (
            LookupType(
                code=code, name=one["name"], description=one["description"], extensible=one["extensible"]
            )
            for code, one in lists.items()
        ),
    )
    types = {lookup.code: lookup for lookup in LookupType.objects.all()}
    there = set(LookupValue.objects.order_by().values_list("type__code", "code_key"))
    missing = [
        LookupValue(type=types[type_code], code=code, meaning=meaning, position=10 * position)
        for type_code, one in lists.items()
        for position, (code, meaning) in enumerate(one["values"].items(), start=1)
        if (type_code, fold(code)) not in there
    ]
    return added + len(writes.insert_many(missing))


def _add_options() -> int:
    if SystemOptions.objects.exists():
        return 0
    writes.save(SystemOptions())
    return 1
