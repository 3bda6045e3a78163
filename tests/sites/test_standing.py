"""How accounts stand, for the checks of the steward's queue (R-267)."""

import pytest

from accounts.services import remove_account
from core.work import work
from sites.models import SiteUse
from sites.services import remove_site
from sites.standing import standing
from tests.customers.builders import made, new_customer, new_site
from tests.factories import AccountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-267")]


def written(service, record):
    with work(actor=None, channel="system"):
        return service(record, version=record.version)


def test_it_holds_active_accounts_with_what_is_at_their_active_sites(unit_a, unit_b):
    party = made(
        new_customer("Acme Ltd", new_site(unit_a, "BILL_TO"), new_site(unit_b, "SHIP_TO"), number="A1")
    )
    made(new_customer("Other Ltd", new_site(unit_a, "BILL_TO"), number="O1"))
    account = party.accounts.get()
    gone = AccountFactory(party=party, number="A2")
    written(remove_account, gone)
    bill_to, ship_to = (SiteUse.objects.get(account=account, purpose=code) for code in ("BILL_TO", "SHIP_TO"))

    found = standing([party.pk])
    assert {pk: each.number for pk, each in found.accounts.items()} == {account.pk: "A1"}
    assert found.places == {(account.pk, unit_a.pk), (account.pk, unit_b.pk)}
    assert sorted(one[:6] for one in found.purposes) == sorted(
        [
            (bill_to.pk, account.pk, unit_a.pk, "BILL_TO", True, bill_to.is_primary),
            (ship_to.pk, account.pk, unit_b.pk, "SHIP_TO", True, ship_to.is_primary),
        ]
    )
    assert found.unvalidated == set()

    written(remove_site, bill_to.site)
    found = standing([party.pk])
    assert found.places == {(account.pk, unit_b.pk)}
    assert [one.pk for one in found.purposes] == [ship_to.pk]


def test_a_customer_without_active_account_is_not_asked_for_sites(django_assert_num_queries):
    account = AccountFactory()
    written(remove_account, account)
    with django_assert_num_queries(1):
        found = standing([account.party_id])
    assert (found.accounts, found.places, found.purposes) == ({}, set(), [])
