"""Our table. A table of an app declares columns only; the queryset that feeds it stands beside it.

    class AccountTable(Table):
        number = LinkColumn(_("Account Number"))
        status = StatusColumn()
        actions = ActionsColumn(lambda account: [Action(_("Remove"), ...)])
        invitation = _("Create the first one with Create Account.")
        class Meta:
            empty_text = _("No accounts yet.")

The kinds of columns are in core.pages.columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import django_tables2
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from core import asof, extra
from core.pages.chooser import PARAMETER, Columns
from core.pages.columns import Column, ExtraColumn, TimeColumn
from core.pages.rows import Head, Row, heads_of, rows_of


class Table(django_tables2.Table):
    """The base of every table.

    Meta.empty_text   what is said when there are no rows at all.
    invitation        what to do next then, said where the reader can do something (a button above the table).
    signed            True for records: when and by whom each was created and changed can be chosen as columns.
    extends           the kind of record in the rows, where it can have extra fields: they can be chosen as columns.
    selected          pk of the chosen row, where the page has a second region that depends on it.
    columns           names of the columns asked for; those that are not optional where nothing is asked.
    past              the day that the rows are of (core.pages.past); None for today.
    prepare(rows)     called once with the records of the page shown: the place for one query about all of them.
    """

    selected: Any = None
    signed = False
    extends: Any = None
    label: Any = _("Records")
    invitation: Any = ""
    invites = False
    filtered = False
    past: Any = None
    # The records on the page shown (core.pages.regions).
    records: Sequence[Any] = ()
    # True where the one page holds all that is shown (core.pages.regions).
    unpaged = False

    def __init__(
        self, *args: Any, selected: Any = None, label: Any = None, columns: Sequence[str] = (), **kwargs: Any
    ) -> None:
        self.selected = selected
        self.label = label or self.label
        excluded = {*(kwargs.pop("exclude", None) or ()), *self._meta.exclude}
        further = [
            *(kwargs.pop("extra_columns", None) or ()),
            *_extra_columns(self.extends),
            *(_signatures() if self.signed else ()),
        ]
        declared = {**type(self).base_columns, **dict(further)}
        self.choice = Columns(
            {name: each for name, each in declared.items() if name not in excluded}, columns
        )
        sequence = self.choice.sequence()
        hidden = [name for name in declared if name not in sequence]
        super().__init__(*args, exclude=hidden, sequence=sequence, extra_columns=further, **kwargs)

    @property
    def prefixed_columns_field(self) -> str:
        """The parameter of the address that holds the columns."""
        return f"{self.prefix}{PARAMETER}"

    def shows(self, name: str) -> bool:
        """True when this column is shown: `prepare` need not ask for what nobody sees."""
        return name in self.choice.chosen

    def written_heads(self) -> list[Head]:
        """The heads of the columns, for the template."""
        return heads_of(self)

    def written_rows(self) -> Iterator[Row]:
        """The rows of the page shown, for the template."""
        return rows_of(self)

    def ready(self, rows: Sequence[Any]) -> None:
        """Fetch what the columns shown need to know of these records, with one query for each relation."""
        wanted = {relation for bound in self.columns.iterall() for relation in _fetched(bound.column)}
        if self.past is not None:
            for relation in sorted(wanted):
                asof.follow(rows, relation, self.past.moment)
        elif wanted and rows:
            prefetch_related_objects(rows, *sorted(wanted))
        self.prepare(rows)

    def prepare(self, rows: Sequence[Any]) -> None:
        """Nothing to prepare by default."""


def _extra_columns(model: Any) -> Iterable[tuple[str, Column]]:
    """The extra fields in use of a kind of record. Not to be sorted by: no index would help."""
    for field in extra.fields_of(model) if model is not None else ():
        yield f"extra-{field.code}", ExtraColumn(field, optional=True, orderable=False)


def _signatures() -> Iterable[tuple[str, Column]]:
    """Who created and changed a record, and when. Not to be sorted by: no index would help."""
    hidden: dict[str, Any] = {"optional": True, "orderable": False}
    yield "created_at", TimeColumn(_("Created"), **hidden)
    yield "created_by", Column(_("Created By"), fetch=["created_by"], **hidden)
    yield "updated_at", TimeColumn(_("Last Changed"), **hidden)
    yield "updated_by", Column(_("Last Changed By"), fetch=["updated_by"], **hidden)


def _fetched(column: Any) -> tuple[str, ...]:
    return getattr(column, "fetch", ())


def acting_columns(table_class: type[Table]) -> list[str]:
    """The names of the columns that change rows, and of those that the table leaves out anyway."""
    acting = [name for name, column in table_class.base_columns.items() if getattr(column, "acts", False)]
    return [*table_class._meta.exclude, *acting]
