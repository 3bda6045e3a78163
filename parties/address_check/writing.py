"""What a write does with the verdict on an address, at every door: refuse, tell, be silent (R-047 to R-049)."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.exceptions import Refusal
from core.work import current
from parties.address_check.check import check
from parties.address_check.verdict import Verdict
from parties.models import Location, UnvalidatedAddress
from reference.models import Country

Level = Country.ValidationLevel
AT_A_TIME = 500
# Up to so many addresses are told one by one.
MOST_TOLD = 3


def refuse_unknown(locations: Sequence[Location]) -> None:
    """Refuse addresses of strict countries that are wrong, each with what is wrong with it (R-047)."""
    judged = _judged(locations, Level.ERROR)
    wrong = [(location, verdict) for location, verdict in judged if not verdict.right]
    if not wrong:
        return
    records = [
        (
            location,
            {name: [ValidationError(text) for text in texts] for name, texts in verdict.errors.items()},
        )
        for location, verdict in wrong
    ]
    error = Refusal(
        records[0][1]
        if len(records) == 1
        else [one.whole for _one, verdict in wrong for one in verdict.findings]
    )
    error.records = records
    raise error


def tell_unknown(locations: Sequence[Location]) -> None:
    """Tell what is wrong with addresses that are saved all the same, and note it for the steward's queue (R-048)."""
    wrong = [(one, verdict) for one, verdict in _judged(locations, Level.WARNING) if not verdict.right]
    changed = [location.pk for location in locations if location.version > 1]
    if changed:
        UnvalidatedAddress.objects.filter(location__in=changed).delete()
    UnvalidatedAddress.objects.bulk_create(
        [UnvalidatedAddress(location=one, elements=",".join(verdict.errors)[:100]) for one, verdict in wrong]
    )
    if len(wrong) > MOST_TOLD:
        text = ngettext(
            "%(count)d address was saved with elements that are not known in its country.",
            "%(count)d addresses were saved with elements that are not known in their countries.",
            len(wrong),
        )
        current().notices.append(text % {"count": len(wrong)})
        return
    for location, verdict in wrong:
        for finding in verdict.findings:
            names = {"address": location, "reason": finding.message}
            current().notices.append(_("Saved, but check %(address)s: %(reason)s") % names)


def _judged(locations: Sequence[Location], level: str) -> list[tuple[Location, Verdict]]:
    """The verdicts on those whose country has this level."""
    prefetch_related_objects(list(locations), "country")
    asked = [location for location in locations if location.country.validation_level == level]
    verdicts: list[Verdict] = []
    for start in range(0, len(asked), AT_A_TIME):
        verdicts += check(asked[start : start + AT_A_TIME])
    return list(zip(asked, verdicts, strict=True))
