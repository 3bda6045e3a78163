"""P11: the history of a customer with many changes, and its page as of a day before them, beside one with few."""

import datetime
import json

from django.db import connection
from django.urls import reverse

from bench.browser import Browser
from bench.figures import Figure, beside
from bench.sheets import Sheet
from bench.timing import times
from bench.world import Specimen
from core import clock
from core.guard import allowed
from core.models import ChangeRecord
from parties.models import Party

FEW, MANY = 10, 10_000
REQUESTS = 40
MOST = 2
# When the customer was there and nothing had changed yet.
THEN = datetime.timedelta(days=6)


def change_often(specimen: Specimen, count: int) -> None:
    """Let the customer's alias have changed so often since THEN: as of that day all of it is undone."""
    party = specimen.party
    sheet = Sheet(
        *(ChangeRecord, "at", "channel", "action", "model", "object_id", "object_label", "version"),
        *("root_id", "changes"),
    )
    start = clock.now() - THEN + datetime.timedelta(days=2)
    for number in range(1, count + 1):
        at = connection.ops.adapt_datetimefield_value(start + datetime.timedelta(seconds=number))
        changes = json.dumps({"alias": [_alias(number - 1), _alias(number)]})
        sheet.add(
            *(at, "interface", "update", "parties.party", party.pk, party.name, number + 1, party.pk, changes)
        )
    # Ten thousand edits by hand would take the bench an hour.
    with allowed():
        sheet.write()
        Party._base_manager.filter(pk=party.pk).update(
            alias=_alias(count), alias_key=_alias(count).lower(), version=count + 1
        )


def _alias(number: int) -> str:
    return f"Alias {number}" if number else ""


def addresses(specimen: Specimen) -> dict[str, str]:
    """The pages that read the journal."""
    overview = reverse("customers:overview", args=[specimen.party.pk])
    return {
        "history": reverse("customers:history", args=[specimen.party.pk]),
        "overview as of a day": f"{overview}?as_of={(clock.today() - THEN).isoformat()}",
    }


def measure(
    browser: Browser,
    few: Specimen,
    many: Specimen,
    requests: int = REQUESTS,
    changes: tuple[int, int] = (FEW, MANY),
) -> list[Figure]:
    """The figures of P11, for two customers alike."""
    for specimen, count in zip((few, many), changes, strict=True):
        change_often(specimen, count)
    with_few = addresses(few)
    found = []
    for name, path in addresses(many).items():
        yardstick = times(browser.get, [with_few[name]] * requests)
        taken = times(browser.get, [path] * requests)
        label = f"{name}, {changes[1]:,} changes beside {changes[0]}"
        found.append(beside("P11", label, taken, yardstick.p50, MOST, of="p50"))
    return found
