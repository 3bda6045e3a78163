"""Background work: what runs when (Job) and what ran (JobRun). Machinery; owner: core.jobs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """A program that runs on a schedule. Missed times collapse into one run; one run at a time."""

    program = models.CharField(_("program"), max_length=60)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    schedule = models.CharField(
        _("schedule"),
        max_length=100,
        help_text=_("Five fields as in cron: minute, hour, day of month, month, day of week."),
    )
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    enabled = models.BooleanField(_("enabled"), default=True)
    next_at = models.DateTimeField(_("next run"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")

    def __str__(self) -> str:
        return f"{self.program} ({self.schedule})"


class JobRun(models.Model):
    """One run of a program: its state, its counts and what came out of it.

    `fence` grows with every worker that takes the run over; a worker whose fence is old may write no more.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, related_name="runs", verbose_name=_("scheduled job")
    )
    program = models.CharField(_("program"), max_length=60)
    parameters = models.JSONField(_("parameters"), default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(_("started at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    total = models.PositiveIntegerField(_("to do"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    counts = models.JSONField(_("counts"), default=dict)
    position = models.JSONField(_("where to go on"), null=True)
    message = models.TextField(_("message"), blank=True)
    cancel_requested = models.BooleanField(_("cancel requested"), default=False)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    fence = models.PositiveIntegerField(_("fence"), default=0)

    class Meta:
        verbose_name = _("background run")
        verbose_name_plural = _("background runs")
        indexes = [
            models.Index(fields=["-id", "state"], name="core_jobrun_state"),
            models.Index(fields=["state", "lease_until"], name="core_jobrun_lease"),
        ]

    def __str__(self) -> str:
        return f"{self.program} #{self.pk}"
