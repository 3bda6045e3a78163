"""Only one worker holds a run. The lease says until when, the fence who came last.

Every statement by which a worker writes to its run names its fence. A worker that was thought dead and comes back
finds no row with it any more: the chunk in its hands is rolled back by the same transaction.
"""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.jobs.programs import Step
from core.jobs.runs import FORGOTTEN_AFTER
from core.models import JobRun

LEASE = datetime.timedelta(seconds=60)
PROBLEMS_KEPT = 500

State = JobRun.State


class LostLease(Exception):
    """Another worker has taken the run over, or it is over: whatever is in hand must not be written."""


class Lease:
    """The right to work on one run. `run` is the run as last committed by this lease."""

    def __init__(self, run: JobRun) -> None:
        self.run = run
        self.fence = run.fence

    def _update(self, **values: Any) -> None:
        mine = JobRun.objects.filter(pk=self.run.pk, fence=self.fence, state=State.RUNNING)
        if not mine.update(**values):
            raise LostLease(f"Run {self.run.pk} is no longer held with fence {self.fence}.")

    def reload(self) -> None:
        """Forget what was not committed."""
        self.run = JobRun.objects.select_related("requested_by").get(pk=self.run.pk)

    def cancelled(self) -> bool:
        """Whether somebody asked to cancel; LostLease when the run is no longer ours."""
        row = JobRun.objects.filter(pk=self.run.pk).values("fence", "state", "cancel_requested").first()
        if row is None or row["fence"] != self.fence or row["state"] != State.RUNNING:
            raise LostLease(f"Run {self.run.pk} is no longer held with fence {self.fence}.")
        return bool(row["cancel_requested"])

    def save(self, step: Step) -> None:
        """Note what a chunk did, in the chunk's transaction; prolongs the lease."""
        run = self.run
        for code, number in step.counts.items():
            # In place, so that the program sees its counts so far.
            run.counts[code] = run.counts.get(code, 0) + number
        values: dict[str, Any] = {"done": run.done + step.done, "counts": run.counts}
        if step.total is not None:
            values["total"] = step.total
        if step.position is not None:
            values["position"] = step.position
        if step.problems and len(run.problems) < PROBLEMS_KEPT:
            values["problems"] = [*run.problems, *step.problems][:PROBLEMS_KEPT]
        self._update(**values, lease_until=timezone.now() + LEASE)
        for name, value in values.items():
            setattr(run, name, value)

    def end(self, state: str, message: str = "") -> None:
        """Finish the run."""
        self._update(state=state, message=message, ended_at=timezone.now(), lease_until=None)

    def give_back(self) -> None:
        """Leave the run to the next worker, which goes on where this one stopped."""
        self._update(state=State.WAITING, lease_until=timezone.now())


def take(run_id: int) -> Lease | None:
    """The lease of a run that waits or whose worker is gone; None when it is over or somebody works on it."""
    now = timezone.now()
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        taken = JobRun.objects.filter(free, pk=run_id).update(
            state=State.RUNNING,
            fence=F("fence") + 1,
            lease_until=now + LEASE,
            started_at=Coalesce("started_at", now),
        )
        if not taken:
            return None
        return Lease(JobRun.objects.select_related("requested_by").get(pk=run_id))


def release_lost() -> list[int]:
    """Let runs wait again whose worker is gone, or that the engine has forgotten; answers them.

    Each is looked at once more after FORGOTTEN_AFTER, should this start be lost as well.
    """
    now = timezone.now()
    lost = JobRun.objects.active().filter(lease_until__lt=now)
    return [
        pk
        for pk in lost.order_by("pk").values_list("pk", flat=True)
        if lost.filter(pk=pk).update(state=State.WAITING, lease_until=now + FORGOTTEN_AFTER)
    ]
