"""One primary per group: of the active rows that share the group's columns, at most one carries the flag.

A model declares `primary = Primary("is_primary", group=("account", "unit", "purpose"))` and a partial unique
constraint over the same columns, which is what holds when two people write at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

LOST = _("%(record)s is no longer primary.")


@dataclass(frozen=True)
class Primary:
    """The rule of one model: the flag's field, the columns of the group, what is told when the flag goes elsewhere."""

    flag: str
    group: tuple[str, ...]
    lost: Any = LOST

    def is_set(self, record: Any) -> bool:
        """True when `record` claims to be its group's primary."""
        return bool(getattr(record, self.flag))

    def key(self, record: Any) -> tuple[Any, ...]:
        """The values that name the group of `record`."""
        return tuple(getattr(record, record._meta.get_field(name).attname) for name in self.group)

    def holders(self, record: Any) -> QuerySet:
        """The active primary rows of the group of `record`, but `record` itself."""
        group = dict(zip(self.group, self.key(record), strict=True))
        rows = type(record)._base_manager.filter(**group, **{self.flag: True})
        if hasattr(record, "status"):
            rows = rows.filter(status="A")
        return rows.exclude(pk=record.pk)


def groups_with_primary(records: Sequence[Any]) -> set[tuple[Any, ...]]:
    """The groups of `records` (all of one model) that have an active primary outside of `records`; one query."""
    rule: Primary = records[0].primary
    model = type(records[0])
    widest = max(range(len(rule.group)), key=lambda at: len({rule.key(record)[at] for record in records}))
    values = {rule.key(record)[widest] for record in records}
    rows = model._base_manager.filter(status="A", **{rule.flag: True, f"{rule.group[widest]}__in": values})
    names = [model._meta.get_field(name).attname for name in rule.group]
    return set(rows.exclude(pk__in=[record.pk for record in records]).values_list(*names))
