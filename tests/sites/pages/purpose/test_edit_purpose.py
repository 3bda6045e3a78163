"""Editing a business purpose: exactly the fields of its kind, choices of its unit, conflicts told."""

import pytest

from core import writes
from core.work import work
from reference.models import LedgerAccount
from sites.models import SiteUse
from tests import factories
from tests.core.pages.markup import choices, facts, filled, problems, told

pytestmark = pytest.mark.django_db


def url_of(use):
    return f"/sites/{use.site_id}/purposes/{use.pk}/edit/"


def fields(page):
    """The fields that the page asks for, without version, reason and what travels along."""
    return set(page.context["forms"]["form"].fields) - {"version", "reason"}


BILLING = {"receivable_account", "revenue_account", "tax_account", "unearned_account"}
BOTH = {"location", "sales_territory", "payment_terms", "tax_code", "salesperson", *SiteUse.ORDER_MANAGEMENT}
FIELDS = {
    "BILL_TO": BOTH
    | BILLING
    | {"freight_account", "clearing_account", "unbilled_account", "sic_code", "finance_charge_activity"},
    "SHIP_TO": BOTH | {"bill_to"},
    "DRAWEE": {
        "location",
        "sales_territory",
        "bills_receivable_account",
        "unpaid_bills_account",
        "remitted_bills_account",
        "factored_bills_account",
    },
    "LC": {"location", "sales_territory", "late_charge_document_type"} | BILLING,
    "DUN": {"location", "sales_territory", "ship_method"},
    "LEGAL": {"location", "sales_territory"},
}


@pytest.mark.rule("R-084", "R-085", "R-086")
@pytest.mark.parametrize("purpose", FIELDS)
def test_only_the_fields_of_the_purpose_are_there(house, clerk_client, purpose):
    use = SiteUse.objects.filter(site=house.first, purpose=purpose).first()
    use = use or factories.SiteUseFactory(site=house.first, purpose=purpose)
    assert fields(clerk_client.get(url_of(use))) == FIELDS[purpose]


@pytest.mark.rule("R-087")
def test_every_field_of_a_bill_to_is_saved_and_shown(house, clerk_client, unit_a):
    use = house.use(house.first, "BILL_TO")
    account = factories.LedgerAccountFactory(code="1200", name="Receivables", unit=unit_a)
    picked = {
        "sales_territory": factories.SalesTerritoryFactory(name="North"),
        "payment_terms": factories.PaymentTermFactory(name="Net 17"),
        "salesperson": factories.ResourceFactory(name="Sal Fischer"),
        "tax_code": factories.TaxCodeFactory(name="Standard rate"),
        "price_list": factories.PriceListFactory(name="Retail"),
        "order_type": factories.OrderTypeFactory(name="Standard order"),
        "warehouse": factories.WarehouseFactory(name="Hall 3"),
        "ship_method": factories.ShipMethodFactory(name="Parcel"),
        **{name: account for name in FIELDS["BILL_TO"] if name.endswith("_account")},
    }
    page = clerk_client.get(url_of(use))
    typed = {
        **{name: str(record.pk) for name, record in picked.items()},
        "location": "HEAD",
        "sic_code": "what you will",
        "item_identifier_type": "CUSTOMER",
        "overship_invoice_base": "FULFILLED",
        "over_shipment_tolerance": "150",
        "under_shipment_tolerance": "10.5",
        "over_return_tolerance": "7",
        "under_return_tolerance": "8",
        "arrival_sets": "on",
        "request_date_type": "ARRIVAL",
        "gsa": "on",
        "reason": "Asked",
    }
    answer = clerk_client.post(url_of(use), {**filled(page), **typed}, follow=True)
    shown = facts(answer)
    assert told(answer) == ["Bill To · HEAD was saved."]
    assert {name: shown[name] for name in EXPECTED} == EXPECTED


EXPECTED = {
    "Sales Territory": "North",
    "Payment Terms": "Net 17 · entered here",
    "Salesperson": "Sal Fischer",
    "Tax Code": "Standard rate",
    "SIC Code": "what you will",
    "Price List": "Retail",
    "Order Type": "Standard order",
    "Warehouse": "Hall 3",
    "Ship Method": "Parcel",
    "Item Identifier Type": "Customer",
    "Overship Invoice Base": "Fulfilled (Shipped)",
    "Over Shipment Tolerance %": "150.00",
    "Under Shipment Tolerance %": "10.50",
    "Over Return Tolerance %": "7.00",
    "Under Return Tolerance %": "8.00",
    "Lines in Arrival Sets": "Yes",
    "Lines in Ship Sets": "No",
    "Request Date Type": "Arrival",
    "GSA": "Yes",
    **dict.fromkeys(
        [
            "Receivable Account",
            "Revenue Account",
            "Tax Account",
            "Freight Account",
            "Clearing Account",
            "Unbilled Receivable Account",
            "Unearned Revenue Account",
        ],
        "1200 · Receivables · entered here",
    ),
}


@pytest.mark.rule("R-260", "R-247")
def test_ledger_accounts_are_those_of_the_unit_that_take_postings(house, clerk_client, unit_a, unit_b):
    own = factories.LedgerAccountFactory(code="1100", name="Own", unit=unit_a)
    shared = factories.LedgerAccountFactory(code="1200", name="Shared")
    closed = factories.LedgerAccountFactory(code="1300", name="Closed")
    factories.LedgerAccountFactory(code="1400", unit=unit_b)
    factories.LedgerAccountFactory(code="1500", detail_posting=False)
    factories.DefaultLedgerAccountsFactory(unit=unit_a, tax_account=shared)
    use = house.use(house.first, "BILL_TO")
    with work(actor=None, channel="system"):
        use.revenue_account = closed
        writes.save(use, version=use.version)
        row = writes.lock(LedgerAccount.objects.filter(pk=closed.pk))[0]
        writes.remove(row, version=row.version)
    page = clerk_client.get(url_of(use))
    usable = ["–", str(own), str(shared)]
    assert choices(page, "receivable_account") == usable
    assert choices(page, "revenue_account") == [*usable, "1300 · Closed (inactive)"]
    assert "Left empty: 1200 · Shared, the default of Unit A." in page.text
    assert "Left empty: none, as Unit A has no default." in page.text
    # What it had may stay; the same account is not chosen anew elsewhere.
    data = filled(page)
    assert told(clerk_client.post(url_of(use), {**data, "sic_code": "1"}, follow=True)) == [
        f"{use} was saved."
    ]
    refused = clerk_client.post(url_of(use), {**data, "tax_account": str(closed.pk)})
    assert len(problems(refused)) == 1


@pytest.mark.rule("R-076", "R-060")
def test_a_ship_to_is_offered_the_bill_tos_of_its_account_in_its_unit(house, clerk_client, unit_a, unit_b):
    use, bill_to = house.use(house.first, "SHIP_TO"), house.use(house.first, "BILL_TO")
    stranger = factories.SiteUseFactory(site=factories.AccountSiteFactory(unit=unit_a), location="STRANGER")
    hidden = house.use(house.hidden, "BILL_TO")
    page = clerk_client.get(url_of(use))
    assert choices(page, "bill_to") == ["–", f"{bill_to.location} at {house.first} (primary)"]
    for wrong in (stranger, hidden):
        answer = clerk_client.post(url_of(use), {**filled(page), "bill_to": str(wrong.pk)})
        assert (len(problems(answer)), wrong.location in answer.text) == (1, False)


@pytest.mark.rule("R-081")
def test_a_drawee_has_ledger_accounts_once_the_account_has_a_bill_to(house, clerk_client, unit_a):
    use = factories.SiteUseFactory(site=house.second, purpose="DRAWEE")
    bill_to = house.use(house.first, "BILL_TO")
    assert "bills_receivable_account" in fields(clerk_client.get(url_of(use)))
    with work(actor=None, channel="system"):
        writes.remove(bill_to, version=bill_to.version)
    page = clerk_client.get(url_of(use))
    assert fields(page) == {"location", "sales_territory"}
    assert "The account has no Bill To in this operating unit" in page.text


@pytest.mark.rule("R-088")
def test_an_internal_location_is_asked_for_on_internal_accounts(house, clerk_client):
    use = house.use(house.first, "SHIP_TO")
    assert "internal_location" not in fields(clerk_client.get(url_of(use)))
    with work(actor=None, channel="system"):
        account = writes.lock(type(house.account).objects.filter(pk=house.account.pk))[0]
        account.account_type = "I"
        writes.save(account)
    assert "internal_location" in fields(clerk_client.get(url_of(use)))


@pytest.mark.rule("R-075")
def test_a_location_that_is_taken_is_told_beside_its_field(house, clerk_client):
    use, other = house.use(house.first, "SHIP_TO"), house.use(house.second, "SHIP_TO")
    page = clerk_client.get(url_of(use))
    answer = clerk_client.post(url_of(use), {**filled(page), "location": other.location.lower()})
    assert problems(answer) == [
        "Location: Another purpose of the same kind has this location in the account and operating unit."
    ]


@pytest.mark.rule("D-19")
def test_two_who_change_the_same_field_see_both_values(house, clerk_client):
    use = house.use(house.first, "BILL_TO")
    opened = filled(clerk_client.get(url_of(use)))
    with work(actor=None, channel="system"):
        use.sic_code = "theirs"
        writes.save(use, version=use.version)
    answer = clerk_client.post(url_of(use), {**opened, "sic_code": "mine"})
    assert (answer.status_code, "theirs" in answer.text, "mine" in answer.text) == (409, True, True)
    merged = clerk_client.post(url_of(use), {**opened, "location": "HEAD"}, follow=True)
    use.refresh_from_db()
    assert (use.sic_code, use.location, merged.status_code) == ("theirs", "HEAD", 200)


def test_who_may_only_read_changes_nothing(house, viewer_client, auditor_client):
    use = house.use(house.first, "BILL_TO")
    for browser in (viewer_client, auditor_client):
        assert browser.get(url_of(use)).status_code == 403
        assert "Edit" not in browser.get(use.get_absolute_url()).text.split("page-body")[0].split("<h1>")[1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_however_many_choices_there_are(
    house, clerk_client, unit_a, count, django_assert_num_queries
):
    use = house.use(house.first, "BILL_TO")
    for _number in range(count):
        factories.LedgerAccountFactory(unit=unit_a)
        factories.PriceListFactory()
    clerk_client.get(url_of(use))
    with django_assert_num_queries(20):
        clerk_client.get(url_of(use))
