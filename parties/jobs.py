"""What the registry does in the background."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.exceptions import StaleRecord
from core.history import Roots, part_named
from core.jobs.programs import Run, Step, Steps, program
from core.work import because, current
from parties.locations import change_for_all, customers_at
from parties.models import Location, Party
from parties.queue import items

AT_A_TIME = 200


@program(
    "queue",
    title=_("Look through the steward's queue"),
    help=_(
        "Looks at every customer anew. The queue follows each change by itself; this is for data that was loaded "
        "past the product, and for checks that are new."
    ),
    counts={"added": _("Added"), "gone": _("Taken away")},
)
def look_through(run: Run) -> Steps:
    """Refresh the items of all customers, in parts, each in a transaction that locks its customers first (R-267)."""
    after = run.position or 0
    yield Step(total=Party.objects.filter(pk__gt=after).count() if not after else None)
    while party_ids := items.parties_after(after, AT_A_TIME):
        current().hold(set(party_ids))
        added, gone = items.refresh(party_ids)
        after = party_ids[-1]
        yield Step(position=after, done=len(party_ids), counts={"added": added, "gone": gone})


@program(
    "change-address",
    title=_("Change an address that many customers share"),
    help=_(
        "Changes the address at once for everybody, then refreshes under which words each customer is found."
    ),
    parameters={
        "location": forms.IntegerField(widget=forms.HiddenInput),
        "version": forms.IntegerField(widget=forms.HiddenInput),
        "values": forms.JSONField(widget=forms.HiddenInput),
        "address": forms.CharField(label=_("Address")),
        "reason": forms.CharField(label=_("Reason"), required=False),
    },
    from_page=False,
    personal=True,
    one_at_a_time=False,
    counts={"customers": _("Customers")},
)
def change_address(run: Run) -> Steps:
    """Write the address in one transaction, then go through the customers in parts (R-061, D-15)."""
    location_id = run.parameters["location"]
    if run.position is None:
        _change(run, location_id)
        yield Step(position=0, total=len(customers_at(location_id)))
    after = run.position or 0
    while party_ids := customers_at(location_id, after, AT_A_TIME):
        after = party_ids[-1]
        for party_id in party_ids:
            current().touch(Roots(root=party_id))
        yield Step(position=after, done=len(party_ids), counts={"customers": len(party_ids)})


def _change(run: Run, location_id: int) -> None:
    """What the page would have done, had the customers been fewer; whoever asked may still do it (trust 9)."""
    if run.actor is None or not run.actor.has_perm("parties.change_location"):
        raise PermissionDenied
    because(run.parameters["reason"])
    current().refreshes = False
    location = Location.objects.get(pk=location_id)
    for name, value in run.parameters["values"].items():
        part: Any = part_named(Location, name)
        part.put(location, part.to_python(value))
    try:
        change_for_all(location, version=run.parameters["version"])
    except StaleRecord as stale:
        raise ValidationError(gettext("%(problem)s Open the address again.") % {"problem": stale}) from stale
