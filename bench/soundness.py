"""Is what was loaded as the rules want it? A sample of every table is asked what `checkdata` asks."""

from collections.abc import Iterator
from typing import Any

from bench.customers import TABLES
from core import database_rules
from core.jobs.checkdata import wrong_copies, wrong_rows
from core.models import Record
from matching import index
from matching.models import MatchKey
from parties.models import Party

SAMPLE = 100


def problems(sample: int = SAMPLE) -> list[str]:
    """What is wrong with the first and the last rows of each table, with their search keys, and with the database."""
    found = [f"missing: {rule}" for rule in database_rules.missing()]
    for model in TABLES:
        if issubclass(model, Record):
            found += list(_of_model(model, sample))
    return found + list(_of_keys(sample))


def _sample(model: type[Any], sample: int) -> list[Any]:
    rows = model._base_manager.order_by("pk")
    found = {row.pk: row for part in (rows[:sample], rows.reverse()[:sample]) for row in part}
    return list(found.values())


def _of_model(model: type[Any], sample: int) -> Iterator[str]:
    records = _sample(model, sample)
    for line in [*wrong_rows(records), *wrong_copies(model, records)]:
        yield f"{model._meta.label}: {line}"


def _of_keys(sample: int) -> Iterator[str]:
    parties = [party.pk for party in _sample(Party, sample)]
    columns = ("party_id", "kind", "source", "value", "unit_id")
    there = set(MatchKey.objects.filter(party_id__in=parties).values_list(*columns))
    if there != set(index.entries(parties)):
        yield "search keys differ from those that the index makes"
