"""Changing the records of one chunk alike: which change, which have the value already, which are refused and why.

A preview asks the very questions that the write asks (fields, rules, references, uniqueness, vetoes of other apps), so
that it tells what will happen as long as nobody changes anything meanwhile. Queries do not grow with the records.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import transaction
from django.utils.text import capfirst

from core import hooks, writes
from core.models.history import ChangeRecord
from core.validation import validate_many
from core.work import current
from core.writes.rows import snapshot

# Gives a record its new values; one that changes nothing has them already.
Put = Callable[[Any], None]


@dataclass
class Outcome:
    """What became, or would become, of some records: each stands in one of the three lists."""

    changed: list[Any] = field(default_factory=list)
    same: list[Any] = field(default_factory=list)
    refused: list[tuple[Any, str]] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Put the records of another chunk to these."""
        self.changed += other.changed
        self.same += other.same
        self.refused += other.refused


def preview(records: Sequence[Any], put: Put) -> Outcome:
    """What writing these records would lead to. They get their new values; nothing is written.

    Runs inside a unit of work, because hooks ask who acts.
    """
    outcome = Outcome()
    before = {record.pk: snapshot(record) for record in records}
    for record in records:
        put(record)
        group = outcome.same if snapshot(record) == before[record.pk] else outcome.changed
        group.append(record)
    for ask in (lambda rows: validate_many(rows, before), lambda rows: hooks.run("before_write", rows)):
        outcome.changed = _passing(ask, outcome.changed, outcome.refused)
    return outcome


def write(records: Sequence[Any], put: Put) -> Outcome:
    """Write the records that nothing speaks against; they were locked by `writes.lock` in this unit of work.

    What only the database finds when it is told to write is a refusal like any other.
    """
    outcome = preview(records, put)
    wanted = outcome.changed
    try:
        outcome.changed = _written(wanted)
    except ValidationError:
        outcome.changed = []
        for record in wanted:
            [fresh] = writes.lock(type(record)._base_manager.filter(pk=record.pk))
            put(fresh)
            try:
                outcome.changed += _written([fresh])
            except ValidationError as error:
                outcome.refused.append((fresh, _told(error)))
    return outcome


def changed_since(
    records: Sequence[Any], names: Collection[str], since: int, run_id: int = 0
) -> dict[int, ChangeRecord]:
    """Of each record that somebody else gave another value in one of these fields since: the latest change (D-19).

    `since` is the number of the last change that was known when the preview was made; what the run `run_id` changed
    itself does not count. A record that was not there
    then counts as changed.
    """
    changes = (
        ChangeRecord.objects.filter(
            model=records[0]._meta.label_lower, object_id__in=[record.pk for record in records], pk__gt=since
        )
        .exclude(run_id=run_id)
        .select_related("actor")
        .order_by("pk")
    )
    return {
        change.object_id: change
        for change in changes
        if change.changes is None or not set(names).isdisjoint(change.changes)
    }


def _passing(ask: Callable[[list[Any]], None], records: list[Any], refused: list[Any]) -> list[Any]:
    """The records that `ask` accepts together; what it refuses goes to `refused` with the reason."""
    while records:
        try:
            ask(records)
        except ValidationError as error:
            named = {id(record): errors for record, errors in getattr(error, "records", [])}
            rest = [record for record in records if id(record) not in named]
            if len(rest) == len(records):
                return _halved(ask, records, error, refused)
            refused += [
                (record, _words(record, named[id(record)])) for record in records if id(record) in named
            ]
            records = rest
        else:
            return records
    return []


def _halved(ask: Any, records: list[Any], error: ValidationError, refused: list[Any]) -> list[Any]:
    """The same where the refusal does not say whom it means: half of the records at a time."""
    if len(records) == 1:
        refused.append((records[0], _told(error)))
        return []
    half = len(records) // 2
    return [*_passing(ask, records[:half], refused), *_passing(ask, records[half:], refused)]


def _written(records: list[Any]) -> list[Any]:
    """Write them, all or none: what was noted of a write that failed is forgotten."""
    noted = len(current().changes)
    try:
        with transaction.atomic():
            return writes.update_many(records)
    except ValidationError:
        del current().changes[noted:]
        raise


def _told(error: ValidationError) -> str:
    """A refusal in one line."""
    for record, errors in getattr(error, "records", []):
        return _words(record, errors)
    return " ".join(error.messages)


def _words(record: Any, errors: dict[str, list[ValidationError]]) -> str:
    """What is wrong with a record: "Category: this cannot be chosen"."""
    lines = []
    for name, found in errors.items():
        text = " ".join(message for error in found for message in error.messages)
        lines.append(text if name == NON_FIELD_ERRORS else f"{_label(record, name)}: {text}")
    return " ".join(lines)


def _label(record: Any, name: str) -> str:
    try:
        return capfirst(str(record._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        return name
