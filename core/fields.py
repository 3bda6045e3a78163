"""Fields that keep themselves right."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.prefix import Prefix
from core.text import fold

KEY_LENGTH = 360

models.CharField.register_lookup(Prefix)


class KeyField(models.CharField):
    """The folded key of another text field of the same row (see `core.text.fold`).

    The write functions keep it; nobody sets it. Unique keys refuse what does not fit, the others are cut.
    A nullable key is null where the source is empty, so that "no number" never equals "no number".
    """

    def __init__(self, source: str, **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", KEY_LENGTH)
        kwargs["editable"] = False
        kwargs["blank"] = True
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"], kwargs["blank"]
        return name, path, [self.source, *args], kwargs

    def derive(self, record: models.Model) -> None:
        """Set the key on `record` from its source field."""
        key: str | None = fold(getattr(record, self.source))
        length = self.max_length or KEY_LENGTH
        if key and len(key) > length:
            if self._must_be_unique():
                raise ValidationError(
                    {self.source: _("This is too long once it is written in plain letters.")}
                )
            key = key[:length]
        setattr(record, self.attname, key or (None if self.null else ""))

    def _must_be_unique(self) -> bool:
        constraints = self.model._meta.constraints
        return self.unique or any(
            isinstance(rule, models.UniqueConstraint) and self.name in rule.fields for rule in constraints
        )

    def formfield(self, *args: Any, **kwargs: Any) -> None:
        """Never on a form."""
        return
