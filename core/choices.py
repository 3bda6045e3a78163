"""Choosing a reference value on a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from core.models import Status


def named(value: Any) -> str:
    """A value by its name; one of a list that can no longer be newly chosen is marked so (R-260)."""
    ended = getattr(value, "choosable_only_when_active", False) and not value.is_active
    return _("%(value)s (inactive)") % {"value": value} if ended else str(value)


class ActiveChoiceField(forms.ModelChoiceField):
    """Offers the active rows, and the row that the record has even when it is inactive, marked so (R-260)."""

    def get_bound_field(self, form: Any, field_name: str) -> forms.BoundField:
        """Narrow the list for this form: only now is it known which row the record has."""
        current = self._key(form.get_initial_for_field(self, field_name))
        offered = Q(status=Status.ACTIVE)
        if current is not None:
            offered |= Q(pk=current)
        rows: Any = self.queryset
        self.queryset = rows.filter(offered)
        return super().get_bound_field(form, field_name)

    def _key(self, value: Any) -> Any:
        """The key of a row or as given; None for what can be none, as an address may propose anything."""
        rows: Any = self.queryset
        try:
            return rows.model._meta.pk.to_python(getattr(value, "pk", value) or None)
        except ValidationError:
            return None

    def label_from_instance(self, obj: Any) -> str:
        """The row's name, with "(inactive)" where it can no longer be newly chosen."""
        return named(obj)
