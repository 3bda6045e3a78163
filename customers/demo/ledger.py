"""The demo's ledger accounts, and which of them each operating unit books on by default."""

from core import writes
from core.text import fold
from core.work import work
from customers.demo.files import grouped, read
from reference.models import DefaultLedgerAccounts, LedgerAccount, OperatingUnit


def load() -> None:
    """Make the ledger accounts that are missing, and the defaults of units that have none."""
    rows = read("ledger")
    units = {unit.code: unit for unit in OperatingUnit.objects.all()}
    known = set(LedgerAccount.objects.order_by().values_list("code_key", flat=True))
    settled = set(DefaultLedgerAccounts.objects.order_by().values_list("unit__code", flat=True))
    with work(actor=None, channel="command"):
        writes.insert_many(
            [
                LedgerAccount(unit=units[row["unit"]], code=row["code"], name=row["name"])
                for row in rows
                if fold(row["code"]) not in known
            ]
        )
        accounts = {account.code: account for account in LedgerAccount.objects.all()}
        writes.insert_many(
            [
                DefaultLedgerAccounts(
                    unit=units[code],
                    **{row["default_for"]: accounts[row["code"]] for row in own if row["default_for"]},
                )
                for code, own in grouped(rows, "unit").items()
                if code not in settled
            ]
        )
