"""The journal of every change to every record."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.database_rules import AppendOnly


class ChangeRecord(models.Model):
    """One change to one record: who, when, through which door, what, and why. Append-only, by trigger.

    `root_id`, `branch_id` and `leaf_id` are the party, account and account site that the record hangs under, so that
    the History page of each is one indexed query; `unit_id` scopes the line like the record itself.
    """

    class Action(models.TextChoices):
        CREATE = "create", _("Created")
        UPDATE = "update", _("Changed")
        REMOVE = "remove", _("Removed")
        RESTORE = "restore", _("Restored")
        DELETE = "delete", _("Deleted")

    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    channel = models.CharField(_("channel"), max_length=20)
    action = models.CharField(_("action"), max_length=10, choices=Action.choices)
    model = models.CharField(_("kind of record"), max_length=100)
    object_id = models.BigIntegerField(_("record id"))
    object_label = models.CharField(_("record"), max_length=400)
    root_id = models.BigIntegerField(null=True)
    branch_id = models.BigIntegerField(null=True)
    leaf_id = models.BigIntegerField(null=True)
    other_root_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(_("version"))
    run_id = models.BigIntegerField(null=True)
    changes = models.JSONField(_("changes"), null=True, encoder=DjangoJSONEncoder)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True)
    # Sealing the journal with a chain of digests is a later capability; the column is here from the start.
    digest = models.BinaryField(null=True)

    database_rules = [
        AppendOnly(
            name="core_changerecord_append_only",
            erasable="changes",
            erased_at="erased_at",
            message=_("History is never changed."),
        )
    ]

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["root_id", "-id"], name="core_change_root"),
            models.Index(fields=["branch_id", "-id"], name="core_change_branch"),
            models.Index(fields=["leaf_id", "-id"], name="core_change_leaf"),
            models.Index(fields=["other_root_id", "-id"], name="core_change_other_root"),
            models.Index(fields=["model", "object_id", "version"], name="core_change_object"),
            models.Index(fields=["at"], name="core_change_at"),
            models.Index(fields=["actor", "-id"], name="core_change_actor"),
            models.Index(fields=["unit_id", "-id"], name="core_change_unit"),
            models.Index(fields=["channel", "-id"], name="core_change_channel"),
            models.Index(fields=["model", "-id"], name="core_change_model"),
            models.Index(fields=["action", "-id"], name="core_change_action"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.object_label} ({self.version})"


class FurtherRoot(models.Model):
    """A change is filed under this customer as well: it was made to something that several share. Append-only."""

    change = models.ForeignKey(ChangeRecord, models.PROTECT, related_name="further_roots")
    root_id = models.BigIntegerField()

    database_rules = [AppendOnly(name="core_furtherroot_append_only", message=_("History is never changed."))]

    class Meta:
        verbose_name = _("further customer of a change")
        verbose_name_plural = _("further customers of changes")
        indexes = [models.Index(fields=["root_id", "-change"], name="core_furtherroot_root")]

    def __str__(self) -> str:
        return f"{self.change_id}: {self.root_id}"
