"""What the registry does in the background."""

from django.utils.translation import gettext_lazy as _

from core.jobs.programs import Run, Step, Steps, program
from core.work import current
from parties.models import Party
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
