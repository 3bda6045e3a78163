"""The unit of work: the one transaction in which records are written.

Every door (page, admin, fixture, interface, flow, API, command, job) opens one:

    with work(actor=request.user, channel="page", reason=form.reason) as unit_of_work:
        services.remove_site(site, version=form.version)

It carries who acts, through which door and why; on leaving it refreshes what is derived from the customers it
touched and writes the history of everything in one statement. A nested unit of work joins the outer one.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from core import clock, hooks
from core.cards import refuse_card_numbers
from core.exceptions import TooManyRoots, WriteRefused
from core.guard import allowed
from core.history import Roots, masked, roots_of
from core.models.history import ChangeRecord, FurtherRoot
from core.text import clean_text

CHANNELS = frozenset({"page", "admin", "fixture", "interface", "flow", "api", "command", "job", "system"})
# A page that touches more customers than this keeps others waiting: that work is a background job's.
MOST_ROOTS = 500
LONGEST_REASON = 500
UNBOUNDED_CHANNELS = frozenset({"fixture", "system"})

_current: ContextVar["UnitOfWork | None"] = ContextVar("unit_of_work", default=None)


@dataclass
class UnitOfWork:
    """What the writes of one transaction share."""

    actor: Any
    channel: str
    at: datetime.datetime
    reason: str = ""
    request_id: str = ""
    run_id: int | None = None
    notices: list[str] = field(default_factory=list)
    changes: list[ChangeRecord] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    locked: set[tuple[type, int]] = field(default_factory=set)
    # Rows that it inserted, which nobody else can see yet, with their values; None once it changed them as well.
    made: dict[tuple[type, Any], dict[str, Any] | None] = field(default_factory=dict)
    # Rows of which it asked already, and was told that they are there and may be chosen.
    choosable: set[tuple[type, Any]] = field(default_factory=set)
    # The unique keys of what it inserted, and those that it found to be free, each as core.validation.uniques names it.
    taken: set[Any] = field(default_factory=set)
    free: set[Any] = field(default_factory=set)
    # The models of which it inserted rows, and those of which it changed or deleted some.
    inserted: set[type] = field(default_factory=set)
    changed: set[type] = field(default_factory=set)
    # Customers under whom changes are filed besides their own root, by kind and key of the record.
    further: dict[tuple[str, int], set[int]] = field(default_factory=dict)
    # False in a background run that refreshes the customers itself, in parts.
    refreshes: bool = True
    # What readers above core remember while it lasts; None until one does.
    remembered: dict[Any, Any] | None = None

    def log(
        self, action: str, records: Sequence[Any], changes: Sequence[dict[str, list[Any]] | None]
    ) -> None:
        """Note one change to each record (all of one model), to be written when the unit of work ends."""
        if records:
            prefetch_related_objects(list(records), *records[0].follows)
        for record, roots, values in zip(records, roots_of(records), changes, strict=True):
            self.touch(roots)
            self.changes.append(
                ChangeRecord(
                    at=self.at,
                    actor=self.actor,
                    channel=self.channel,
                    action=action,
                    model=record._meta.label_lower,
                    object_id=record.pk,
                    object_label=str(record)[:400],
                    root_id=roots.root,
                    branch_id=roots.branch,
                    leaf_id=roots.leaf,
                    other_root_id=roots.other_root,
                    unit_id=roots.unit,
                    version=record.version,
                    run_id=self.run_id,
                    changes=masked(record, values) if values else None,
                    reason=self.reason,
                    request_id=self.request_id,
                )
            )

    def touch(self, roots: Roots) -> None:
        """Remember the customers whose derived data must be refreshed."""
        if self.refreshes:
            self.touched |= {root for root in (roots.root, roots.other_root) if root is not None}

    def also_concerns(self, record: Any, root_ids: set[int]) -> None:
        """File what is changed in `record` under these customers too: they share it."""
        key = (record._meta.label_lower, record.pk)
        self.further[key] = self.further.get(key, set()) | root_ids

    def hold(self, root_ids: set[int]) -> None:
        """Lock customers that this unit of work has not locked yet.

        Whoever changes something under a customer locks the customer first: so two people who work on one customer
        wait for each other, and never for each other's rows crosswise.
        """
        new = sorted(root_ids - self.held)
        if new:
            self.held.update(new)
            hooks.hold(new)

    def is_bare(self, model: type, keys: Iterable[Any], child: type) -> bool:
        """True when these rows have no `child`: it inserted them itself, nobody else sees them, and it made none."""
        return child not in self.inserted and all((model, key) in self.made for key in keys)

    def forget(self, model: type) -> None:
        """What it knew about the rows of a model holds no longer."""
        self.changed.add(model)
        self.choosable = {row for row in self.choosable if row[0] is not model}
        self.made |= dict.fromkeys(row for row in self.made if row[0] is model)

    def just_made(self, record: Any) -> bool:
        """True when it inserted the record itself and did not change it since."""
        return self.made.get((type(record), record.pk)) is not None

    def finish(self) -> None:
        """Refresh what is derived and write the history: the last act before the commit."""
        if transaction.get_connection().needs_rollback:
            raise WriteRefused(
                "A write or a nested unit of work failed and was passed over: nothing can be kept."
            )
        if len(self.touched) > MOST_ROOTS and self.channel not in UNBOUNDED_CHANNELS:
            raise TooManyRoots(
                _(
                    "This would change %(count)d customers at once; %(most)d are allowed. Do it in smaller parts."
                )
                % {"count": len(self.touched), "most": MOST_ROOTS}
            )
        if self.touched:
            self.hold(self.touched)
            hooks.refresh(sorted(self.touched))
        with allowed():
            ChangeRecord.objects.bulk_create(self.changes, batch_size=500)
            FurtherRoot.objects.bulk_create(self._further_roots(), batch_size=500)

    def _further_roots(self) -> list[FurtherRoot]:
        return [
            FurtherRoot(change=change, root_id=root_id)
            for change in self.changes
            for root_id in sorted(self.further.get((change.model, change.object_id), ()))
            if root_id != change.root_id
        ]


def open_unit() -> UnitOfWork | None:
    """The unit of work that is open, None where there is none."""
    return _current.get()


def made_without(model: type, keys: Iterable[Any], child: type) -> bool:
    """True when the open unit of work made these rows and no `child` under them: none need be looked for."""
    unit_of_work = open_unit()
    return unit_of_work is not None and unit_of_work.is_bare(model, keys, child)


def current() -> UnitOfWork:
    """The unit of work that is open; WriteRefused where there is none."""
    unit_of_work = _current.get()
    if unit_of_work is None:
        raise WriteRefused("Open a unit of work first: with work(actor=..., channel=...).")
    return unit_of_work


def because(reason: str) -> None:
    """Give the open unit of work its reason, where what opened it did not know it."""
    current().reason = _cleaned(reason)


@contextmanager
def work(
    *, actor: Any, channel: str, reason: str = "", request_id: str = "", run_id: int | None = None
) -> Iterator[UnitOfWork]:
    """Open a unit of work, or join the one that is open (its actor, channel and reason then stay).

    `actor` is the user, None for the system itself; `channel` one of CHANNELS. An exception rolls everything back,
    also one that leaves a nested unit of work and is caught outside of it: the outer one can then only fail.
    """
    outer = _current.get()
    if outer is not None:
        with transaction.atomic(savepoint=False):
            yield outer
        return
    if channel not in CHANNELS:
        raise ValueError(f"Unknown channel {channel!r}.")
    unit_of_work = UnitOfWork(
        actor, channel, clock.now(), reason=_cleaned(reason), request_id=request_id, run_id=run_id
    )
    token = _current.set(unit_of_work)
    try:
        with transaction.atomic():
            yield unit_of_work
            unit_of_work.finish()
    finally:
        _current.reset(token)


@contextmanager
def attempt() -> Iterator[None]:
    """A part of the open unit of work that may fail by itself: an exception takes back what it wrote and noted."""
    unit_of_work = current()
    before = {
        name: copy(value) if isinstance(value, list | set | dict) else value
        for name, value in vars(unit_of_work).items()
    }
    try:
        with transaction.atomic():
            yield
    except BaseException:
        vars(unit_of_work).update(before)
        raise


def _cleaned(reason: str) -> str:
    """The reason as history keeps it for ever: a plain text without a card number in it (trust 14, 16)."""
    try:
        text = clean_text(reason[:LONGEST_REASON])
    except ValidationError as error:
        raise ValidationError({"reason": error}) from error
    refuse_card_numbers(text, "reason")
    return text
