"""Create Account: another account of a customer, at an address that it has or at a new one."""

import pytest
from django.urls import reverse

from accounts.models import Account
from core import writes
from core.work import work
from parties.models import Location, Party, PartySite
from profiles.models import ProfileVersion
from reference.models import SourceSystem
from sites.models import AccountSite, SiteSourceReference, SiteUse
from tests.core.pages.markup import choices, hidden
from tests.customers.builders import made, new_customer, new_site
from tests.customers.pages.test_create import default_class, problems
from tests.factories import ExtraFieldFactory, PartySiteFactory, country

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(unit_a):
    """A customer with one account at its identifying address."""
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), number="A1"))


def address_of(party):
    return f"/customers/{party.pk}/accounts/create/"


def filled(client, party, unit, **changes):
    """A complete form: a second account at the customer's address."""
    return {
        "form_token": hidden(client.get(address_of(party)), "form_token"),
        "account-description": "Spare parts",
        "account-account_type": "R",
        "account-role": "CUSTOMER",
        "account-profile_class": str(default_class()),
        "references-TOTAL_FORMS": "1",
        "references-INITIAL_FORMS": "0",
        "choice-address": str(party.sites.get().pk),
        "site-unit": str(unit.pk),
        "site_references-TOTAL_FORMS": "1",
        "site_references-INITIAL_FORMS": "0",
        "purposes-TOTAL_FORMS": "2",
        "purposes-INITIAL_FORMS": "0",
        "purposes-0-purpose": "BILL_TO",
        "purposes-1-purpose": "SHIP_TO",
        "button": "apply",
        **changes,
    }


def at_new_address(client, party, unit, **changes):
    """A complete form: a second account at a new address in Kiel."""
    given = {
        "choice-address": "new",
        "location-country": str(country("DE").pk),
        "location-line1": "Hafenstraße 5",
        "location-city": "Kiel",
        "location-postal_code": "24103",
    }
    return filled(client, party, unit, **{**given, **changes})


@pytest.mark.rule("R-022")
def test_among_many_addresses_one_is_searched_and_a_new_one_stands_first(acme, clerk_client):
    for _number in range(10):
        PartySiteFactory(party=acme)
    page = clerk_client.get(address_of(acme))
    offered = choices(page, "choice-address")
    assert (offered[:2], len(offered)) == (["–", "Create Address"], 13)
    assert "Type a part of its number, street or city, or choose Create Address." in page.text


@pytest.mark.rule("R-021", "R-022", "R-038", "R-070", "R-019")
def test_account_at_an_address_of_the_customer_makes_no_address(acme, clerk_client, unit_a):
    response = clerk_client.post(address_of(acme), filled(clerk_client, acme, unit_a))
    account = Account.objects.exclude(number="A1").get()
    site = account.sites.get()
    assert response.headers["Location"] == f"/customers/{acme.pk}/?account={account.pk}"
    assert (account.party, account.description) == (acme, "Spare parts")
    assert (site.party_site, site.unit) == (acme.sites.get(), unit_a)
    uses = SiteUse.objects.filter(site=site).order_by("purpose")
    assert [(use.purpose, use.is_primary) for use in uses] == [("BILL_TO", True), ("SHIP_TO", True)]
    assert uses[1].bill_to == uses[0]
    assert ProfileVersion.objects.get(profile__account=account).profile_class.name == "DEFAULT"
    assert (Location.objects.count(), PartySite.objects.count()) == (1, 1)


@pytest.mark.rule("R-022", "R-038")
def test_account_at_a_new_address_makes_the_address(acme, clerk_client, unit_a):
    clerk_client.post(address_of(acme), at_new_address(clerk_client, acme, unit_a))
    site = AccountSite.objects.exclude(account__number="A1").get()
    assert (site.party_site.party, site.party_site.location.city) == (acme, "Kiel")
    assert [row.location.city for row in acme.sites.filter(identifying=True)] == ["Hamburg"]


@pytest.mark.rule("R-055")
def test_new_address_marked_identifying_takes_the_mark(acme, clerk_client, unit_a):
    data = at_new_address(clerk_client, acme, unit_a, **{"address-identifying": "on"})
    clerk_client.post(address_of(acme), data)
    assert [row.location.city for row in acme.sites.filter(identifying=True)] == ["Kiel"]


def test_save_and_add_details_leads_to_the_account(acme, clerk_client, unit_a):
    response = clerk_client.post(address_of(acme), filled(clerk_client, acme, unit_a, button="details"))
    account = Account.objects.exclude(number="A1").get()
    assert response.headers["Location"] == reverse("accounts:overview", args=[account.pk])


def test_the_customer_shows_the_new_account_selected(acme, clerk_client, unit_a):
    response = clerk_client.post(address_of(acme), filled(clerk_client, acme, unit_a), follow=True)
    account = Account.objects.exclude(number="A1").get()
    assert f"Sites of account {account.number}" in response.text
    assert f"Account {account.number} · Spare parts of Acme Harbour Ltd was created." in response.text


@pytest.mark.rule("R-022")
def test_the_active_addresses_are_offered_the_identifying_one_first_and_chosen(acme, clerk_client):
    inactive = PartySiteFactory(party=acme, number="GONE")
    with work(actor=None, channel="system"):
        writes.remove(inactive, version=1)
    PartySiteFactory(party=acme, number="SECOND")
    PartySiteFactory(number="STRANGER")
    page = clerk_client.get(address_of(acme))
    offers = page.context["forms"]["choice"].fields["address"].choices
    identifying = acme.sites.get(identifying=True)
    assert [offer.name for _value, offer in offers] == [
        f"{identifying.number} (identifying address)",
        "SECOND",
        "Create Address",
    ]
    assert page.context["forms"]["choice"].value == str(identifying.pk)


def test_account_sites_of_other_units_are_not_told(acme, clerk_client, auditor_client, unit_b):
    made_there = new_site(unit_b, "BILL_TO")
    made_there.address = acme.sites.get()
    with work(actor=None, channel="system"):
        from customers.services import open_site

        open_site(acme.accounts.get(), made_there)
    page = clerk_client.get(address_of(acme))
    assert "account A1 in Unit A" in page.text
    assert "Unit B" not in page.text


def test_an_address_of_another_customer_is_refused(acme, clerk_client, unit_a):
    strange = PartySiteFactory(number="STRANGER")
    data = filled(clerk_client, acme, unit_a, **{"choice-address": str(strange.pk)})
    response = clerk_client.post(address_of(acme), data)
    assert problems(response)[0].startswith("Address: Select a valid choice.")
    assert Account.objects.count() == 1


@pytest.mark.rule("R-021")
def test_without_an_address_nothing_is_saved(acme, clerk_client, unit_a):
    response = clerk_client.post(
        address_of(acme), filled(clerk_client, acme, unit_a, **{"choice-address": ""})
    )
    assert problems(response) == ["Address: Choose an address, or Create Address."]
    assert Account.objects.count() == 1


@pytest.mark.rule("R-046", "R-029")
def test_an_incomplete_new_address_is_told_beside_its_fields_and_nothing_is_lost(acme, clerk_client, unit_a):
    data = at_new_address(clerk_client, acme, unit_a, **{"location-line1": "", "location-city": ""})
    response = clerk_client.post(address_of(acme), data)
    assert problems(response) == [
        "Address Line 1: This field is required.",
        "City: This field is required.",
    ]
    assert 'value="24103"' in response.text
    assert (Account.objects.count(), Location.objects.count()) == (1, 1)


@pytest.mark.rule("R-029")
def test_a_mistake_in_the_last_block_leaves_nothing_behind(acme, clerk_client, unit_a):
    data = at_new_address(clerk_client, acme, unit_a, **{"purposes-1-purpose": "BILL_TO"})
    response = clerk_client.post(address_of(acme), data)
    assert problems(response) == ["Business Purposes, row 2 – Purpose: This site has this purpose already."]
    assert (Account.objects.count(), Location.objects.count(), AccountSite.objects.count()) == (1, 1, 1)


@pytest.mark.rule("R-031")
def test_references_of_account_and_site_and_extra_fields_are_kept(acme, clerk_client, unit_a):
    ExtraFieldFactory(model="accounts.account", code="branch", label="Branch")
    system = str(SourceSystem.objects.get(code="CUSTOMER_INTERFACE").pk)
    more = {
        "account-extra.branch": "North",
        "references-0-system": system,
        "references-0-value": "ACC-7",
        "site_references-0-system": system,
        "site_references-0-value": "SITE-7",
        "site-edi_location": "EDI7",
    }
    clerk_client.post(address_of(acme), filled(clerk_client, acme, unit_a, **more))
    account = Account.objects.exclude(number="A1").get()
    assert account.extra == {"branch": "North"}
    assert [row.value for row in account.source_references.all()] == ["ACC-7"]
    reference = SiteSourceReference.objects.get()
    assert (reference.value, reference.site, reference.unit) == ("SITE-7", account.sites.get(), unit_a)
    assert account.sites.get().edi_location == "EDI7"


@pytest.mark.rule("R-098")
def test_inactive_customer_gets_no_account(acme, clerk_client, unit_a):
    data = filled(clerk_client, acme, unit_a)
    with work(actor=None, channel="system"):
        writes.remove(acme, version=acme.version)
    response = clerk_client.get(address_of(acme), follow=True)
    assert response.redirect_chain == [(f"/customers/{acme.pk}/", 302)]
    assert "Acme Harbour Ltd is inactive and gets no account; restore the customer first." in response.text
    assert "/accounts/create/" not in response.text
    response = clerk_client.post(address_of(acme), data)
    assert "Acme Harbour Ltd is inactive and gets no account" in response.text
    assert 'value="Spare parts"' in response.text
    assert Account.objects.count() == 1


@pytest.mark.rule("R-059")
def test_unit_off_the_access_list_cannot_be_chosen(acme, clerk_client, unit_a, unit_b):
    response = clerk_client.post(address_of(acme), filled(clerk_client, acme, unit_b))
    assert problems(response)[0].startswith("Operating Unit: Select a valid choice.")
    assert "Unit B" not in clerk_client.get(address_of(acme)).text


def test_same_form_sent_twice_makes_one_account(acme, clerk_client, unit_a):
    data = filled(clerk_client, acme, unit_a)
    first, second = (clerk_client.post(address_of(acme), data) for _n in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Account.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_costs_the_same_for_any_number_of_addresses(
    acme, clerk_client, count, django_assert_num_queries
):
    for _n in range(count - 1):
        PartySiteFactory(party=acme)
    with django_assert_num_queries(QUERIES - (count > 10)):
        clerk_client.get(address_of(acme))


QUERIES = 25


@pytest.mark.parametrize("path", ["/customers/{}/", "/customers/?q=acme"])
def test_the_ways_to_it(acme, clerk_client, viewer_client, path):
    way = f'href="{address_of(acme)}'
    assert way in clerk_client.get(path.format(acme.pk)).text
    assert way not in viewer_client.get(path.format(acme.pk)).text


def test_viewer_may_not(acme, viewer_client):
    assert viewer_client.get(address_of(acme)).status_code == 403
    assert viewer_client.post(address_of(acme), {}).status_code == 403
    assert (Party.objects.count(), Account.objects.count()) == (1, 1)
