"""The columns that tables are made of.

Numbers are right-aligned, an empty cell shows a dash, the first column links to the record.

Every column can be exported: `value` is its cell as plain data (text, number, date, yes or no). A column whose cell is
markup of the table (`render_purposes`) says what to export with `value_purposes`, as django-tables2 has it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote

import django_tables2
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import asof, extra
from core.choices import named
from core.models import ExtraField
from core.pages.header import Action
from core.pages.labels import title
from core.pages.links import address_before
from core.pages.marks import choose_link, flag_mark, pill_mark, row_link
from core.pages.page import allowed
from core.pages.pills import pill_of
from core.pages.values import NOTHING, shown


class Column(django_tables2.Column):
    """Text. Cells and heads carry the class of `kind`, by which the style sheet aligns them.

    optional   hidden until the reader chooses it.
    fetch      relations that the cell follows and `for_table` does not join: asked for when the column is shown.
    """

    kind = ""
    # False for what chooses a row or acts on it: not to be hidden, moved or exported.
    tells = True
    # True for what changes its row: not offered on a page as of a date.
    acts = False

    def __init__(self, *args: Any, optional: bool = False, fetch: Sequence[str] = (), **kwargs: Any) -> None:
        self.optional = optional
        self.fetch = tuple(fetch)
        kwargs.setdefault("default", NOTHING)
        if self.kind:
            kwargs.setdefault("attrs", {"th": {"class": self.kind}, "td": {"class": self.kind}})
        super().__init__(*args, **kwargs)
        # The library would work it out anew for every cell.
        self.cell_class = self.attrs.get("td", {}).get("class", "")

    def render(self, value: Any) -> Any:
        """The value; one of a list that can no longer be newly chosen says so (R-260)."""
        return named(value) if hasattr(value, "choosable_only_when_active") else value

    def value(self, value: Any) -> Any:
        """The cell in an export: the value itself."""
        return value

    def heads(self, label: str) -> tuple[str, ...]:
        """The headings in an export; a column may fill several."""
        return (label,)

    def cells(self, value: Any, record: Any) -> tuple[Any, ...]:
        """The cells in an export, one for each heading."""
        return (value,)


class LinkColumn(Column):
    """The name or number of the row's record, linked to its page (`get_absolute_url`, or `linkify=` as given)."""

    kind = "key"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("linkify", True)
        super().__init__(*args, **kwargs)


class CodeColumn(Column):
    """Numbers that are names: registry ids, tax ids, locations. Not wrapped, tabular figures."""

    kind = "code"


class MeaningColumn(Column):
    """A code shown by what it means: `get_<name>_display()` of the record that the accessor ends at."""

    def render(self, record: Any, bound_column: Any) -> str:
        """The meaning."""
        owner, name = bound_column.accessor.penultimate(record)
        return str(getattr(owner, f"get_{name}_display")())

    def value(self, record: Any, bound_column: Any) -> str:
        """The meaning."""
        return self.render(record, bound_column)


class LongColumn(Column):
    """A text that needs room, such as an address: on a narrow page the table scrolls rather than break it up."""

    kind = "long"


class NumberColumn(Column):
    """A number, right-aligned, with the reader's thousands separators."""

    kind = "num"

    def render(self, value: Any) -> str:
        """The number in the reader's language."""
        return str(number_format(value, use_l10n=True, force_grouping=True))


class MoneyColumn(Column):
    """An amount with its currency. `currency` names the attribute of the record that holds the currency."""

    kind = "num"

    def __init__(self, *args: Any, currency: str = "currency", **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any) -> str:
        """The amount with the decimals of its currency, then the currency's code."""
        currency = getattr(record, self.currency)
        amount = number_format(value, currency.decimals, use_l10n=True, force_grouping=True)
        return f"{amount} {currency.code}"

    def heads(self, label: str) -> tuple[str, ...]:
        """The amount and, in a column of its own, its currency."""
        return label, _("%(amount)s: currency") % {"amount": label}

    def cells(self, value: Any, record: Any) -> tuple[Any, ...]:
        """A number to calculate with, and the code of the currency."""
        return value, None if value is None else getattr(record, self.currency).code


class DateColumn(Column):
    """A date in the reader's language."""

    kind = "date"

    def render(self, value: Any) -> str:
        """Spelt out, because 03/04 is another day elsewhere."""
        return shown(value)


class TimeColumn(Column):
    """A moment, in the current time zone."""

    kind = "date"

    def render(self, value: Any) -> str:
        """Date and time to the minute."""
        return shown(value)

    def heads(self, label: str) -> tuple[str, ...]:
        """A file is read elsewhere as well: the heading says which clock it was."""
        return (f"{label} ({get_current_timezone_name()})",)


class StatusColumn(Column):
    """The status pill. Reads `status` unless another accessor is given; the value may be a Pill as well."""

    kind = "status"

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        self.drawn: dict[Any, str] = {}
        super().__init__(verbose_name or _("Status"), **kwargs)

    def render(self, record: Any, bound_column: Any) -> str:
        """Colour, word and shape. The stored letter decides, not the word that the model shows for it."""
        pill = pill_of(bound_column.accessor.resolve(record))
        # The same few pills stand in every row; a table, and so its column, lives for one request.
        if pill not in self.drawn:
            self.drawn[pill] = pill_mark(pill)
        return self.drawn[pill]

    def value(self, record: Any, bound_column: Any) -> Any:
        """The word."""
        pill = pill_of(bound_column.accessor.resolve(record))
        return pill.label if pill else None


class FlagColumn(Column):
    """A yes that is worth marking ("Primary"): a tick with its word; an empty cell for no."""

    kind = "flag-cell"

    def __init__(self, verbose_name: Any = None, *, word: Any = None, **kwargs: Any) -> None:
        self.word = word or _("Yes")
        super().__init__(verbose_name, **kwargs)

    def render(self, value: Any) -> str:
        """The tick, or nothing; the reason where nobody knows (core.asof)."""
        if isinstance(value, asof.Unknown):
            return value
        return flag_mark(self.word) if value else ""


class ActionsColumn(Column):
    """Links at the end of a row. `actions(record)` returns them; only what the user may do is shown.

    Each link carries the address of this list as `next`, so that who acts comes back to it.
    """

    kind = "actions"
    tells = False
    acts = True

    def __init__(self, actions: Callable[[Any], Iterable[Action]], **kwargs: Any) -> None:
        self.actions = actions
        # Asked once for all rows; a table, and so its column, lives for one request.
        self.may: dict[str, bool] = {}
        self.here = ""
        kwargs.setdefault("verbose_name", _("Actions"))
        super().__init__(orderable=False, empty_values=(), **kwargs)

    def render(self, record: Any, table: Any) -> str:
        """The links; about the row where the action does not say itself."""
        self.here = self.here or quote(table.request.get_full_path(), safe="")
        actions = [each for each in self.actions(record) if self._may(table.request.user, each.permission)]
        links = ((row_link(each, self.here, each.about or record),) for each in actions)
        return format_html('<span class="row-actions">{}</span>', format_html_join("", "{}", links))

    def _may(self, user: Any, permission: str) -> bool:
        if permission not in self.may:
            self.may[permission] = allowed(user, permission)
        return self.may[permission]


class SelectColumn(Column):
    """Chooses the row whose details another region of the page shows: `?<parameter>=<pk>` (table.selected marks it)."""

    kind = "select"
    tells = False

    def __init__(self, parameter: str, **kwargs: Any) -> None:
        self.parameter = parameter
        self.start = self.told = ""
        kwargs.setdefault("verbose_name", _("Select"))
        super().__init__(orderable=False, empty_values=(), **kwargs)

    def render(self, record: Any, table: Any) -> str:
        """A link that looks like a radio button and works without JavaScript."""
        self.start = self.start or address_before(table.request, self.parameter)
        self.told = self.told or gettext("Select %(record)s")
        address = f"{self.start}{self.parameter}={record.pk}"
        return choose_link(
            record.pk, address, self.told % {"record": record}, chosen=record.pk == table.selected
        )


class ExtraColumn(Column):
    """What records have in an extra field."""

    def __init__(self, field: ExtraField, **kwargs: Any) -> None:
        self.field = field
        if field.type == ExtraField.Type.NUMBER:
            self.kind = NumberColumn.kind
        super().__init__(title(field.label), accessor=f"extra__{field.code}", **kwargs)

    def render(self, value: Any) -> str:
        """The value in words."""
        return shown(extra.typed(self.field, value))

    def value(self, value: Any) -> Any:
        """The value itself: a number, a date, yes or no, or text."""
        return extra.typed(self.field, value)
