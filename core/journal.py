"""Reading the journal: the changes that somebody may know of."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from core.models import ChangeRecord
from core.scope import visible_units


def readable_by(user: Any) -> QuerySet[ChangeRecord]:
    """The changes to records that `user` may see: of his operating units (R-060), and not hidden from him (R-264).

    A kind of record some of which are hidden has a queryset with `hidden_from(user)`: those rows, or None where he
    sees all of them. A line would tell their names, so it is left out.
    """
    changes = ChangeRecord.objects.filter(Q(unit_id__isnull=True) | Q(unit_id__in=visible_units(user)))
    for label, hidden in _hidden_from(user):
        changes = changes.exclude(model=label, object_id__in=hidden.order_by().values("pk"))
    return changes


def _hidden_from(user: Any) -> Iterator[tuple[str, QuerySet[Any]]]:
    for model in apps.get_models():
        rows = model._default_manager.all()
        hidden = rows.hidden_from(user) if hasattr(rows, "hidden_from") else None
        if hidden is not None:
            yield model._meta.label_lower, hidden
