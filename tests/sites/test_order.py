"""What holds between sites, purposes and the rows they hang on, whichever door a write comes through."""

import pytest
from django.core.exceptions import ValidationError

from core import writes
from core.work import work
from reference.models import LedgerAccount
from sites.models import AccountSite, SiteUse
from tests.customers.builders import made, new_customer, new_site
from tests.factories import (
    AccountFactory,
    AccountSiteFactory,
    PartySiteFactory,
    RecordFactory,
    SiteUseFactory,
)

pytestmark = pytest.mark.django_db


class LedgerAccountFactory(RecordFactory):
    class Meta:
        model = LedgerAccount

    code = "1200"
    name = "Receivables"
    enabled = True
    detail_posting = True


def refused(record):
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="system"):
        writes.save(record, version=record.version if record.pk else None)
    return caught.value.message_dict


def removed(record):
    with work(actor=None, channel="system"):
        return writes.remove(record, version=record.version)


@pytest.mark.rule("R-022")
def test_site_at_another_customers_address_is_refused(unit_a):
    site = AccountSite(account=AccountFactory(), party_site=PartySiteFactory(), unit=unit_a)
    assert refused(site) == {"party_site": ["Choose an address of this customer."]}


@pytest.mark.rule("R-098")
def test_new_site_of_an_inactive_account_is_refused(unit_a):
    account = AccountFactory()
    address = PartySiteFactory(party=account.party)
    removed(account)
    site = AccountSite(account=account, party_site=address, unit=unit_a)
    assert refused(site) == {"__all__": ["The account is inactive; restore it first."]}


@pytest.mark.rule("R-098")
def test_new_purpose_on_an_inactive_site_is_refused():
    site = removed(AccountSiteFactory())
    use = SiteUse(site=site, account=site.account, unit=site.unit, purpose="LEGAL", location="L")
    assert refused(use) == {"__all__": [f"{site} is inactive; restore the site first."]}


def test_ledger_account_is_of_the_unit_and_takes_postings(unit_a, unit_b):
    use = SiteUseFactory(site=AccountSiteFactory(unit=unit_a))
    own, shared = LedgerAccountFactory(unit=unit_a), LedgerAccountFactory(code="1201")
    wrong = [
        LedgerAccountFactory(code="1202", unit=unit_b),
        LedgerAccountFactory(code="1203", enabled=False),
        LedgerAccountFactory(code="1204", detail_posting=False),
    ]
    for account in wrong:
        use.receivable_account = account
        assert list(refused(use)) == ["receivable_account"]
    for account in (own, shared):
        use.receivable_account = account
        with work(actor=None, channel="system"):
            writes.save(use, version=use.version)


@pytest.mark.rule("R-260")
def test_ledger_account_that_was_closed_stays_where_it_is():
    use = SiteUseFactory()
    account = LedgerAccountFactory()
    use.receivable_account = account
    with work(actor=None, channel="system"):
        writes.save(use, version=1)
        closed = writes.lock(LedgerAccount.objects.filter(pk=account.pk))[0]
        closed.enabled = False
        writes.save(closed)
        use.sic_code = "1234"
        writes.save(use, version=2)
    use.refresh_from_db()
    assert (use.sic_code, use.receivable_account, use.version) == ("1234", account, 3)


@pytest.mark.rule("R-097")
def test_site_whose_address_was_closed_stays_when_its_account_comes_back(unit_a):
    party = made(new_customer("Acme Ltd", new_site(unit_a), new_site(unit_a, city="Kiel")))
    account = party.accounts.get()
    removed(account)
    kiel = AccountSite.objects.get(party_site__location__city="Kiel")
    removed(kiel.party_site)
    account.refresh_from_db()
    with work(actor=None, channel="system") as unit_of_work:
        writes.restore(account, version=account.version)
    assert unit_of_work.notices == [f"{kiel} stays inactive: its address is inactive."]
    assert list(AccountSite.objects.inactive()) == [kiel]


@pytest.mark.rule("D-15", "R-060")
def test_of_what_stays_in_other_units_the_number_is_told(unit_a, unit_b, steward):
    party = made(new_customer("Acme Ltd", new_site(unit_a), new_site(unit_b, city="Bonn")))
    account = party.accounts.get()
    removed(account)
    removed(AccountSite.objects.get(party_site__location__city="Bonn").party_site)
    account.refresh_from_db()
    with work(actor=steward, channel="page") as unit_of_work:
        writes.restore(account, version=account.version)
    assert unit_of_work.notices == ["1 record in other operating units stays inactive."]
