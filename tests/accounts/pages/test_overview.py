"""Account Overview: header, sites, history, and what other units must not see of them."""

import datetime

import pytest

from accounts.models import Account
from core import writes
from core.work import work
from reference.models import Language
from sites.models import AccountSite
from tests.core.pages.markup import actions, choices, columns, facts, rows
from tests.customers.builders import made, new_customer, new_site
from tests.factories import (
    AccountSourceReferenceFactory,
    FormerAccountNumberFactory,
    InventorySiteFactory,
    WarehouseFactory,
)

pytestmark = pytest.mark.django_db

OPENED = datetime.date(2020, 2, 1)


@pytest.fixture
def account(unit_a, unit_b):
    """Account A1 with two sites in unit A and one in unit B."""
    party = made(
        new_customer(
            "Acme Harbour Ltd",
            new_site(unit_a, "BILL_TO", "SHIP_TO"),
            new_site(unit_a, "SHIP_TO", line1="Werft 7"),
            new_site(unit_b, "BILL_TO", line1="Secret Street 9"),
            number="A1",
            description="Main account",
            established_date=OPENED,
        )
    )
    return party.accounts.get()


def texts(response):
    return [[text for kind, text in row if kind != "pick-cell"] for row in rows(response)]


def sites_of(account, unit):
    return list(AccountSite.objects.filter(account=account, unit=unit).order_by("pk"))


def removed(record):
    with work(actor=None, channel="system"):
        return writes.remove(record, version=record.version)


@pytest.mark.rule("R-007", "R-010", "R-011")
def test_sites_of_the_users_units_are_listed(account, unit_a, clerk_client):
    first, second = (site.party_site.number for site in sites_of(account, unit_a))
    assert texts(clerk_client.get(f"/accounts/{account.pk}/")) == [
        [
            first,
            "Am Kai 1, 20457 Hamburg, Germany",
            "Unit A",
            "Bill To primary Ship To primary",
            "Active",
            f"Remove {first}",
        ],
        [second, "Werft 7, 20457 Hamburg, Germany", "Unit A", "Ship To", "Active", f"Remove {second}"],
    ]


@pytest.mark.rule("R-010", "R-060")
def test_other_unit_sees_its_own_site_and_nothing_else(account, unit_b, other_clerk_client):
    response = other_clerk_client.get(f"/accounts/{account.pk}/?status=all")
    number = sites_of(account, unit_b)[0].party_site.number
    assert texts(response) == [
        [
            number,
            "Secret Street 9, 20457 Hamburg, Germany",
            "Unit B",
            "Bill To primary",
            "Active",
            f"Remove {number}",
        ]
    ]
    assert choices(response, "unit") == ["All my units", "Unit B"]
    assert ("Unit A" in response.text, "1 record" in response.text) == (False, True)


@pytest.mark.rule("R-010")
def test_unit_of_somebody_else_cannot_be_asked_for(account, unit_b, clerk_client):
    asked = clerk_client.get(f"/accounts/{account.pk}/?unit={unit_b.pk}")
    assert [row[2] for row in texts(asked)] == ["Unit A", "Unit A"]
    assert choices(asked, "unit") == ["All my units", "Unit A"]


@pytest.mark.rule("R-009", "R-010")
def test_status_and_unit_narrow_the_sites(account, unit_a, unit_b, auditor_client):
    removed(sites_of(account, unit_a)[1])

    def addresses(query):
        return [row[1][:6] for row in texts(auditor_client.get(f"/accounts/{account.pk}/{query}"))]

    assert addresses("") == ["Am Kai", "Secret"]
    assert addresses("?status=I") == ["Werft "]
    assert addresses("?status=all") == ["Am Kai", "Werft ", "Secret"]
    assert addresses(f"?status=all&unit={unit_a.pk}") == ["Am Kai", "Werft "]
    empty = texts(auditor_client.get(f"/accounts/{account.pk}/?status=I&unit={unit_b.pk}"))
    assert empty == [["No record fits these filters. Change them, or show everything. Show everything"]]


@pytest.mark.rule("R-011")
def test_inactive_row_offers_restore_and_comes_back_to_the_list(account, unit_a, clerk_client):
    site = removed(sites_of(account, unit_a)[1])
    response = clerk_client.get(f"/accounts/{account.pk}/?status=I")
    assert columns(response, "actions") == [f"Restore {site.party_site.number}"]
    assert (
        f'href="/sites/{site.pk}/restore/?next=%2Faccounts%2F{account.pk}%2F%3Fstatus%3DI"' in response.text
    )


@pytest.mark.rule("R-025", "R-031")
def test_header_says_what_the_account_is(account, clerk_client):
    response = clerk_client.get(f"/accounts/{account.pk}/")
    assert facts(response) == {
        "Transaction-ready": "Yes",
        "Ready for Bills Receivable": "No active Drawee",
        "Account Type": "External",
        "Account Role": "Customer",
        "Classification": "–",
        "Sales Channel": "–",
        "Established": "1 Feb 2020",
        "Account Number": "A1",
        "Account Description": "Main account",
        "Customer": "Acme Harbour Ltd",
        "Registry ID": account.party.registry_id,
        "Reference": f"REGISTRAR: {account.pk}",
    }
    assert actions(response) == ["Create Site", "Edit", "Remove"]
    assert f'<a href="/customers/{account.party_id}/">Acme Harbour Ltd</a>' in response.text


@pytest.mark.rule("R-018", "R-031")
def test_header_names_former_numbers_and_references(account, clerk_client):
    FormerAccountNumberFactory(account=account, number="4711")
    FormerAccountNumberFactory(account=account, number="A1", until=datetime.date(2023, 1, 1))
    AccountSourceReferenceFactory(account=account, value="C-17")
    response = clerk_client.get(f"/accounts/{account.pk}/")
    assert '<span class="muted">formerly 4711</span>' in response.text
    assert facts(response)["Reference"] == "Customer Interface: C-17"


def test_header_shows_what_is_maintained_elsewhere(account, clerk_client):
    assert "Is Externally Maintained" not in facts(clerk_client.get(f"/accounts/{account.pk}/"))
    with work(actor=None, channel="system"):
        locked = writes.lock(Account.objects.filter(pk=account.pk))[0]
        locked.externally_maintained, locked.externally_maintained_in = True, "Prism"
        locked.warehouse = WarehouseFactory(name="Quay 13")
        locked.inventory_site = InventorySiteFactory(name="Stock 1")
        writes.save(locked)
    shown = facts(clerk_client.get(f"/accounts/{account.pk}/"))
    assert {name: shown[name] for name in list(shown)[-6:]} == {
        "Is Externally Maintained": "Yes",
        "Externally Maintained In": "Prism",
        "Customer Group": "–",
        "Inventory Site": "Stock 1",
        "Warehouse": "Quay 13",
        "Document Language": "–",
    }


@pytest.mark.parametrize(
    ("column", "fact"),
    [
        ("externally_maintained_in", "Externally Maintained In"),
        ("customer_group", "Customer Group"),
        ("inventory_site", "Inventory Site"),
        ("warehouse", "Warehouse"),
        ("document_language", "Document Language"),
    ],
)
def test_header_shows_each_fact_of_that_block_without_the_flag(account, clerk_client, column, fact):
    values = {
        "externally_maintained_in": ("Prism", "Prism"),
        "customer_group": ("10", "General customers"),
        "inventory_site": (InventorySiteFactory(name="Stock 1"), "Stock 1"),
        "warehouse": (WarehouseFactory(name="Quay 13"), "Quay 13"),
        "document_language": (Language.objects.get(code="en-us"), "English (United States)"),
    }
    value, said = values[column]
    before = facts(clerk_client.get(f"/accounts/{account.pk}/"))
    with work(actor=None, channel="system"):
        locked = writes.lock(Account.objects.filter(pk=account.pk))[0]
        setattr(locked, column, value)
        writes.save(locked)
    assert facts(clerk_client.get(f"/accounts/{account.pk}/")) == {**before, fact: said}


@pytest.mark.rule("R-025", "R-099")
def test_readiness_is_told_for_the_users_units_only(account, unit_a, clerk_client, other_clerk_client):
    bill_to = account.site_uses.get(unit=unit_a, purpose="BILL_TO")
    removed(bill_to)
    mine = facts(clerk_client.get(f"/accounts/{account.pk}/"))
    assert (mine["Transaction-ready"], mine["Why Not"]) == (
        "No",
        "There is no active Bill To in your operating units.",
    )
    assert facts(other_clerk_client.get(f"/accounts/{account.pk}/"))["Transaction-ready"] == "Yes"
    for site in sites_of(account, unit_a):
        removed(site)
    mine = facts(clerk_client.get(f"/accounts/{account.pk}/"))
    assert mine["Why Not"] == "There is no active site in your operating units."


@pytest.mark.rule("R-030", "R-025")
def test_inactive_account_shows_its_end(account, steward_client):
    removed(account)
    response = steward_client.get(f"/accounts/{account.pk}/")
    account.refresh_from_db()
    shown = facts(response)
    assert (shown["Transaction-ready"], shown["Why Not"]) == ("No", "The account is inactive.")
    assert "Termination Date" in shown
    assert actions(response) == ["Edit", "Restore"]


@pytest.mark.rule("R-060")
def test_history_leaves_out_other_units(account, unit_a, clerk_client, auditor_client):
    other = account.site_uses.exclude(unit=unit_a).get()
    mine, everything = (
        browser.get(f"/accounts/{account.pk}/history/") for browser in (clerk_client, auditor_client)
    )
    assert len(rows(everything)) - len(rows(mine)) == 2
    assert (str(other) in mine.text, str(other) in everything.text) == (False, True)
    assert [text for _kind, text in rows(mine)[-1]][2] == "Created A1 · Main accountAccount"


def test_auditor_and_viewer_read_and_are_offered_no_change(account, auditor_client, viewer_client):
    for browser in (auditor_client, viewer_client):
        response = browser.get(f"/accounts/{account.pk}/")
        assert (response.status_code, actions(response), set(columns(response, "actions"))) == (200, [], {""})
        for path in ("edit", "remove", "restore"):
            for answer in (
                browser.get(f"/accounts/{account.pk}/{path}/"),
                browser.post(f"/accounts/{account.pk}/{path}/", {"version": "1", "description": "X"}),
            ):
                assert answer.status_code == 403
    account.refresh_from_db()
    assert (account.version, account.status, account.description) == (1, "A", "Main account")


def test_missing_account_is_not_found(clerk_client):
    assert clerk_client.get("/accounts/987654/").status_code == 404


def test_tab_alone_is_a_fragment(account, clerk_client):
    whole = clerk_client.get(f"/accounts/{account.pk}/")
    part = clerk_client.get(
        f"/accounts/{account.pk}/", headers={"HX-Request": "true", "HX-Target": "page-body"}
    )
    assert rows(part) == rows(whole)
    assert ("<html" in whole.text, "<html" in part.text) == (True, False)


@pytest.mark.parametrize(("path", "queries"), [("", 16), ("history/", 12)])
def test_queries_do_not_grow_with_the_rows(clerk_client, unit_a, django_assert_num_queries, path, queries):
    for count in (1, 3):
        new = new_customer(f"Rows {count}", *[new_site(unit_a, "BILL_TO", "SHIP_TO") for _n in range(count)])
        account = made(new).accounts.get()
        with django_assert_num_queries(queries):
            clerk_client.get(f"/accounts/{account.pk}/{path}")
