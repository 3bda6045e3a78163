"""History: every change to every record, for auditors and everybody who may read the history."""

from typing import Any

import django_filters
from django.apps import apps
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.journal import readable_by
from core.models import ChangeRecord, Record
from core.pages.changes import model_named
from core.pages.channels import CHANNELS
from core.pages.columns import CodeColumn
from core.pages.history import HistoryTable, shared_with
from core.pages.history_filters import LONGEST_TEXT, RecordHistoryFilter, kinds_for, lately, may_view
from core.pages.views import ListPage
from core.scope import visible_units
from core.text import fold
from parties.models import Party
from reference.models import OperatingUnit, UnitAccess
from sites.models import SiteUse
from sites.pages.tables import UnitFilter


class CustomerFilter(django_filters.CharFilter):
    """The changes filed under a customer, by registry ID or by the beginning of the name."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Also those of records between two customers."""
        key = fold(value or "")
        if not key:
            return qs
        parties = (
            Party.objects.filter(Q(registry_id_key=key) | Q(name_key__prefix=key)).order_by().values("pk")
        )
        shared = Q(pk__in=shared_with(parties))
        return qs.filter(Q(root_id__in=parties) | Q(other_root_id__in=parties) | shared)


class OwningUnitFilter(UnitFilter):
    """The changes to what belongs to an operating unit."""

    def filter(self, qs: QuerySet[Any], value: OperatingUnit | None) -> QuerySet[Any]:
        """By the unit's key, which is all that the journal keeps."""
        return qs.filter(unit_id=value.pk) if value else qs


class HistoryFilter(RecordHistoryFilter):
    """Narrows the history of everything."""

    action = django_filters.ChoiceFilter(label=_("Action"), choices=ChangeRecord.Action.choices)
    channel = django_filters.ChoiceFilter(label=_("Channel"), choices=list(CHANNELS.items()))
    unit = OwningUnitFilter()
    customer = CustomerFilter(
        label=_("Customer"),
        max_length=LONGEST_TEXT,
        help_text=_("A registry ID, or the beginning of a name."),
    )

    def kinds(self) -> list[tuple[str, Any]]:
        """Every kind of record that the user may view."""
        return kinds_for(self.request.user)

    def filter_queryset(self, queryset: Any) -> Any:
        """A field alone is looked for among the latest changes only."""
        given = self.form.cleaned_data
        if given.get("field") and not any(
            given.get(name) for name in ("since", "until", "person", "customer")
        ):
            queryset = lately(queryset)
        return super().filter_queryset(queryset)


class AuditTable(HistoryTable):
    """Changes of everything: each leads to the record where it has a page, and to its history."""

    customer = CodeColumn(_("Customer"), accessor="root_id", orderable=False, optional=True)

    class Meta:
        empty_text = _("Nothing was changed yet.")

    def links(self, record: ChangeRecord) -> dict[str, str]:
        """The page of the purpose, site, account or customer under which the line is filed; set-up leads to its own."""
        if record.model == SiteUse._meta.label_lower and record.leaf_id is not None:
            named = {"site_id": record.leaf_id, "pk": record.object_id}
            return {name: reverse(f"sites:{page}", kwargs=named) for name, page in _PURPOSE_PAGES.items()}
        for column, app in (("leaf_id", "sites"), ("branch_id", "accounts"), ("root_id", "customers")):
            pk = getattr(record, column)
            if pk is not None:
                return {name: reverse(f"{app}:{page}", args=[pk]) for name, page in _PAGES.items()}
        return set_up_of(record)


_PAGES = {"url": "overview", "history_url": "history"}
_PURPOSE_PAGES = {"url": "purpose", "history_url": "purpose-history"}


def set_up_of(change: ChangeRecord) -> dict[str, str]:
    """The pages of a record of the set-up, where there are any and it is still there."""
    model = model_named(change.model)
    if model is None or change.action == ChangeRecord.Action.DELETE or not admin.site.is_registered(model):
        return {}
    names = {"url": "change", "history_url": "history"}
    place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return {name: reverse(f"{place}_{page}", args=[change.object_id]) for name, page in names.items()}


class HistoryPage(ListPage):
    """The journal, the newest first; lines of other operating units do not exist."""

    help: Any = _(
        "Everything that was changed in your operating units. Narrow it by period, person, kind of "
        "record, field, door, unit or customer, and export what you found."
    )
    permission = "core.view_changerecord"
    title = _("History")
    section = "history"
    table_class = AuditTable
    filterset_class = HistoryFilter

    def get_queryset(self) -> QuerySet[ChangeRecord]:
        """The changes that the user may know of, of the kinds of records that he may view."""
        hidden = [
            model._meta.label_lower
            for model in apps.get_models()
            if issubclass(model, Record) and not may_view(model, self.user)
        ]
        changes = readable_by(self.user).exclude(model__in=hidden).exclude(about_other_units(self.user))
        return changes.select_related("actor").order_by("-id")


def about_other_units(user: Any) -> Q:
    """Lines about units that `user` does not see, and about who sees them: they would tell their names (R-060)."""
    units = visible_units(user)
    listed = UnitAccess.objects.filter(unit__in=units).order_by().values("pk")
    return Q(Q(model=OperatingUnit._meta.label_lower) & ~Q(object_id__in=units)) | Q(
        Q(model=UnitAccess._meta.label_lower) & ~Q(object_id__in=listed)
    )
