"""The lists of notes and of documents, and their filters."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.journal import readable_by
from core.models import User
from core.pages.columns import (
    ActionsColumn,
    CodeColumn,
    Column,
    LinkColumn,
    LongColumn,
    NumberColumn,
    StatusColumn,
)
from core.pages.filters import FilterSet, StatusFilter
from core.pages.header import Action
from core.pages.tables import Table
from core.text import fold
from customers.pages.kept.kinds import KINDS
from customers.pages.kept.rows import SOON, Parts, Rows
from reference.models import DocumentType
from reference.querysets import READ_CONFIDENTIAL


def row_actions(row: Any) -> list[Action]:
    """What can be done with a note or document; a removed one is restored."""
    kind = KINDS[row.kind]
    change = kind.permission("change", getattr(kind, row.model))

    def action(verb: str, label: Any, tone: str = "") -> Action:
        return Action(label, row.address(verb), change, tone, about=str(row))

    if not row.is_active:
        return [action("restore", _("Restore"))]
    pin = []
    if row.model == "note":
        pin = [action("unpin", _("Unpin")) if row.pinned else action("pin", _("Pin"))]
    return [action("edit", _("Edit")), *pin, action("remove", _("Remove"), "danger")]


class PlaceColumn(Column):
    """What a note or document is kept with."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("linkify", lambda record: record.place_url)
        super().__init__(_("Kept With"), accessor="place", orderable=False, **kwargs)


class ByColumn(Column):
    """Who did it, and when."""

    kind = "date"

    def __init__(self, label: Any) -> None:
        super().__init__(label, accessor="author", order_by=("created_at",))

    def render(self, record: Any) -> str:
        """The name above the moment."""
        context = {"author": record.author, "at": record.created_at}
        return render_to_string("kept/by.html", context)

    def heads(self, label: str) -> tuple[str, ...]:
        """The name and the moment have a column each."""
        return label, str(_("When"))

    def cells(self, value: Any, record: Any) -> tuple[Any, ...]:
        """The name, and the moment."""
        return record.author, record.created_at


class NoteTable(Table):
    """Notes, pinned ones on top."""

    text = LongColumn(_("Note"), orderable=False)
    place = PlaceColumn()
    author = ByColumn(_("Written"))
    status = StatusColumn(orderable=False)
    actions = ActionsColumn(row_actions)

    invitation = _("Add one to tell others what they should know.")

    class Meta:
        empty_text = _("No notes yet.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.edits: dict[tuple[str, int], Any] = {}
        super().__init__(*args, **kwargs)

    def prepare(self, rows: Sequence[Any]) -> None:
        """Ask once which of the notes were edited, by whom and when last."""
        self.edits = edits_of(rows, self.request.user)

    def render_text(self, record: Any) -> str:
        """The whole note, and whether somebody edited it since."""
        edit = self.edits.get((record.kind, record.pk))
        return render_to_string("kept/note.html", {"note": record, "edit": edit})

    def value_text(self, record: Any) -> str:
        """The text alone."""
        return str(record.text)


def edits_of(rows: Sequence[Any], user: Any) -> dict[tuple[str, int], Any]:
    """The last change to the text of each note, by kind and key, in one query."""
    if not rows:
        return {}
    labels = {kind.note._meta.label_lower: code for code, kind in KINDS.items()}
    wanted = Q()
    for label, code in labels.items():
        keys = [row.pk for row in rows if row.kind == code]
        if keys:
            wanted |= Q(model=label, object_id__in=keys)
    changes = readable_by(user).filter(wanted, changes__has_key="text").select_related("actor")
    return {(labels[change.model], change.object_id): change for change in changes.order_by("pk")}


class DocumentTable(Table):
    """Documents."""

    title = LinkColumn(_("Title"), linkify=lambda record: record.address("download"), order_by=("title_key",))
    customer = Column(
        _("Customer"),
        accessor="customer_name",
        linkify=lambda record: reverse("customers:notes", args=[record.customer_pk]),
        order_by=("customer_key",),
    )
    type_name = CodeColumn(_("Type"), order_by=("type_name",))
    valid_until = Column(_("Valid Until"), empty_values=(), order_by=("valid_until",))
    size = NumberColumn(_("Size"), order_by=("size",))
    place = PlaceColumn()
    author = ByColumn(_("Uploaded"))
    status = StatusColumn(orderable=False)
    actions = ActionsColumn(row_actions)

    invitation = _("Add one, such as a contract or a certificate.")

    class Meta:
        empty_text = _("No documents yet.")

    def render_title(self, record: Any) -> str:
        """The title above the name of the file."""
        return render_to_string("kept/title.html", {"document": record})

    def value_title(self, record: Any) -> str:
        """The title alone."""
        return str(record.title)

    def render_valid_until(self, record: Any) -> str:
        """The day, and that it is over or near."""
        return render_to_string("kept/validity.html", {"document": record})

    def value_valid_until(self, record: Any) -> Any:
        """The day alone."""
        return record.valid_until

    def render_size(self, record: Any) -> str:
        """As people say it: 84 kB."""
        return str(filesizeformat(record.size))

    def value_size(self, record: Any) -> int:
        """The bytes."""
        return int(record.size)


class AllDocumentsTable(DocumentTable):
    """Documents of all customers. The filter says which status they have; it need not be repeated in every row."""

    status = StatusColumn(orderable=False, optional=True)

    class Meta(DocumentTable.Meta):
        empty_text = _("No documents yet. They are added on the pages of customers, accounts and sites.")


class KeptFilter(FilterSet):
    """Filters that are put to each part of a list (Parts) before the parts become one."""

    @property
    def qs(self) -> Rows:
        """The list that is left."""
        parts: Parts = self.queryset
        if self.is_bound:
            # What is no answer is ignored.
            self.form.is_valid()
        return parts.narrowed(self.filter_queryset if self.is_bound else _active).together()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """One part, narrowed by every filter."""
        for name, each in self.filters.items():
            queryset = each.filter(queryset, self.form.cleaned_data.get(name))
        return queryset


def _active(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(status="A")


class NoteFilter(KeptFilter):
    """Notes that were not removed, unless asked otherwise."""

    status = StatusFilter()


class TypeFilter(django_filters.ModelChoiceFilter):
    """A type of document, of those that the user may know of."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Type"), queryset=types_of_request, empty_label=_("All"), **kwargs)


def types_of_request(request: Any) -> QuerySet[DocumentType]:
    """The types of documents that the asking user may see, inactive ones too: old documents have them."""
    rows = DocumentType.objects.all()
    return rows if request.user.has_perm(READ_CONFIDENTIAL) else rows.filter(confidential=False)


class DocumentFilter(KeptFilter):
    """Documents of a record."""

    status = StatusFilter()
    type = TypeFilter()


VALIDITY = [
    ("valid", _("Valid today")),
    ("soon", _("Expires within 30 days")),
    ("expired", _("Expired")),
    ("open", _("Without end")),
]


class AllDocumentsFilter(KeptFilter):
    """Documents by what is known of them."""

    title = django_filters.CharFilter(label=_("Title Begins With"), method="with_title", max_length=240)
    customer = django_filters.CharFilter(label=_("Customer"), method="of_customer", max_length=240)
    type = TypeFilter()
    validity = django_filters.ChoiceFilter(
        label=_("Validity"), choices=VALIDITY, empty_label=_("All"), method="in_validity"
    )
    until_from = django_filters.DateFilter(
        label=_("Valid until, from"), field_name="valid_until", lookup_expr="gte"
    )
    until_to = django_filters.DateFilter(
        label=_("Valid until, to"), field_name="valid_until", lookup_expr="lte"
    )
    by = django_filters.CharFilter(label=_("Uploaded by"), method="by_somebody", max_length=150)
    status = StatusFilter()

    def with_title(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """The title begins so."""
        return rows.filter(title_key__prefix=fold(value))

    def of_customer(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """The name of the customer begins so."""
        path = next(kind.paths["customer"] for kind in KINDS.values() if kind.document is rows.model)
        return rows.filter(**{f"{path}__name_key__prefix": fold(value)})

    def in_validity(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Valid today, near its end, past it, or without one."""
        day = today()
        return {
            "valid": rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day)),
            "soon": rows.filter(valid_until__range=(day, day + SOON)),
            "expired": rows.filter(valid_until__lt=day),
            "open": rows.filter(valid_until__isnull=True),
        }[value]

    def by_somebody(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """The user name, the first or the last name begins so."""
        return rows.filter(created_by__in=User.objects.called(value).order_by().values("pk"))
