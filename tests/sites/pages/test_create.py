"""Create Account Site: another site of an account, in one of the user's units."""

import re

import pytest
from django.urls import reverse

from accounts.models import Account
from core import writes
from core.work import work
from customers.services import open_site
from parties.models import Location
from reference.models import SourceSystem
from sites.models import AccountSite, SiteUse
from tests.core.pages.markup import hidden
from tests.customers.builders import made, new_customer, new_site
from tests.customers.pages.test_create import problems
from tests.factories import PartySiteFactory, UnitAccessFactory, country

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(unit_a):
    """An account with a Bill To in unit A."""
    party = made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), number="A1"))
    return party.accounts.get()


@pytest.fixture
def second(account):
    """Another address of the customer, at which the account has no site."""
    return PartySiteFactory(party=account.party, number="SECOND")


def page_of(account):
    return f"/accounts/{account.pk}/sites/create/"


def filled(client, account, unit, **changes):
    """A complete form: a site with a Ship To at a new address in Kiel."""
    return {
        "form_token": hidden(client.get(page_of(account)), "form_token"),
        "unit-unit": str(unit.pk),
        "choice-address": "new",
        "location-country": str(country("DE").pk),
        "location-line1": "Hafenstraße 5",
        "location-city": "Kiel",
        "location-postal_code": "24103",
        "site_references-TOTAL_FORMS": "1",
        "site_references-INITIAL_FORMS": "0",
        "purposes-TOTAL_FORMS": "1",
        "purposes-INITIAL_FORMS": "0",
        "purposes-0-purpose": "SHIP_TO",
        "button": "apply",
        **changes,
    }


def offers(page):
    """The addresses that are offered."""
    return [offer.name for _value, offer in page.context["forms"]["choice"].fields["address"].choices]


def bill_tos(page):
    """The Bill Tos that the first row offers."""
    select = re.search(r'<select name="purposes-0-bill_to".*?</select>', page.text, re.DOTALL).group(0)
    return [text.strip() for text in re.findall(r"<option[^>]*>([^<]*)", select)]


@pytest.mark.rule("R-052", "R-054", "R-058", "R-059")
def test_site_at_a_new_address(account, clerk_client, unit_a):
    response = clerk_client.post(page_of(account), filled(clerk_client, account, unit_a))
    site = AccountSite.objects.get(party_site__location__city="Kiel")
    assert response.headers["Location"] == reverse("sites:overview", args=[site.pk])
    assert (site.account, site.unit, site.party_site.party) == (account, unit_a, account.party)
    assert [row.location.city for row in account.party.sites.filter(identifying=True)] == ["Hamburg"]
    use = site.uses.get()
    assert (use.purpose, use.is_primary, use.bill_to.site.account) == ("SHIP_TO", True, account)


@pytest.mark.rule("R-038", "R-071")
def test_site_at_an_address_of_the_customer_makes_no_address(account, second, clerk_client, unit_a):
    changes = {"choice-address": str(second.pk), "purposes-0-purpose": "BILL_TO"}
    clerk_client.post(page_of(account), filled(clerk_client, account, unit_a, **changes))
    site = second.account_sites.get()
    assert (site.account, Location.objects.count()) == (account, 2)
    assert [use.is_primary for use in site.uses.all()] == [False]


@pytest.mark.rule("R-058")
def test_addresses_with_a_site_in_the_unit_are_not_offered(
    account, second, clerk_client, clerk, unit_a, unit_b
):
    assert offers(clerk_client.get(page_of(account))) == ["SECOND", "Create Address"]
    UnitAccessFactory(user=clerk, unit=unit_b)
    sent = {"refresh": "unit", "unit-unit": str(unit_b.pk)}
    first = account.party.sites.get(identifying=True)
    assert offers(clerk_client.post(page_of(account), sent)) == [
        f"{first.number} (identifying address)",
        "SECOND",
        "Create Address",
    ]


@pytest.mark.rule("R-058")
def test_an_address_that_was_taken_meanwhile_is_refused(account, second, clerk_client, unit_a):
    data = filled(clerk_client, account, unit_a, **{"choice-address": str(second.pk)})
    meanwhile = new_site(unit_a)
    meanwhile.address = second
    with work(actor=None, channel="system"):
        open_site(Account.objects.get(), meanwhile)
    response = clerk_client.post(page_of(account), data)
    assert problems(response)[0].startswith("Address: Select a valid choice.")
    assert second.account_sites.count() == 1


@pytest.mark.rule("R-076")
def test_bill_tos_of_the_account_in_the_unit_are_offered_and_no_other(
    account, clerk_client, clerk, unit_a, unit_b
):
    made(new_customer("Other Ltd", new_site(unit_a, "BILL_TO")))
    there = new_site(unit_b, "BILL_TO")
    with work(actor=None, channel="system"):
        open_site(Account.objects.get(pk=account.pk), there)
    here, beyond = (SiteUse.objects.get(account=account, unit=unit) for unit in (unit_a, unit_b))
    name = f"{here.location} at {here.site.party_site.number} (primary)"
    assert bill_tos(clerk_client.get(page_of(account))) == ["Automatic", name]
    refused = filled(clerk_client, account, unit_a, **{"purposes-0-bill_to": str(beyond.pk)})
    assert "Select a valid choice" in problems(clerk_client.post(page_of(account), refused))[0]
    UnitAccessFactory(user=clerk, unit=unit_b)
    sent = {"refresh": "unit", "unit-unit": str(unit_b.pk), "purposes-TOTAL_FORMS": "1"}
    answer = clerk_client.post(page_of(account), {**sent, "purposes-INITIAL_FORMS": "0"})
    assert bill_tos(answer) == [
        "Automatic",
        f"{beyond.location} at {beyond.site.party_site.number} (primary)",
    ]


@pytest.mark.rule("R-076")
def test_the_chosen_bill_to_is_kept(account, clerk_client, unit_a):
    bill_to = SiteUse.objects.get()
    rows = {
        "purposes-TOTAL_FORMS": "2",
        "purposes-0-purpose": "BILL_TO",
        "purposes-1-purpose": "SHIP_TO",
        "purposes-1-bill_to": str(bill_to.pk),
    }
    clerk_client.post(page_of(account), filled(clerk_client, account, unit_a, **rows))
    assert SiteUse.objects.get(purpose="SHIP_TO").bill_to == bill_to


def test_everything_of_the_site_is_kept(account, clerk_client, unit_a):
    system = str(SourceSystem.objects.get(code="CUSTOMER_INTERFACE").pk)
    more = {
        "site-edi_location": "EDI7",
        "site_references-0-system": system,
        "site_references-0-value": "SITE-7",
        "address-name": "Yard",
        "address-mail_stop": "M1",
    }
    clerk_client.post(page_of(account), filled(clerk_client, account, unit_a, **more))
    site = AccountSite.objects.get(edi_location="EDI7")
    assert [row.value for row in site.source_references.all()] == ["SITE-7"]
    assert (site.party_site.name, site.party_site.mail_stop) == ("Yard", "M1")


@pytest.mark.rule("R-059")
def test_unit_is_required_and_on_the_access_list(account, clerk_client, unit_a, unit_b):
    response = clerk_client.post(page_of(account), filled(clerk_client, account, unit_b))
    assert problems(response)[0].startswith("Operating Unit: Select a valid choice.")
    response = clerk_client.post(page_of(account), {**filled(clerk_client, account, unit_a), "unit-unit": ""})
    assert problems(response) == ["Operating Unit: This field is required."]
    assert AccountSite.objects.count() == 1


@pytest.mark.parametrize("unit", ["", "x", "999999999999999999999999", "0"])
def test_a_unit_that_is_none_is_no_error_while_typing(account, clerk_client, unit):
    response = clerk_client.post(page_of(account), {"refresh": "unit", "unit-unit": unit})
    assert (response.status_code, problems(response)) == (200, [])


@pytest.mark.rule("R-098")
def test_inactive_account_gets_no_site(account, clerk_client, unit_a):
    data = filled(clerk_client, account, unit_a)
    with work(actor=None, channel="system"):
        writes.remove(account, version=account.version)
    response = clerk_client.get(page_of(account), follow=True)
    assert response.redirect_chain == [(f"/accounts/{account.pk}/", 302)]
    assert "Account A1 is inactive and gets no site; restore it first." in response.text
    assert "/sites/create/" not in response.text
    response = clerk_client.post(page_of(account), data)
    assert "Account A1 is inactive and gets no site; restore it first." in response.text
    assert 'value="Hafenstraße 5"' in response.text
    assert AccountSite.objects.count() == 1


def test_same_form_sent_twice_makes_one_site(account, clerk_client, unit_a):
    data = filled(clerk_client, account, unit_a)
    first, again = (clerk_client.post(page_of(account), data) for _n in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert AccountSite.objects.count() == 2


@pytest.mark.parametrize("path", ["/customers/{party}/", "/accounts/{account}/"])
def test_the_ways_to_it(account, clerk_client, viewer_client, path):
    address = path.format(party=account.party_id, account=account.pk)
    assert f'href="{page_of(account)}' in clerk_client.get(address).text
    assert f'href="{page_of(account)}' not in viewer_client.get(address).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_rows(
    account, clerk_client, unit_a, count, django_assert_num_queries
):
    for _n in range(count):
        PartySiteFactory(party=account.party)
        with work(actor=None, channel="system"):
            open_site(account, new_site(unit_a, "BILL_TO"))
    with django_assert_num_queries(QUERIES):
        clerk_client.get(page_of(account))


QUERIES = 24


def test_viewer_may_not(account, viewer_client):
    assert viewer_client.get(page_of(account)).status_code == 403
    assert viewer_client.post(page_of(account), {}).status_code == 403
    assert AccountSite.objects.count() == 1
