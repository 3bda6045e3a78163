"""What a user keeps at hand: saved searches, records opened last, and what was typed and not yet saved."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import KeyField


class SavedSearch(models.Model):
    """A list with its filters under a name: its owner's, or everybody's when shared. Owner: core.desk.searches."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name=_("owner")
    )
    name = models.CharField(
        _("name"), max_length=80, help_text=_("What the search is called in the sidebar.")
    )
    name_key = KeyField("name")
    url_name = models.CharField(_("list"), max_length=100)
    query = models.CharField(_("filters"), max_length=2000, blank=True)
    shared = models.BooleanField(
        _("shared"), default=False, help_text=_("Whether everybody who may open the list sees the search.")
    )
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name_key"],
                name="core_savedsearch_name_unique",
                violation_error_message=_("You have a saved search with this name already."),
            )
        ]
        indexes = [models.Index(fields=["shared", "name_key"], name="core_savedsearch_shared")]

    def __str__(self) -> str:
        return self.name


class StartSearch(models.Model):
    """The saved search that a user begins the day with, in place of the start page. Owner: core.desk.searches."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="start_search", verbose_name=_("user")
    )
    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="+", verbose_name=_("saved search"))

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    def __str__(self) -> str:
        return f"{self.user}: {self.search}"


class RecentRecord(models.Model):
    """A record that a user had open, and when last. Owner: core.desk.recent."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    model = models.CharField(_("kind of record"), max_length=100)
    object_id = models.BigIntegerField(_("record id"))
    at = models.DateTimeField(_("last open"))

    class Meta:
        verbose_name = _("recent record")
        verbose_name_plural = _("recent records")
        constraints = [
            models.UniqueConstraint(fields=["user", "model", "object_id"], name="core_recentrecord_unique")
        ]
        indexes = [models.Index(fields=["user", "-at"], name="core_recentrecord_latest")]

    def __str__(self) -> str:
        return f"{self.user}: {self.model} {self.object_id}"


class Draft(models.Model):
    """What a user typed into the form at an address and did not save yet. Owner: core.desk.drafts."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    path = models.CharField(_("address"), max_length=500)
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    at = models.DateTimeField(_("typed at"), db_index=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="core_draft_unique")]

    def __str__(self) -> str:
        return f"{self.user}: {self.path}"
