"""The filters of the history of a record and of everything.

Each narrows by an index of the journal but the field, which is looked for inside the changes. It is asked only
together with a kind of record, and where nothing else narrows the search, within the last days alone.
"""

import datetime
from typing import Any

import django_filters
from django.apps import apps
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import asof, clock, extra
from core.history import by_key, tracked_fields
from core.models import Record, User
from core.pages.changes import model_named
from core.pages.filters import FilterSet
from core.pages.labels import title
from core.text import fold

# How far back a field is looked for where neither a period nor a person nor a record narrows the search.
DAYS_OF_FIELD = 90
LONGEST_TEXT = 240
# Days outside of these are a slip of the keyboard, and no database need count with them.
YEARS = range(1900, 9000)


class DayFilter(django_filters.DateFilter):
    """The changes from a day on, or up to its end, in the time zone of the reader."""

    def __init__(self, *, until: bool = False, **kwargs: Any) -> None:
        self.until = until
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet[Any], value: datetime.date | None) -> QuerySet[Any]:
        """From its first moment, or up to its last."""
        if value is None or value.year not in YEARS:
            return qs
        if self.until:
            return qs.filter(at__lte=asof.end_of(value))
        return qs.filter(at__gt=asof.end_of(value - datetime.timedelta(days=1)))


class PersonFilter(django_filters.CharFilter):
    """The changes of a person, by the beginning of the user name, the first or the last name."""

    def __init__(self, **kwargs: Any) -> None:
        told = _("A user name, or the beginning of a first or last name.")
        super().__init__(**{"label": _("Person"), "max_length": LONGEST_TEXT, "help_text": told, **kwargs})

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Of everybody whose names begin with the words."""
        if not (value or "").strip():
            return qs
        return qs.filter(actor__in=User.objects.called(value).order_by().values("pk"))


class FieldFilter(django_filters.ChoiceFilter):
    """The changes in which one field stands."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Those that name it."""
        return qs.filter(changes__has_key=value) if value else qs


class RecordHistoryFilter(FilterSet):
    """Narrows the history of one record. A field can be chosen once the kind of record is."""

    since = DayFilter(label=_("From"))
    until = DayFilter(label=_("To"), until=True)
    person = PersonFilter()
    kind = django_filters.ChoiceFilter(label=_("Kind of Record"), field_name="model", choices=())
    field = FieldFilter(label=_("Field"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.kinds()
        self.filters["kind"].extra["choices"] = offered
        chosen = (self.data or {}).get(f"{self.form_prefix}-kind" if self.form_prefix else "kind", "")
        if chosen in dict(offered):
            self.filters["field"].extra["choices"] = fields_of(chosen)
        else:
            del self.filters["field"]

    def kinds(self) -> list[tuple[str, Any]]:
        """The kinds of records that hang under another and that the user may view, by name."""
        return [kind for kind in kinds_for(self.request.user) if apps.get_model(kind[0]).history_path.root]


def kinds_for(user: Any) -> list[tuple[str, Any]]:
    """Every kind of record that `user` may view: what the journal calls it, and its name."""
    models = [model for model in apps.get_models() if issubclass(model, Record) and may_view(model, user)]
    names = [(model._meta.label_lower, capfirst(str(model._meta.verbose_name))) for model in models]
    return sorted(names, key=lambda kind: fold(kind[1]))


def may_view(model: Any, user: Any) -> bool:
    """True when the role of `user` lets him view such records."""
    return bool(user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"))


def fields_of(label: str) -> list[tuple[str, Any]]:
    """The fields of a kind of record, extra fields included: what the journal calls them, and their names."""
    model: Any = model_named(label)
    fields = tracked_fields(model)
    found = [(field.name, title(field.verbose_name)) for field in fields if not by_key(field)]
    for holder in filter(by_key, fields):
        found += [(f"{holder.name}.{code}", field.label) for code, field in extra.known_fields(model).items()]
    return sorted(found, key=lambda field: fold(field[1]))


def lately(changes: QuerySet[Any]) -> QuerySet[Any]:
    """The changes of the last days, within which a field is looked for where nothing else narrows the search."""
    return changes.filter(at__gt=clock.now() - datetime.timedelta(days=DAYS_OF_FIELD))
