"""Which ledger accounts a record of an operating unit may be booked on; asked set-based before each write."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.exceptions import refusal
from reference.models import LedgerAccount, LedgerAccounts

COLUMNS = tuple(f"{name}_id" for name in LedgerAccounts.LEDGER_ACCOUNTS)


def require_usable(records: Sequence[Any], before: Mapping[int, Mapping[str, Any]]) -> None:
    """Refuse a newly chosen ledger account that the record's unit cannot be booked on.

    It is enabled, takes postings and is of that unit or of every unit. `before` has the stored COLUMNS by key: what was
    chosen earlier stays valid (R-260), also in a record that continues another. One query where anything was chosen,
    none otherwise.
    """
    chosen = [
        (record, name, getattr(record, name))
        for record in records
        for name in COLUMNS
        if getattr(record, name) and _former(record, name, before) != getattr(record, name)
    ]
    if not chosen:
        return
    rows = LedgerAccount.objects.filter(pk__in={pk for _record, _name, pk in chosen}).order_by()
    known = {row["pk"]: row for row in rows.values("pk", "unit_id", "enabled", "detail_posting")}
    for record, name, pk in chosen:
        account = known.get(pk)
        if account is not None and not _is_usable(account, record.unit_id):
            field = name.removesuffix("_id")
            text = _("Choose an enabled ledger account of this operating unit that takes postings.")
            raise refusal(record, {field: text})


def _former(record: Any, name: str, before: Mapping[int, Mapping[str, Any]]) -> Any:
    if record.pk is None:
        return getattr(record.continues, name, None)
    return before.get(record.pk, {}).get(name)


def _is_usable(account: Mapping[str, Any], unit_id: int) -> bool:
    return account["enabled"] and account["detail_posting"] and account["unit_id"] in (None, unit_id)
