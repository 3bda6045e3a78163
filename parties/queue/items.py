"""What the checks found, kept in step with the customers: derived, like the search keys."""

from collections.abc import Sequence
from dataclasses import astuple

from core import clock
from core.work import current, made_without
from parties.models import Party, QueueItem
from parties.queue.checks import Finding, findings

BATCH = 500
Key = tuple[str, str]


def refresh(party_ids: Sequence[int]) -> tuple[int, int]:
    """Bring the items of these customers in step with what the checks find now; writes only what differs.

    Answers how many were added and how many taken away. An item that is found again keeps the time of its discovery.
    """
    found = {(code, finding.subject): finding for code, finding in findings(party_ids)}
    stored = _stored(party_ids)
    kept = {key for key, item in stored.items() if key in found and not _differs(item, found[key])}
    gone = [item.pk for key, item in stored.items() if key not in kept]
    if gone:
        QueueItem.objects.filter(pk__in=gone).delete()
    new = [_item(key, finding, stored.get(key)) for key, finding in found.items() if key not in kept]
    QueueItem.objects.bulk_create(new, batch_size=BATCH)
    return len(new), len(gone)


def _stored(party_ids: Sequence[int]) -> dict[Key, QueueItem]:
    """The items that these customers have."""
    if made_without(Party, party_ids, QueueItem):
        current().inserted.add(QueueItem)
        return {}
    return {(item.check_code, item.subject): item for item in QueueItem.objects.filter(party__in=party_ids)}


def _differs(item: QueueItem, finding: Finding) -> bool:
    return astuple(finding) != (item.party_id, item.subject, item.label, item.url, item.unit_id)


def _item(key: Key, finding: Finding, former: QueueItem | None) -> QueueItem:
    return QueueItem(
        check_code=key[0],
        subject=finding.subject,
        party_id=finding.party_id,
        unit_id=finding.unit_id,
        label=finding.label[:400],
        url=finding.url,
        found_at=former.found_at if former else clock.now(),
    )


def parties_after(pk: int, count: int) -> list[int]:
    """The ids of the next customers, for looking at all of them in parts."""
    rows = Party.objects.filter(pk__gt=pk).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:count])
