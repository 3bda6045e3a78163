"""A column that holds one value of a lookup."""

from collections.abc import Iterable
from functools import partialmethod
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from reference import lookups

CODE_LENGTH = 30
# What a list shows where nothing is chosen.
NOT_CHOSEN = "–"


class LookupChoiceField(forms.ChoiceField):
    """A choice among the values of a lookup that may be chosen today, and the one that the record has (R-260).

    A criterion of a search (`ended`) offers the values that are still in use somewhere as well.
    """

    def __init__(self, *, lookup: str, ended: bool = False, **kwargs: Any) -> None:
        self.lookup, self.ended = lookup, ended
        super().__init__(**kwargs)

    def get_bound_field(self, form: Any, field_name: str) -> forms.BoundField:
        """Fill the list for this form: only now is it known which value the record has."""
        current = form.get_initial_for_field(self, field_name) or ""
        values = lookups.choices(self.lookup, current, ended=self.ended)
        self.choices = values if self.required and current else [("", NOT_CHOSEN), *values]
        return super().get_bound_field(form, field_name)


class LookupField(models.CharField):
    """Stores the code of a value of the lookup `type`; its meaning is `get_<name>_display()`.

    A value is checked when it is newly chosen; one that was valid when chosen stays valid (R-260).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.lookup_type: str = kwargs.pop("type")
        kwargs.setdefault("max_length", CODE_LENGTH)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "type": self.lookup_type}

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """Give the model `get_<name>_display()`."""
        super().contribute_to_class(cls, name, private_only=private_only)
        method = f"get_{self.name}_display"
        if method not in cls.__dict__:
            setattr(cls, method, partialmethod(_display, field=self))

    def validate_choice(self, value: str, stored_value: str | None) -> None:
        """Refuse a newly chosen value that the lookup does not offer today (R-260, R-067)."""
        if value and value != stored_value and not lookups.may_choose(self.lookup_type, value):
            raise ValidationError(
                _("“%(value)s” cannot be chosen: it is not in the list or is inactive."),
                code="lookup",
                params={"value": lookups.meaning(self.lookup_type, value)},
            )

    def meanings(self, codes: Iterable[str]) -> dict[str, str]:
        """What each of `codes` means, for histories; marked where it can no longer be chosen (R-260)."""
        return {code: lookups.label(self.lookup_type, code) for code in codes}

    def formfield(self, **kwargs: Any) -> Any:
        """A choice of the values that may be chosen."""
        given = {
            name: kwargs[name] for name in ("label", "help_text", "required", "initial") if name in kwargs
        }
        settings: dict[str, Any] = {
            "lookup": self.lookup_type,
            "required": not self.blank,
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text,
            "initial": self.get_default(),
        }
        return LookupChoiceField(**{**settings, **given})


def _display(record: models.Model, field: LookupField) -> str:
    return lookups.label(field.lookup_type, getattr(record, field.attname))
