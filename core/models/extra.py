"""Fields that an administrator adds to a kind of record."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField
from core.models.record import StatusRecord

LONGEST_CHOICE = 100


class ExtraField(StatusRecord):
    """An extra field of one kind of record: how it is called, what it holds, whether it must be filled in.

    The values stand in the column `extra` of the record, by code. A field that is made inactive is no longer offered;
    values that records have stay.
    """

    class Type(models.TextChoices):
        TEXT = "TEXT", _("Text")
        NUMBER = "NUMBER", _("Number")
        DATE = "DATE", _("Date")
        YES_NO = "YES_NO", _("Yes or no")
        CHOICE = "CHOICE", _("Choice")

    fixed_fields = frozenset({"model", "code", "type"})

    model = models.CharField(
        _("kind of record"),
        max_length=100,
        help_text=_("What the field belongs to. It cannot be changed later."),
    )
    code = models.CharField(
        _("code"),
        max_length=25,
        validators=[
            RegexValidator(
                r"\A[a-z][a-z0-9]*(_[a-z0-9]+)*\Z",
                _("Use small letters, digits and single _, a letter first."),
            )
        ],
        help_text=_("A short name for files, such as delivery_class. It cannot be changed later."),
    )
    code_key = KeyField("code")
    label = models.CharField(_("label"), max_length=60, help_text=_("What people see beside the field."))
    help_text = models.CharField(
        _("help"), max_length=240, blank=True, help_text=_("What to enter, in one sentence.")
    )
    type = models.CharField(
        _("type"),
        max_length=10,
        choices=Type.choices,
        help_text=_("What the field holds. It cannot be changed later."),
    )
    required = models.BooleanField(
        _("required"),
        default=False,
        help_text=_("Whether it must be filled in when a record is saved on a page."),
    )
    choices = models.TextField(
        _("choices"), max_length=4000, blank=True, help_text=_("For a choice: its values, one on each line.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Fields are shown by position, then by label.")
    )

    class Meta(StatusRecord.Meta):
        verbose_name = _("extra field")
        verbose_name_plural = _("extra fields")
        ordering = ["model", "position", "label"]
        constraints = [
            *StatusRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["model", "code_key"],
                name="core_extrafield_code_unique",
                violation_error_message=_("This kind of record has an extra field with this code already."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def offered(self) -> list[str]:
        """The values of a choice, in order."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    def clean(self) -> None:
        """It belongs to a kind that can have extra fields; a choice has choices, all different, nothing else has."""
        from core import extra

        if self.model not in {kind._meta.label_lower for kind in extra.kinds()}:
            raise ValidationError({"model": _("This kind of record has no extra fields.")})
        offered = self.offered()
        if (self.type == self.Type.CHOICE) != bool(offered):
            wanted = _("Only a choice has values.") if offered else _("Enter the values, one on each line.")
            raise ValidationError({"choices": wanted})
        if len(set(offered)) != len(offered):
            raise ValidationError({"choices": _("Each value stands there once.")})
        if any(len(value) > LONGEST_CHOICE for value in offered):
            most = _("A value has at most %(most)d characters.") % {"most": LONGEST_CHOICE}
            raise ValidationError({"choices": most})


class ExtraColumn(models.JSONField):
    """The values of extra fields by code. What is new in it is checked by the write (core.extra)."""

    def problems(self, record: Any, former: Any) -> Iterator[tuple[str, ValidationError]]:
        """(code, error) of what may not stand there; `former` is what the database holds, None for a new record."""
        from core import extra

        return extra.problems(record, former)


class ExtraValues(models.Model):
    """A kind of record that can have extra fields: `extra` holds their values by code, empty ones left out."""

    extra = ExtraColumn(_("extra fields"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
