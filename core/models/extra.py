"""Fields that an administrator adds to a kind of record."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField
from core.models.record import StatusRecord


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
        _("code"), max_length=30, help_text=_("A short name for files. It cannot be changed later.")
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


class ExtraValues(models.Model):
    """A kind of record that can have extra fields: `extra` holds their values by code, empty ones left out."""

    extra = models.JSONField(_("extra fields"), default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True
