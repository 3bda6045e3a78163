"""Tables that only their owner writes and that hold no business truth."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberCounter(models.Model):
    """The last number drawn of a series, on databases without sequences. Owner: core.numbers."""

    code = models.CharField(_("series"), max_length=40, primary_key=True)
    last = models.BigIntegerField(_("last number"))

    class Meta:
        verbose_name = _("number counter")
        verbose_name_plural = _("number counters")

    def __str__(self) -> str:
        return f"{self.code}: {self.last}"


class FormToken(models.Model):
    """One sent form: a second sending of it gets the first one's answer. Owner: core.tokens."""

    token = models.CharField(_("token"), max_length=43, primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    digest = models.CharField(_("digest of the content"), max_length=64)
    result_url = models.CharField(_("address of the answer"), max_length=500)
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("form token")
        verbose_name_plural = _("form tokens")

    def __str__(self) -> str:
        return f"{self.user} · {self.created_at:%Y-%m-%d %H:%M}"


class PasswordRequest(models.Model):
    """Somebody asked for a link to set a new password. Owner: core.passwords.

    Digests only: neither the mail address nor where it was asked from can be read back.
    """

    address = models.CharField(_("digest of the mail address"), max_length=64)
    client = models.CharField(_("digest of where it was asked from"), max_length=64)
    at = models.DateTimeField(_("asked at"), db_index=True)

    class Meta:
        verbose_name = _("request for a password")
        verbose_name_plural = _("requests for passwords")
        indexes = [
            models.Index(fields=["address", "at"], name="core_passwordrequest_address"),
            models.Index(fields=["client", "at"], name="core_passwordrequest_client"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class WorkerHeartbeat(models.Model):
    """When a background worker was last alive. Owner: core.jobs."""

    name = models.CharField(_("worker"), max_length=100, primary_key=True)
    at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return f"{self.name}: {self.at:%Y-%m-%d %H:%M}"
