"""The records that a user had open last. Owner of RecentRecord.

An app says which of its records are remembered, and which of them a user may see:

    recent.remember(Account, permission="accounts.view_account", rows=Account.objects.for_overview)

What a user may no longer see is left out when the list is shown.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import timezone

from core.models import RecentRecord

KEPT = datetime.timedelta(days=90)
MOST_PER_USER = 30
DIGITS = 18


@dataclass(frozen=True)
class Kind:
    """A kind of record that is remembered.

    rows    its records with what `str(record)` and `about(record)` need; scoped here where they have a scope.
    about   what completes the name of a record for who sees it without its page: whose account it is.
    """

    model: type[Model]
    permission: str
    rows: Callable[[], Any]
    about: Callable[[Any], Any] = lambda record: ""

    def visible_to(self, user: Any) -> Any:
        """Those of its records that `user` may see."""
        rows = self.rows()
        if not user.has_perm(self.permission):
            return rows.none()
        return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


@dataclass(frozen=True)
class Opened:
    """A record, and when its user had it open last."""

    record: Any
    kind: Kind
    at: datetime.datetime

    @property
    def about(self) -> Any:
        """What completes its name."""
        return self.kind.about(self.record)

    @property
    def called(self) -> Any:
        """What kind of record it is."""
        return self.kind.model._meta.verbose_name


_kinds: dict[str, Kind] = {}


def remember(model: type[Model], **how: Any) -> None:
    """Records of `model` are remembered; keywords as on Kind."""
    _kinds[model._meta.label_lower] = Kind(model, **how)


def mark_of(record: Any) -> str:
    """What the page of a record carries so that it can be noted; "" for what is not remembered."""
    label = record._meta.label_lower if isinstance(record, Model) else ""
    return f"{label}:{record.pk}" if label in _kinds else ""


def note(user: Any, mark: str) -> bool:
    """`user` has the record of this mark open; False when there is none that he may see."""
    label, _, pk = mark.partition(":")
    kind = _kinds.get(label)
    if kind is None or not (pk.isascii() and pk.isdecimal()) or len(pk) > DIGITS:
        return False
    if not kind.visible_to(user).filter(pk=int(pk)).exists():
        return False
    RecentRecord.objects.bulk_create(
        [RecentRecord(user=user, model=label, object_id=int(pk), at=timezone.now())],
        update_conflicts=True,
        unique_fields=["user", "model", "object_id"],
        update_fields=["at"],
    )
    newest = RecentRecord.objects.filter(user=user).order_by("-at", "-pk").values("pk")[:MOST_PER_USER]
    RecentRecord.objects.filter(user=user).exclude(pk__in=newest).delete()
    return True


def opened_last(user: Any, most: int = 10) -> Sequence[Opened]:
    """The records that `user` had open last and may see now, the latest first; one query for each kind of record."""
    noted = list(RecentRecord.objects.filter(user=user).order_by("-at", "-pk")[:MOST_PER_USER])
    keys: dict[str, list[int]] = {}
    for row in noted:
        keys.setdefault(row.model, []).append(row.object_id)
    records = {
        (label, record.pk): record
        for label, pks in keys.items()
        if label in _kinds
        for record in _kinds[label].visible_to(user).filter(pk__in=pks)
    }
    found = [
        Opened(records[row.model, row.object_id], _kinds[row.model], row.at)
        for row in noted
        if (row.model, row.object_id) in records
    ]
    return found[:most]


def expired(now: datetime.datetime) -> Any:
    """What was opened too long ago to be remembered."""
    return RecentRecord.objects.filter(at__lt=now - KEPT)
