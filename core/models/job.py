"""Background work: what runs when (Job) and what ran (JobRun). Machinery; owner: core.jobs."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobQuerySet(models.QuerySet["Job"]):
    """Schedules, as pages ask for them."""

    def visible_to(self, user: Any) -> Self:
        """Schedules of programs whose runs `user` may see."""
        from core.jobs import programs

        return self.filter(program__in=programs.visible_codes(user))


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
    next_at = models.DateTimeField(_("next run"), null=True, blank=True, db_index=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")

    def __str__(self) -> str:
        return f"{self.program} ({self.schedule})"

    def clean(self) -> None:
        """The program exists and accepts the parameters; schedule and time zone can be read."""
        from core.jobs import programs
        from core.jobs.schedules import problems_of

        problems: dict[str, Any] = {}
        try:
            programs.get(self.program).clean(self.parameters)
        except programs.UnknownProgram as error:
            problems["program"] = str(error)
        except ValidationError as error:
            problems["parameters"] = error.messages
        problems |= problems_of(self)
        if problems:
            raise ValidationError(problems)


class JobRunQuerySet(models.QuerySet["JobRun"]):
    """Runs, as pages and the engine ask for them."""

    def active(self) -> Self:
        """Runs that wait or are under way."""
        return self.filter(state__in=JobRun.ACTIVE)

    def for_table(self) -> Self:
        """With what a list of runs shows, newest first."""
        return self.select_related("requested_by").defer("problems").order_by("-pk")

    def visible_to(self, user: Any) -> Self:
        """Runs of programs that `user` may see; the results of the others name records he may not know."""
        from core.jobs import programs

        own = Q(program__in=programs.visible_codes(user, personal=True), requested_by=user.pk)
        return self.filter(Q(program__in=programs.visible_codes(user)) | own)


class JobRun(models.Model):
    """One run of a program: its state, its counts and what came out of it.

    `fence` grows with every worker that takes the run over; a worker whose fence is old may write no more.
    `lane`: of the runs with the same lane (if any) only one waits or is under way.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    ACTIVE = ("waiting", "running")
    # A run is no record: what is done to it depends on its state alone, which core.jobs asks in the same statement.
    version = 1

    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, related_name="runs", verbose_name=_("scheduled job")
    )
    program = models.CharField(_("program"), max_length=60)
    parameters = models.JSONField(_("parameters"), default=dict, encoder=DjangoJSONEncoder)
    lane = models.CharField(_("lane"), max_length=60, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    state = models.CharField(
        pgettext_lazy("of work", "state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    started_at = models.DateTimeField(_("started at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    total = models.PositiveIntegerField(_("to do"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    counts = models.JSONField(_("counts"), default=dict)
    problems = models.JSONField(_("problems"), default=list)
    position = models.JSONField(_("where to go on"), null=True)
    message = models.TextField(_("message"), blank=True)
    cancel_requested = models.BooleanField(_("cancel requested"), default=False)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    fence = models.PositiveIntegerField(_("fence"), default=0)

    objects = JobRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("background run")
        verbose_name_plural = _("background runs")
        indexes = [
            models.Index(fields=["-id", "state"], name="core_jobrun_state"),
            models.Index(fields=["state", "lease_until"], name="core_jobrun_lease"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["lane"],
                condition=Q(state__in=["waiting", "running"]) & ~Q(lane=""),
                name="core_jobrun_one_per_lane",
                violation_error_message=_("This program is waiting or running already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed", "cancelled"]),
                name="core_jobrun_state_known",
                violation_error_message=_("The state of a run is one of the five known ones."),
            ),
        ]

    def __str__(self) -> str:
        from core.jobs import programs

        return _("%(program)s #%(number)d") % {
            "program": programs.title_of(self.program),
            "number": self.pk or 0,
        }

    def get_absolute_url(self) -> str:
        """The page that shows its progress and keeps its result."""
        return reverse("jobs:run", kwargs={"pk": self.pk})

    @property
    def is_active(self) -> bool:
        """True while it waits or is under way."""
        return self.state in self.ACTIVE

    @property
    def duration(self) -> datetime.timedelta | None:
        """How long it took, or has been under way; None before it started."""
        if self.started_at is None:
            return None
        return (self.ended_at or timezone.now()) - self.started_at

    @property
    def time_left(self) -> datetime.timedelta | None:
        """How long it will take at the speed so far; None while nobody can say."""
        duration = self.duration
        if self.state != self.State.RUNNING or not duration or not self.done or self.total is None:
            return None
        return duration * (max(self.total - self.done, 0) / self.done)
