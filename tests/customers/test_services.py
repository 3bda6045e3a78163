"""Creating customers: whole, or not at all."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account
from core import writes
from core.models import ChangeRecord
from core.work import work
from customers.services import NewAccount, create_customer, create_customers
from parties.models import Location, OrganizationDetails, Party, PartySite, PartyUsage
from profiles.models import ProfileVersion
from sites.models import AccountSite, SiteUse
from tests.customers.builders import made, new_customer, new_person, new_site

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R-013", "R-019", "R-020", "R-027", "R-028", "R-054", "R-065", "R-070", "R-075")
def test_create_customer_makes_everything_a_customer_needs(unit_a):
    party = made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO", "SHIP_TO")))

    account = Account.objects.get(party=party)
    site = AccountSite.objects.get(account=account)
    assert (party.name, party.status, party.registry_id.isdigit()) == ("Acme Harbour Ltd", "A", True)
    assert (account.account_type, account.role, account.number.isdigit()) == ("R", "CUSTOMER", True)
    assert (site.unit, site.party_site.identifying, site.party_site.number.isdigit()) == (unit_a, True, True)
    uses = SiteUse.objects.filter(site=site).order_by("purpose")
    assert [(use.purpose, use.is_primary, use.account, use.unit) for use in uses] == [
        ("BILL_TO", True, account, unit_a),
        ("SHIP_TO", True, account, unit_a),
    ]
    assert uses[1].bill_to == uses[0]
    version = ProfileVersion.objects.get(profile__account=account)
    assert version.profile_class.name == "DEFAULT"
    usage = PartyUsage.objects.get(party=party)
    assert (usage.usage, usage.start_date, usage.end_date) == ("CUSTOMER", account.established_date, None)


@pytest.mark.rule("R-026")
def test_name_of_a_person_is_composed_from_its_parts(unit_a):
    party = made(new_person("Jörg", "Åkerlund", new_site(unit_a, "BILL_TO")))
    assert party.name == "Jörg Åkerlund"


@pytest.mark.rule("R-026")
def test_person_without_any_name_is_refused(unit_a):
    with pytest.raises(ValidationError) as caught:
        made(new_person("", " ", new_site(unit_a)))
    assert caught.value.message_dict == {"last_name": ["Enter at least a first or a last name."]}


@pytest.mark.rule("R-029")
def test_error_in_the_last_block_leaves_no_rows(unit_a):
    before = [model.objects.count() for model in (Party, OrganizationDetails, Location, PartySite, Account)]
    with pytest.raises(ValidationError) as caught:
        made(new_customer("Half Way Ltd", new_site(unit_a, "BILL_TO", "NO_SUCH_PURPOSE")))
    assert [list(errors) for _record, errors in caught.value.records] == [["purpose"]]
    assert [
        model.objects.count() for model in (Party, OrganizationDetails, Location, PartySite, Account)
    ] == before
    assert not ChangeRecord.objects.filter(object_label="Half Way Ltd").exists()


@pytest.mark.rule("R-021")
def test_account_without_a_site_is_refused(unit_a):
    new = new_customer("No Site Ltd")
    with pytest.raises(ValidationError) as caught:
        made(new)
    assert caught.value.messages == ["An account needs at least one account site."]


@pytest.mark.rule("R-017")
def test_account_number_in_another_case_is_refused(unit_a):
    made(new_customer("First Ltd", new_site(unit_a), number="ab-1"))
    with pytest.raises(ValidationError) as caught:
        made(new_customer("Second Ltd", new_site(unit_a), number="AB-1"))
    assert caught.value.message_dict == {"number": ["Account with this account number exists already."]}
    assert not Party.objects.filter(name="Second Ltd").exists()


@pytest.mark.rule("R-014")
def test_number_brought_by_a_file_is_kept_and_skipped_by_the_sequence(unit_a):
    first = made(new_customer("Drawn Ltd", new_site(unit_a)))
    drawn = int(first.accounts.get().number)
    made(new_customer("Brought Ltd", new_site(unit_a), number=str(drawn + 1)), channel="interface")
    third = made(new_customer("Drawn Again Ltd", new_site(unit_a)))
    assert third.accounts.get().number == str(drawn + 2)


@pytest.mark.rule("R-014")
def test_generated_number_cannot_be_typed_on_a_page(unit_a, clerk):
    with pytest.raises(ValidationError) as caught:
        made(new_customer("Typed Ltd", new_site(unit_a), number="4711"), actor=clerk, channel="page")
    assert caught.value.message_dict == {"number": ["The account number is generated; leave it empty."]}


@pytest.mark.rule("R-022", "R-024")
def test_account_on_an_existing_address_makes_no_second_address(unit_a, unit_b):
    site = new_site(unit_a, "BILL_TO")
    new = new_customer("Two Accounts Ltd", site)
    other = new_site(unit_b, "BILL_TO")
    other.address = site.address
    new.accounts.append(NewAccount(Account(), [other]))
    party = made(new)
    assert (
        party.accounts.count(),
        party.sites.count(),
        Location.objects.filter(party_sites__party=party).count(),
    ) == (
        2,
        1,
        1,
    )


@pytest.mark.rule("R-024")
def test_account_stays_with_its_party(unit_a):
    first, second = (made(new_customer(name, new_site(unit_a))) for name in ("One Ltd", "Two Ltd"))
    account = first.accounts.get()
    account.party = second
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="system"):
        writes.save(account, version=account.version)
    assert caught.value.message_dict == {"party": ["This cannot be changed any more."]}
    assert Account.objects.get(pk=account.pk).party == first


@pytest.mark.rule("D-16")
@pytest.mark.parametrize(("kind", "role"), [("R", "VENDOR"), ("I", "CUSTOMER"), ("I", "BOTH")])
def test_role_and_type_of_an_account_are_independent(unit_a, kind, role):
    party = made(new_customer(f"{kind} {role} Ltd", new_site(unit_a), account_type=kind, role=role))
    account = party.accounts.get()
    assert (account.account_type, account.role) == (kind, role)


@pytest.mark.rule("R-059")
def test_site_in_a_unit_off_the_access_list_is_refused(unit_b, clerk):
    with pytest.raises(PermissionDenied):
        made(new_customer("Elsewhere Ltd", new_site(unit_b)), actor=clerk, channel="page")
    assert not Party.objects.filter(name="Elsewhere Ltd").exists()


@pytest.mark.rule("R-028")
def test_vendor_is_no_customer(unit_a):
    party = made(new_customer("Only Sells Ltd", new_site(unit_a), role="VENDOR"))
    assert not PartyUsage.objects.filter(party=party).exists()


@pytest.mark.rule("R-030")
def test_established_date_is_today_unless_given(unit_a):
    given = made(new_customer("Old Ltd", new_site(unit_a), established_date=datetime.date(1999, 5, 1)))
    assert given.accounts.get().established_date == datetime.date(1999, 5, 1)


@pytest.mark.rule("R-029", "R-230")
def test_creation_is_logged_once_for_every_row(unit_a, clerk):
    party = made(new_customer("Logged Ltd", new_site(unit_a, "BILL_TO")), actor=clerk, channel="page")
    changes = ChangeRecord.objects.filter(root_id=party.pk)
    logged = sorted(changes.values_list("model", "action", "channel", "actor", "changes"))
    assert logged == [
        (model, "create", "page", clerk.pk, None)
        for model in (
            "accounts.account",
            "customer_sites.accountsite",
            "customer_sites.siteuse",
            "parties.organizationdetails",
            "parties.party",
            "parties.partysite",
            "parties.partyusage",
            "profiles.profile",
            "profiles.profileversion",
        )
    ]


def test_creating_many_asks_the_database_as_often_as_creating_three(unit_a):
    """Inserts are left out: SQLite takes at most 999 values a statement, so it needs more of them."""
    counts = []
    for size, name in ((3, "Three"), (30, "Thirty")):
        new = [new_customer(f"{name} {n} Ltd", new_site(unit_a, "BILL_TO", "SHIP_TO")) for n in range(size)]
        with CaptureQueriesContext(connection) as captured, work(actor=None, channel="system"):
            create_customers(new)
        counts.append(len([query for query in captured if not query["sql"].startswith("INSERT")]))
    assert counts[0] == counts[1]


def test_create_customer_answers_the_party(unit_a):
    with work(actor=None, channel="system"):
        party = create_customer(new_customer("Answered Ltd", new_site(unit_a)))
    assert party == Party.objects.get(name="Answered Ltd")
