"""Notes or documents of customers, accounts and sites as one list, in one query.

Each kind has its own table (no generic foreign keys), so a list is their union. Filters and scope are put to each part
(`Parts`), order and page to the whole (`Rows`).
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from core.clock import today
from core.pages.page import allowed, visible
from core.pages.paging import LIMIT
from core.pages.pills import Pill
from customers.pages.kept.kinds import KINDS, Kind

SOON = datetime.timedelta(days=30)
NAMES = ("account_number", "site_number", "unit_name")


@dataclass(frozen=True)
class Row:
    """What every line of a list knows: what it is kept with, by whom and when."""

    kind: str
    pk: int
    owner_pk: int
    customer_pk: int
    customer_name: str
    customer_key: str
    account_number: str
    site_number: str
    unit_name: str
    status: str
    created_at: datetime.datetime
    first_name: str
    last_name: str
    username: str

    @property
    def is_active(self) -> bool:
        """True until it is removed."""
        return self.status == "A"

    @property
    def place(self) -> str:
        """What it is kept with, in words."""
        if self.site_number:
            parts = {"site": self.site_number, "account": self.account_number, "unit": self.unit_name}
            return _("Site %(site)s of account %(account)s (%(unit)s)") % parts
        if self.account_number:
            return _("Account %(account)s") % {"account": self.account_number}
        return _("Customer")

    @property
    def place_url(self) -> str:
        """The notes and documents of what it is kept with."""
        spaces = {"customer": "customers", "account": "accounts", "site": "sites"}
        return reverse(f"{spaces[self.kind]}:notes", args=[self.owner_pk])

    @property
    def author(self) -> str:
        """Who wrote or uploaded it."""
        return f"{self.first_name} {self.last_name}".strip() or self.username or _("The system")


@dataclass(frozen=True)
class NoteRow(Row):
    """A note."""

    text: str
    pinned: bool

    model = "note"

    def address(self, verb: str) -> str:
        """The page that does something with it."""
        return reverse(f"notes:{verb}-{self.kind}", args=[self.pk])

    def __str__(self) -> str:
        return " ".join(self.text.split())[:60]


@dataclass(frozen=True)
class DocumentRow(Row):
    """A document."""

    title: str
    title_key: str
    type_name: str
    valid_until: datetime.date | None
    size: int
    file_name: str

    model = "document"

    def address(self, verb: str) -> str:
        """The page that does something with it."""
        return reverse(f"documents:{verb}-{self.kind}", args=[self.pk])

    @property
    def validity(self) -> Pill | None:
        """That it is no longer valid, or not for long."""
        return validity_of(self.valid_until)

    def __str__(self) -> str:
        return self.title


def validity_of(valid_until: datetime.date | None) -> Pill | None:
    """A pill where a document has expired or soon will; None where there is nothing to say."""
    if valid_until is None:
        return None
    left = (valid_until - today()).days
    if left < 0:
        return Pill(_("Expired"), "bad")
    if left == 0:
        return Pill(_("Expires today"), "warn")
    if left <= SOON.days:
        return Pill(
            _("Expires in %(days)d days") % {"days": left} if left > 1 else _("Expires tomorrow"), "warn"
        )
    return None


@dataclass(frozen=True)
class Parts:
    """One queryset for each kind, before they are put together."""

    rows: Sequence[tuple[Kind, QuerySet[Any]]]
    make: type[Any]
    columns: Sequence[str]
    order: Sequence[str]

    @property
    def model(self) -> Any:
        """A model that has what the filters ask for."""
        return self.rows[0][1].model

    def narrowed(self, narrow: Callable[[QuerySet[Any]], QuerySet[Any]]) -> "Parts":
        """The same with each part filtered."""
        return replace(self, rows=[(kind, narrow(part)) for kind, part in self.rows])

    def together(self) -> "Rows":
        """The one list."""
        first, *others = [self._values(kind, part) for kind, part in self.rows]
        return Rows(first.union(*others, all=True) if others else first, self.make, self.order)

    def _values(self, kind: Kind, part: QuerySet[Any]) -> Any:
        # A plain queryset: what is put together can be filtered no further, not by scope either.
        plain: Any = QuerySet(model=part.model, query=part.query).order_by()
        columns = {
            "kind": Value(kind.code, output_field=CharField()),
            "owner_pk": F(f"{kind.field}_id"),
            "customer_pk": F(f"{kind.paths['customer']}_id"),
            "customer_name": F(f"{kind.paths['customer']}__name"),
            "customer_key": F(f"{kind.paths['customer']}__name_key"),
            **{name: _text(kind.names.get(name)) for name in NAMES},
            **{name: Coalesce(F(f"created_by__{name}"), Value("")) for name in USER},
            **{name: F(path) for name, path in COLUMNS[self.make].items()},
        }
        return plain.annotate(**columns).values("pk", "status", "created_at", *self.columns, *columns)


USER = ("first_name", "last_name", "username")
COLUMNS: dict[type[Row], dict[str, str]] = {
    NoteRow: {},
    DocumentRow: {"type_name": "type__name", "size": "file__size", "file_name": "file__name"},
}


def _text(path: str | None) -> Any:
    return F(path) if path else Value("", output_field=CharField())


@dataclass(frozen=True)
class Rows:
    """A list that is counted, ordered and paged as a queryset is, and answers rows."""

    union: Any
    make: type[Any]
    order: Sequence[str] = field(default_factory=tuple)

    @property
    def query(self) -> SimpleNamespace:
        """What a table asks to mark the column that the rows are sorted by: none, until somebody sorts."""
        return SimpleNamespace(order_by=())

    def order_by(self, *names: str) -> "Rows":
        """The same in another order; the own one decides between equals."""
        return replace(self, order=[*names, *self.order]) if names else self

    def count(self) -> int:
        """How many there are, at most one more than a list counts."""
        counted: int = self.union[: LIMIT + 1].count()
        return counted

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __getitem__(self, key: Any) -> Any:
        rows = self.union.order_by(*dict.fromkeys(self.order))
        if isinstance(key, int):
            return self.make(**rows[key])
        return [self.make(**row) for row in rows[key]]


def notes_of(kind: Kind, owner: Any, user: Any) -> Parts:
    """The notes of a record and of what hangs under it, as `user` may see them; pinned ones first."""
    return Parts(_below(kind, owner, user, "note"), NoteRow, ["text", "pinned"], ["-pinned", *NEWEST])


def documents_of(kind: Kind, owner: Any, user: Any) -> Parts:
    """The documents of a record and of what hangs under it, as `user` may see them; the newest first."""
    return Parts(_below(kind, owner, user, "document"), DocumentRow, DOCUMENT, NEWEST)


def all_documents(user: Any) -> Parts:
    """Every document that `user` may see, the newest first."""
    rows = [(kind, visible(kind.document.objects, user)) for kind in _viewed(user, "document")]
    return Parts(rows, DocumentRow, DOCUMENT, NEWEST)


DOCUMENT = ["title", "title_key", "valid_until"]
NEWEST = ["-created_at", "-pk", "kind"]


def _below(kind: Kind, owner: Any, user: Any, what: str) -> list[tuple[Kind, QuerySet[Any]]]:
    return [
        (one, visible(getattr(one, what).objects, user).filter(**{one.paths[kind.code]: owner}))
        for one in _viewed(user, what)
        if kind.code in one.paths
    ]


def _viewed(user: Any, what: str) -> list[Kind]:
    """The kinds whose notes or documents `user` may see at all."""
    return [kind for kind in KINDS.values() if allowed(user, kind.permission("view", getattr(kind, what)))]
