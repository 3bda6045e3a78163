"""The ledger accounts that a unit books on (R-247)."""

import pytest
from django.core.exceptions import ValidationError

from core import writes
from core.work import work
from reference.models import DefaultLedgerAccounts, LedgerAccount
from sites.models import SiteUse
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-247")]


def test_a_unit_has_one_row(unit_a):
    factories.DefaultLedgerAccountsFactory(unit=unit_a)
    with pytest.raises(ValidationError) as refused:
        factories.DefaultLedgerAccountsFactory(unit=unit_a)
    assert refused.value.message_dict == {
        "unit": ["The unit has default ledger accounts already; change those."]
    }


def test_a_default_is_an_account_that_the_unit_can_be_booked_on(unit_a, unit_b):
    own, shared = factories.LedgerAccountFactory(unit=unit_a), factories.LedgerAccountFactory()
    row = factories.DefaultLedgerAccountsFactory(unit=unit_a, tax_account=own, revenue_account=shared)
    assert (row.tax_account, row.revenue_account) == (own, shared)
    for wrong in (
        own,
        factories.LedgerAccountFactory(enabled=False),
        factories.LedgerAccountFactory(detail_posting=False),
    ):
        with pytest.raises(ValidationError) as refused:
            factories.DefaultLedgerAccountsFactory(unit=unit_b, tax_account=wrong)
        assert list(refused.value.message_dict) == ["tax_account"]


@pytest.mark.rule("R-260")
def test_an_account_that_was_closed_stays_and_is_not_chosen_anew(unit_a):
    account = factories.LedgerAccountFactory()
    row = factories.DefaultLedgerAccountsFactory(unit=unit_a, tax_account=account)
    with work(actor=None, channel="system"):
        closed = writes.lock(LedgerAccount.objects.filter(pk=account.pk))[0]
        closed.enabled = False
        writes.save(closed)
        row.revenue_account = factories.LedgerAccountFactory()
        writes.save(row, version=row.version)
        row.freight_account = closed
        with pytest.raises(ValidationError) as refused:
            writes.save(row, version=row.version)
    assert list(refused.value.message_dict) == ["freight_account"]


def test_purposes_and_defaults_have_the_same_kinds_of_accounts():
    kinds = {
        model: {field.name for field in model._meta.concrete_fields if field.related_model is LedgerAccount}
        for model in (SiteUse, DefaultLedgerAccounts)
    }
    assert kinds[SiteUse] == kinds[DefaultLedgerAccounts] == set(DefaultLedgerAccounts.LEDGER_ACCOUNTS)
