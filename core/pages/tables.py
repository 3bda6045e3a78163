"""Our table and its columns. A table of an app declares columns only; the queryset that feeds it stands beside it.

    class AccountTable(Table):
        number = LinkColumn(_("Account Number"))
        status = StatusColumn()
        actions = ActionsColumn(lambda account: [Action(_("Remove"), ...)])
        class Meta:
            empty_text = _("No accounts yet. Create the first one with Create Account.")

Numbers are right-aligned, an empty cell shows a dash, the first column links to the record.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import django_tables2
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from core.pages.header import Action, permitted
from core.pages.pills import pill_of
from core.pages.values import NOTHING, shown


class Column(django_tables2.Column):
    """Text. Cells and heads carry the class of `kind`, by which the style sheet aligns them."""

    kind = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", NOTHING)
        if self.kind:
            kwargs.setdefault("attrs", {"th": {"class": self.kind}, "td": {"class": self.kind}})
        super().__init__(*args, **kwargs)


class LinkColumn(Column):
    """The name or number of the row's record, linked to its page (`get_absolute_url`, or `linkify=` as given)."""

    kind = "key"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("linkify", True)
        super().__init__(*args, **kwargs)


class CodeColumn(Column):
    """Numbers that are names: registry ids, tax ids, locations. Not wrapped, tabular figures."""

    kind = "code"


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


class StatusColumn(Column):
    """The status pill. Reads `status` unless another accessor is given; the value may be a Pill as well."""

    kind = "status"

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name or _("Status"), **kwargs)

    def render(self, record: Any, bound_column: Any) -> str:
        """Colour, word and shape. The stored letter decides, not the word that the model shows for it."""
        value = bound_column.accessor.resolve(record)
        return render_to_string("fragments/pill.html", {"pill": pill_of(value)})


class FlagColumn(Column):
    """A yes that is worth marking ("Primary"): a tick with its word; an empty cell for no."""

    kind = "flag-cell"

    def __init__(self, verbose_name: Any = None, *, word: Any = None, **kwargs: Any) -> None:
        self.word = word or _("Yes")
        super().__init__(verbose_name, **kwargs)

    def render(self, value: Any) -> str:
        """The tick, or nothing."""
        return render_to_string("fragments/flag.html", {"word": self.word}) if value else ""


class ActionsColumn(Column):
    """Links at the end of a row. `actions(record)` returns them; only what the user may do is shown.

    Each link carries the address of this list as `next`, so that who acts comes back to it.
    """

    kind = "actions"

    def __init__(self, actions: Callable[[Any], Iterable[Action]], **kwargs: Any) -> None:
        self.actions = actions
        kwargs.setdefault("verbose_name", _("Actions"))
        super().__init__(orderable=False, empty_values=(), **kwargs)

    def render(self, record: Any, table: Any) -> str:
        """The links; about the row where the action does not say itself."""
        actions = permitted(self.actions(record), table.request.user)
        context = {"actions": actions, "record": record, "here": table.request.get_full_path()}
        return render_to_string("fragments/row_actions.html", context)


class SelectColumn(Column):
    """Chooses the row whose details another region of the page shows: `?<parameter>=<pk>` (table.selected marks it)."""

    kind = "select"

    def __init__(self, parameter: str, **kwargs: Any) -> None:
        self.parameter = parameter
        kwargs.setdefault("verbose_name", _("Select"))
        super().__init__(orderable=False, empty_values=(), **kwargs)

    def render(self, record: Any, table: Any) -> str:
        """A link that looks like a radio button and works without JavaScript."""
        query = table.request.GET.copy()
        query[self.parameter] = str(record.pk)
        context = {
            "address": f"{table.request.path}?{query.urlencode()}",
            "record": record,
            "chosen": record.pk == table.selected,
        }
        return render_to_string("fragments/select.html", context)


class Table(django_tables2.Table):
    """The base of every table.

    Meta.empty_text   what to do next when there are no rows at all.
    selected          pk of the chosen row, where the page has a second region that depends on it.
    prepare(rows)     called once with the records of the page shown: the place for one query about all of them.
    """

    selected: Any = None
    label: Any = _("Records")
    filtered = False

    def __init__(self, *args: Any, selected: Any = None, label: Any = None, **kwargs: Any) -> None:
        self.selected = selected
        self.label = label or self.label
        super().__init__(*args, **kwargs)

    def prepare(self, rows: Sequence[Any]) -> None:
        """Nothing to prepare by default."""
