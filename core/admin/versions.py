"""Which versions of its rows a list showed: an action on them refuses what was changed meanwhile (D-19, R-228)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.dates import moment_text
from core.models import ChangeRecord

FIELD = "opened"


def beside(box: SafeString, record: Any) -> SafeString:
    """The box of a row, and the version that the row shows."""
    return format_html('{}<input type="hidden" name="{}" value="{}">', box, FIELD, carried([record]))


def carried(records: Iterable[Any]) -> str:
    """The versions of `records` as one text: "12:3 15:1"."""
    return " ".join(f"{record.pk}:{record.version}" for record in records)


def opened_in(request: HttpRequest) -> dict[int, int]:
    """The versions that the form was sent with, by primary key; what is no version is ignored."""
    found = {}
    for text in " ".join(request.POST.getlist(FIELD)).split():
        pk, _colon, version = text.partition(":")
        if pk.isdecimal() and version.isdecimal():
            found[int(pk)] = int(version)
    return found


def overtaken(records: Iterable[Any], opened: Mapping[int, int]) -> list[str]:
    """A sentence for each record that somebody changed after its version in `opened`; one query if there is any."""
    stale = {
        record.pk: record for record in records if opened.get(record.pk, record.version) != record.version
    }
    if not stale:
        return []
    label = next(iter(stale.values()))._meta.label_lower
    changes = ChangeRecord.objects.filter(model=label, object_id__in=stale).select_related("actor")
    latest = {change.object_id: change for change in changes.order_by("pk")}
    return [_sentence(record, latest.get(pk)) for pk, record in stale.items()]


def _sentence(record: Any, change: ChangeRecord | None) -> str:
    if change is None:
        return _("%(record)s was changed meanwhile. Nothing was done; the list shows how it is now.") % {
            "record": record
        }
    who = change.actor or _("The system")
    return _(
        "%(who)s changed %(record)s meanwhile (%(when)s). Nothing was done; the list shows how it is now."
    ) % {"who": who, "record": record, "when": moment_text(change.at)}
