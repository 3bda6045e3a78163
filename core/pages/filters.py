"""Filters: parameters only. They live in the address, so that a view can be sent to a colleague.

    class AccountFilter(FilterSet):
        status = StatusFilter()
        unit = ChoiceFilter(label=_("Operating Unit"), ...)

The form is compact, applies itself on change where JavaScript runs, and by its button where it does not.
"""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.asof import Rows
from core.pages.forms import prepare

ACTIVE, INACTIVE, ALL = "A", "I", "all"


class FilterForm(forms.Form):
    """The form of a filter: nothing in it is required."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prepare(self)


class FilterSet(django_filters.FilterSet):
    """The base of every filter."""

    filters: dict[str, Any]

    class Meta:
        form = FilterForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.queryset, Rows):
            self.filters = {name: each for name, each in self.filters.items() if _asks_for_equal_values(each)}

    def filter_queryset(self, queryset: Any) -> Any:
        """The rows that the filters leave, of the database or of a day in the past."""
        if not isinstance(queryset, Rows):
            return super().filter_queryset(queryset)
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def get_form_class(self) -> type[forms.Form]:
        """A form of ours, whatever Meta an app wrote."""
        fields = {name: filter_.field for name, filter_ in self.filters.items()}
        return type(f"{type(self).__name__}Form", (FilterForm,), fields)

    def parameters(self) -> set[str]:
        """The names under which this filter's values stand in the address."""
        return {self.form.add_prefix(name) for name in self.filters}

    def narrowed(self) -> bool:
        """True when the address narrows the rows further than the page does on its own."""
        return any(self.data.get(name) for name in self.parameters())


def _asks_for_equal_values(each: Any) -> bool:
    """True for a filter that rows of a day in the past can answer (core.asof.Rows)."""
    plain = {StatusFilter.filter, django_filters.ChoiceFilter.filter, django_filters.Filter.filter}
    simple = not (each.exclude or each.distinct or each.method) and "__" not in (each.field_name or "")
    return simple and each.lookup_expr == "exact" and type(each).filter in plain


class StatusFilter(django_filters.ChoiceFilter):
    """Active (default), Inactive or All, over `status`."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", _("Active")), (INACTIVE, _("Inactive")), (ALL, _("All"))]
        super().__init__(**{"label": _("Status"), "choices": choices, "empty_label": None, **kwargs})

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Without a value the active rows."""
        if value == ALL:
            return qs
        return qs.filter(**{self.field_name or "status": value or ACTIVE})
