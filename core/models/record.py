"""The base of everything that is business truth."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.exceptions import WriteRefused
from core.history import Path
from core.querysets import RecordQuerySet, StatusQuerySet


class Record(models.Model):
    """A row of business truth: versioned, signed, written only by `core.writes` inside a unit of work.

    Subclasses may set
    - `history_path`: where the record hangs, so that each History page is one indexed query;
    - `constraint_fields`: {constraint name: field that its message belongs to};
    - `follows`: relations that `clean` and `__str__` look at, fetched at once when many records are written;
    - `database_rules`: rules that a migration cannot phrase (core.database_rules);
    - `fixed_fields`: names of fields that are given once and never change;
    - `secret_fields`: names whose values history masks;
    - `deletable`: True for join rows (a membership) that end by a logged delete; business records are never deleted;
    - `primary`: the rule "one primary per group" (core.primary);
    - `continues`, on a new record alone: the record whose values it takes over, so that they count as chosen already
      and stay valid (R-260);
    - `logged_since`: {field: the migration of its app that added it}, for fields that came after the first release:
      what they held before that, nobody recorded (core.asof).
    """

    history_path: ClassVar[Path] = Path()
    constraint_fields: ClassVar[dict[str, str]] = {}
    follows: ClassVar[tuple[str, ...]] = ()
    database_rules: ClassVar[list[Any]] = []
    fixed_fields: ClassVar[frozenset[str]] = frozenset()
    secret_fields: ClassVar[frozenset[str]] = frozenset()
    deletable: ClassVar[bool] = False
    primary: ClassVar[Any] = None
    continues: Any = None
    logged_since: ClassVar[dict[str, str]] = {}

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    updated_at = models.DateTimeField(_("updated at"), editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("updated by"),
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Closed: call core.writes.save."""
        raise WriteRefused(f"Save {self._meta.label} with core.writes.save.")

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Closed: records are removed (inactivated), never deleted (R-101)."""
        raise WriteRefused(f"{self._meta.label} rows are not deleted; see core.writes.")


class Status(models.TextChoices):
    """Whether a record is in use."""

    ACTIVE = "A", _("Active")
    INACTIVE = "I", _("Inactive")


class StatusRecord(Record):
    """A record that can be removed (made inactive) and restored, alone or together with its parent (D-11)."""

    status = models.CharField(
        _("status"), max_length=1, choices=Status.choices, default=Status.ACTIVE, editable=False
    )
    removed_with_parent = models.BooleanField(_("removed with its parent"), default=False, editable=False)

    objects = StatusQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["A", "I"]),
                name="%(app_label)s_%(class)s_status_known",
                violation_error_message=_("The status is Active or Inactive."),
            )
        ]

    @property
    def is_active(self) -> bool:
        """True while the record is in use."""
        return self.status == Status.ACTIVE
