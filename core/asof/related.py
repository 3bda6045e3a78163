"""The records that others point at, as they were at the same moment; and the order that a list has then."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db.models import OneToOneRel, QuerySet

from core.asof.rebuild import Unknown, at, moment_of, rebuild
from core.asof.rows import Rows


def follow_all(rows: QuerySet[Any], records: Sequence[Any], moment: datetime.datetime) -> None:
    """Load what `rows` would have loaded beside its records: select_related, and prefetches that are only named."""
    selected = rows.query.select_related
    for path in _paths(selected) if isinstance(selected, dict) else ():
        follow(records, path, moment)
    for lookup in vars(rows)["_prefetch_related_lookups"]:
        if isinstance(lookup, str):
            follow(records, lookup, moment)


def _paths(selected: dict[str, Any]) -> Iterable[str]:
    """The deepest paths of a `select_related`: "party_site__location__country"."""
    for name, below in selected.items():
        deeper = list(_paths(below))
        yield from [f"{name}__{path}" for path in deeper] or [name]


def follow(records: Sequence[Any], path: str, moment: datetime.datetime) -> None:
    """Set the related records on the way of `path` (with `__`) as they were; two queries for each step of it."""
    level: list[Any] = [record for record in records if not isinstance(record, Unknown)]
    for name in path.split("__"):
        if not level:
            return
        field = level[0]._meta.get_field(_query_name(level[0], name))
        if field.one_to_many:
            level = gather(level, name, moment)
        elif isinstance(field, OneToOneRel):
            level = _follow_back(level, field, moment)
        else:
            level = _follow_key(level, field, moment)


def _query_name(record: Any, name: str) -> str:
    """The name of a relation to `get_field`, which knows sets of rows by another name than their attribute."""
    for relation in record._meta.related_objects:
        if relation.get_accessor_name() == name:
            return str(relation.name)
    return name


def _follow_key(records: Sequence[Any], field: Any, moment: datetime.datetime) -> list[Any]:
    """Along a foreign key. What is followed already, on the way of another path, is kept."""
    wanted: dict[int, list[Any]] = defaultdict(list)
    reached: dict[int, Any] = {}
    for record in records:
        held = field.get_cached_value(record, default=None)
        if isinstance(held, Unknown):
            continue
        if held is not None and moment_of(held) == moment:
            reached[id(held)] = held
        elif getattr(record, field.attname) is not None:
            wanted[getattr(record, field.attname)].append(record)
    if wanted:
        # What was pointed at was there, whatever its row says of when it was made.
        targets = list(field.related_model._base_manager.filter(pk__in=list(wanted)))
        rebuild(field.related_model, targets, moment)
        for target in targets:
            reached[id(target)] = target
            for record in wanted[target.pk]:
                field.set_cached_value(record, target)
    return list(reached.values())


def _follow_back(records: Sequence[Any], relation: Any, moment: datetime.datetime) -> list[Any]:
    """To the one row that points back at each record, None where there is none."""
    back = relation.field
    rows = back.model._base_manager.filter(**{f"{back.name}__in": [record.pk for record in records]})
    targets = {getattr(target, back.attname): target for target in at(rows, moment)}
    for record in records:
        relation.set_cached_value(record, targets.get(record.pk))
        if record.pk in targets:
            back.set_cached_value(targets[record.pk], record)
    return list(targets.values())


def gather(records: Sequence[Any], name: str, moment: datetime.datetime) -> list[Any]:
    """Set the rows that point at each record, so that `record.<name>.all()` answers those of then."""
    relation = records[0]._meta.get_field(_query_name(records[0], name))
    back = relation.field
    rows = back.model._default_manager.filter(**{f"{back.name}__in": [record.pk for record in records]})
    children = at(rows, moment)
    by_parent: dict[int, list[Any]] = defaultdict(list)
    for child in children:
        by_parent[getattr(child, back.attname)].append(child)
    for record in records:
        prefetched = record.__dict__.setdefault("_prefetched_objects_cache", {})
        prefetched[relation.cache_name] = Rows(by_parent[record.pk])
    return children


def in_order(rows: QuerySet[Any], records: list[Any]) -> list[Any]:
    """`records` in the order of `rows`, by the values of then. An order that is no plain column stays as it came."""
    names: list[Any] = list(
        rows.query.order_by or (rows.model._meta.ordering if rows.query.default_ordering else ())
    )
    if not all(isinstance(name, str) for name in names):
        return records
    for name in reversed(names):
        path = [step if step != "pk" else "id" for step in name.removeprefix("-").split("__")]
        records.sort(key=partial(_place, path), reverse=name.startswith("-"))
    return records


def _place(path: Sequence[str], record: Any) -> tuple[bool, Any]:
    """Where a record stands by one column; what is empty comes last. The key of a relation stands for it."""
    value = record
    for number, step in enumerate(path, start=1):
        field = value._meta.get_field(step)
        value = getattr(value, field.attname if number == len(path) else step)
        if value is None or isinstance(value, Unknown):
            return True, 0
    return False, value
