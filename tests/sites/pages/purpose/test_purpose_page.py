"""Account Site Business Purpose: rendered by purpose, each value with where it comes from; other units get 404."""

import re

import pytest

from core import writes
from core.work import work
from sites.models import SiteUse
from tests import factories
from tests.core.pages.markup import actions, facts, rows

pytestmark = pytest.mark.django_db

BILLING = ["Receivable Account", "Revenue Account", "Tax Account", "Unearned Revenue Account"]
ORDERS = [
    "Price List",
    "Order Type",
    "Item Identifier Type",
    "Overship Invoice Base",
    "Over Shipment Tolerance %",
    "Under Shipment Tolerance %",
    "Over Return Tolerance %",
    "Under Return Tolerance %",
    "Lines in Arrival Sets",
    "Lines in Ship Sets",
    "Request Date Type",
    "Freight Terms",
    "FOB",
    "Warehouse",
    "Ship Method",
    "Demand Class",
    "GSA",
]
# Of each purpose its regions, each with its fields.
PAGES = {
    "BILL_TO": {
        "Accounting": [
            *BILLING[:3],
            "Freight Account",
            "Clearing Account",
            "Unbilled Receivable Account",
            "Unearned Revenue Account",
        ],
        "Site Use Details": [
            "Sales Territory",
            "Payment Terms",
            "SIC Code",
            "Salesperson",
            "Tax Code",
            "Finance Charge Activity",
        ],
        "Order Management": ORDERS,
    },
    "SHIP_TO": {
        "Site Use Details": [
            "Sales Territory",
            "Payment Terms",
            "Tax Code",
        ],
        "Order Management": [*ORDERS, "Salesperson"],
    },
    "DRAWEE": {
        "Accounting": [
            "Bills Receivable Account",
            "Unpaid Bills Receivable Account",
            "Remitted Bills Receivable Account",
            "Factored Bills Receivable Account",
        ],
        "Site Use Details": ["Sales Territory"],
    },
    "LC": {"Accounting": BILLING, "Site Use Details": ["Sales Territory", "Late Charge Document Type"]},
    "DUN": {"Site Use Details": ["Sales Territory", "Ship Method"]},
    "LEGAL": {"Site Use Details": ["Sales Territory"]},
}


def url_of(use, rest=""):
    return f"/sites/{use.site_id}/purposes/{use.pk}/{rest}"


def regions(page):
    """Heading by heading, the labels of its facts."""
    parts = re.findall(r'<section class="card part".*?</section>', page.text, re.DOTALL)
    return {
        re.search(r"<h2[^>]*>(.*?)</h2>", part).group(1): re.findall(r"<dt>(.*?)</dt>", part)
        for part in parts
    }


@pytest.mark.rule("R-084", "R-085", "R-086")
@pytest.mark.parametrize("purpose", PAGES)
def test_the_regions_and_their_fields_are_those_of_the_purpose(house, clerk_client, purpose):
    use = SiteUse.objects.filter(site=house.first, purpose=purpose).first()
    use = use or factories.SiteUseFactory(site=house.first, purpose=purpose)
    page = clerk_client.get(url_of(use))
    assert regions(page) == PAGES[purpose]
    assert f"<h1>{use.purpose_label}</h1>" in page.text


def test_the_head_says_what_it_is_and_whose(house, clerk_client):
    use, bill_to = house.use(house.second, "SHIP_TO"), house.use(house.first, "BILL_TO")
    page = clerk_client.get(url_of(use))
    shown = facts(page)
    assert [
        shown[name] for name in ("Account Site", "Address", "Operating Unit", "Primary", "Bill To Location")
    ] == [
        house.second.party_site.number,
        "Werft 7, 20457 Hamburg, Germany",
        "Unit A",
        "No",
        bill_to.location,
    ]
    assert f'<a href="{url_of(bill_to)}">{bill_to.location}</a>' in page.text
    assert actions(page) == ["Edit", "Make Primary", "Remove"]
    shown = facts(clerk_client.get(url_of(bill_to)))
    assert (shown["Primary"], shown["Ship To Purposes Billed Here"]) == ("Yes", "2")


@pytest.mark.rule("D-3", "R-100")
def test_the_head_says_what_is_wanting(house, clerk_client):
    bill_to, ship_to = house.use(house.first, "BILL_TO"), house.use(house.second, "SHIP_TO")
    with work(actor=None, channel="system"):
        for use in (bill_to, house.use(house.first, "SHIP_TO")):
            writes.remove(use, version=use.version)
    shown = facts(clerk_client.get(url_of(ship_to)))
    assert shown["Primary"] == "No primary Ship To in this operating unit"
    assert shown["Ready"] == f"Not ready: its Bill To {bill_to.location} is inactive."
    assert actions(clerk_client.get(url_of(bill_to))) == ["Edit", "Restore"]


@pytest.mark.rule("R-247")
def test_an_account_in_effect_says_where_it_comes_from(house, clerk_client, unit_a, unit_b):
    everyday = factories.LedgerAccountFactory(code="1200-000", name="Receivables", unit=unit_a)
    own = factories.LedgerAccountFactory(code="4000-000", name="Sales")
    secret = factories.LedgerAccountFactory(code="9999-000", unit=unit_b)
    factories.DefaultLedgerAccountsFactory(unit=unit_a, receivable_account=everyday, revenue_account=everyday)
    factories.DefaultLedgerAccountsFactory(unit=unit_b, receivable_account=secret, tax_account=secret)
    use = house.use(house.first, "BILL_TO")
    with work(actor=None, channel="system"):
        use.revenue_account = own
        writes.save(use, version=use.version)
    page = clerk_client.get(url_of(use))
    shown = facts(page)
    assert [shown[name] for name in BILLING] == [
        "1200-000 · Receivables · default of unit Unit A",
        "4000-000 · Sales · entered here",
        "– · none set up",
        "– · none set up",
    ]
    assert "9999-000" not in page.text


@pytest.mark.rule("R-088")
def test_the_internal_organization_follows_from_the_location(house, clerk_client):
    use = house.use(house.first, "SHIP_TO")
    assert "Internal Location" not in facts(clerk_client.get(url_of(use)))
    store = factories.InventorySiteFactory(name="Store 1", organization_name="Stock Ltd")
    with work(actor=None, channel="system"):
        account = writes.lock(type(house.account).objects.filter(pk=house.account.pk))[0]
        account.account_type = "I"
        writes.save(account)
    shown = facts(clerk_client.get(url_of(use)))
    assert shown["Internal Location"] == shown["Internal Organization"] == "–"
    with work(actor=None, channel="system"):
        use.internal_location = store
        writes.save(use, version=use.version)
    shown = facts(clerk_client.get(url_of(use)))
    assert shown["Internal Location"] == "Store 1"
    assert shown["Internal Organization"] == "Stock Ltd · of the internal location"


def test_the_history_of_a_purpose_is_about_the_purpose(house, clerk_client):
    use = house.use(house.first, "SHIP_TO")
    with work(actor=None, channel="system", reason="Because"):
        use.location = "DOCK"
        writes.save(use, version=use.version)
    lines = [row[2][1] for row in rows(clerk_client.get(url_of(use, "history/")))]
    assert [line.split()[0] for line in lines] == ["Changed", "Created"]


@pytest.mark.rule("R-060")
@pytest.mark.parametrize("rest", ["", "history/", "edit/"])
def test_a_purpose_of_another_unit_or_site_does_not_exist(house, clerk_client, other_clerk_client, rest):
    use = house.use(house.second, "SHIP_TO")
    for browser, address in (
        (other_clerk_client, url_of(use, rest)),
        (clerk_client, url_of(house.use(house.hidden, "BILL_TO"), rest)),
        (clerk_client, f"/sites/{house.first.pk}/purposes/{use.pk}/{rest}"),
        (clerk_client, f"/sites/{house.hidden.pk}/purposes/{use.pk}/{rest}"),
    ):
        for answer in (browser.get(address), browser.post(address, {"form-location": "X"})):
            assert (answer.status_code in (404, 405), use.location in answer.text) == (True, False)
    use.refresh_from_db()
    assert use.version == 1


def test_a_day_in_the_past_shows_what_was_there_then(house, clerk_client, monkeypatch):
    use = house.use(house.first, "BILL_TO")
    page = clerk_client.get(url_of(use, "?as_of=2001-01-01"))
    assert (page.status_code, regions(page), actions(page)) == (200, {}, [])


def test_it_is_remembered_and_found(house, clerk_client, other_clerk_client):
    use = house.use(house.first, "BILL_TO")
    mark = re.search(
        r'data-record="([^"]+)"|name="record" value="([^"]+)"|(customer_sites\.siteuse:\d+)',
        clerk_client.get(url_of(use)).text,
    )
    assert mark is not None
    found = clerk_client.get("/palette/", {"q": use.location}).text
    assert url_of(use) in found
    assert url_of(use) not in other_clerk_client.get("/palette/", {"q": use.location}).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_hangs_on_it(
    house, clerk_client, count, django_assert_num_queries
):
    use = house.use(house.first, "BILL_TO")
    for number in range(count):
        site = factories.AccountSiteFactory(account=house.account, unit=house.first.unit)
        factories.SiteUseFactory(site=site, purpose="SHIP_TO", location=f"S{number}", bill_to=use)
    clerk_client.get(url_of(use))
    with django_assert_num_queries(11):
        clerk_client.get(url_of(use))
