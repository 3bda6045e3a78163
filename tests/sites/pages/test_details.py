"""Account Site Overview, Site Details: every field of the site, in groups, as people in its country write it."""

import re

import pytest

from core import writes
from core.work import work
from reference.models import Country, Language
from sites.models import AccountSite
from tests import factories

pytestmark = pytest.mark.django_db


def url_of(site):
    return f"/sites/{site.pk}/details/"


def body(page):
    """The facts of the tab, without those of the head."""
    text = page.text.split('id="page-body"')[1]
    return {
        re.sub(r"<[^>]+>", "", label): " ".join(re.sub(r"<[^>]+>", " ", value).split())
        for label, value in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text, re.DOTALL)
    }


@pytest.mark.rule("R-237")
def test_every_field_of_the_site_is_shown(house, clerk_client):
    factories.ExtraFieldFactory(model="customer_sites.accountsite", code="dock", label="Dock", type="TEXT")
    factories.ExtraFieldFactory(model="customer_sites.accountsite", code="gate", label="Gate", type="TEXT")
    with work(actor=None, channel="system"):
        site = writes.lock(AccountSite.objects.filter(pk=house.second.pk))[0]
        site.language, site.translation = Language.objects.get(code="fr"), "Port d'Acme"
        site.territory = Country.objects.get(code2="AT")
        site.edi_location, site.salesperson = "DOCK7", factories.ResourceFactory(name="Sal Fischer")
        site.category, site.extra = "HEADQUARTERS", {"dock": "7b"}
        writes.save(site)
        address = site.party_site
        address.addressee, address.mail_stop, address.name = "Goods in", "M3", "Wharf"
        writes.save(address, version=address.version)
    assert body(clerk_client.get(url_of(house.second))) == {
        "As It Is Printed": "Goods in Port d&#x27;Acme Werft 7 20457 Hamburg Germany",
        "Country": "Germany",
        "Address Line 1": "Werft 7",
        "City": "Hamburg",
        "Postal Code": "20457",
        "Addressee": "Goods in",
        "Mail Stop": "M3",
        "Site Number": house.second.party_site.number,
        "Site Name": "Wharf",
        "Identifying Address": "No",
        "Operating Unit": "Unit A",
        "Category": "Headquarters",
        "Salesperson": "Sal Fischer",
        "EDI Location": "DOCK7",
        "Reference": f"REGISTRAR: {house.second.pk}",
        "Status": "Active",
        "Name on Documents": "Port d&#x27;Acme · the translation",
        "Language": "French",
        "Translation": "Port d&#x27;Acme",
        "Territory": "Austria",
        "Tax Registration": "–",
        "New Transactions": "Yes · Site and account are active.",
        "Payment Terms": "–",
        "FOB": "–",
        "Ship Method": "–",
        "Dock": "7b",
        "Gate": "–",
    }
    shown = body(clerk_client.get(url_of(house.first)))
    assert shown["Name on Documents"] == "Acme Harbour Ltd · the customer&#x27;s name"


@pytest.mark.rule("R-064", "R-091", "R-142", "R-238", "R-248")
def test_what_documents_take_is_shown_with_its_origin(house, clerk_client):
    bill_to, ship_to = house.use(house.first, "BILL_TO"), house.use(house.second, "SHIP_TO")
    with work(actor=None, channel="system"):
        bill_to.fob, bill_to.payment_terms = "DESTINATION", factories.PaymentTermFactory(name="Net 10")
        writes.save(bill_to, version=bill_to.version)
        ship_to.ship_method = factories.ShipMethodFactory(name="By rail")
        writes.save(ship_to, version=ship_to.version)
        party = house.account.party
        party.tax_registration_number = "DE136695976"
        writes.save(party, version=party.version)
        account = writes.lock(type(house.account).objects.filter(pk=house.account.pk))[0]
        account.document_language = Language.objects.get(code="fr")
        writes.save(account)
    shown = body(clerk_client.get(url_of(house.second)))
    assert (shown["Language"], shown["Territory"]) == (
        "French · Account",
        "Germany · Country of the address",
    )
    names = ("Tax Registration", "New Transactions", "Payment Terms", "FOB", "Ship Method")
    assert [shown[name] for name in names] == [
        "DE136695976 · Tax registration number of the customer",
        "Yes · Site and account are active.",
        "Net 10 · Bill To purpose",
        "Place of destination · Bill To",
        "By rail · Ship To",
    ]
    house.second.refresh_from_db()
    with work(actor=None, channel="system"):
        writes.remove(house.second, version=house.second.version)
    shown = body(clerk_client.get(url_of(house.second)))
    assert shown["New Transactions"] == "No · The site is inactive. Open items can still be paid."


def test_elements_are_called_as_in_the_country(house, clerk_client, unit_a):
    location = factories.LocationFactory(
        country=factories.country("US"), line1="Main St 1", city="Chicago", state="IL", postal_code="60606"
    )
    place = factories.PartySiteFactory(party=house.account.party, location=location)
    site = factories.AccountSiteFactory(account=house.account, party_site=place, unit=unit_a)
    shown = body(clerk_client.get(url_of(site)))
    assert (shown["ZIP Code"], shown["State"]) == ("60606", "IL")
    assert "Acme Harbour Ltd Main St 1 Chicago, IL 60606 United States" in shown["As It Is Printed"]


@pytest.mark.rule("R-060")
def test_another_units_site_has_no_details(house, clerk_client, other_clerk_client):
    assert clerk_client.get(url_of(house.hidden)).status_code == 404
    assert other_clerk_client.get(url_of(house.first)).status_code == 404
    assert "Secret Street" not in clerk_client.get(url_of(house.first)).text


def test_a_day_in_the_past_and_the_cost(house, clerk_client, django_assert_num_queries):
    assert body(clerk_client.get(url_of(house.first) + "?as_of=2001-01-01")) == {}
    clerk_client.get(url_of(house.first))
    with django_assert_num_queries(13):
        clerk_client.get(url_of(house.first))
