"""Customer Search as a page: criteria, regions, selection."""

import pytest

from accounts.models import Account
from customers.services import NewAccount
from parties.models import Party
from tests.core.pages.markup import columns, rows
from tests.customers.builders import made, new_customer, new_person, new_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def customers(unit_a, unit_b):
    acme = new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), number="A1", description="Main")
    acme.accounts.append(NewAccount(Account(number="A2"), [new_site(unit_b, city="Berlin")]))
    made(acme)
    made(new_customer("Bold Harbour Ltd", new_site(unit_a), number="B1"))
    made(new_person("Ada", "Lovett", new_site(unit_a)))


def texts(response):
    return [[text for _kind, text in row if text] for row in rows(response)]


@pytest.mark.rule("R-001")
def test_search_without_a_criterion_is_refused_with_a_message(customers, clerk_client):
    response = clerk_client.get("/customers/?type=ORGANIZATION&search=simple&status=A&go=1")
    assert "Enter at least one search criterion besides type and status." in response.text
    assert rows(response) == []


def test_page_before_any_search_lists_nothing_and_complains_of_nothing(customers, clerk_client):
    response = clerk_client.get("/customers/")
    assert rows(response) == []
    assert "at least one" not in response.text


@pytest.mark.rule("R-002", "R-003", "R-004")
def test_first_customer_is_selected_and_its_accounts_are_shown(customers, clerk_client):
    response = clerk_client.get("/customers/?name=harbour&go=1")
    acme, bold = Party.objects.filter(kind="ORGANIZATION").order_by("name")
    assert texts(response) == [
        [
            "Select Acme Harbour Ltd",
            "Acme Harbour Ltd",
            acme.registry_id,
            ADDRESS,
            "Organization",
            "Active",
            ACME,
        ],
        [
            "Select Bold Harbour Ltd",
            "Bold Harbour Ltd",
            bold.registry_id,
            ADDRESS,
            "Organization",
            "Active",
            BOLD,
        ],
        ["A1", "Main", "External", "DEFAULT", "–", "Active"],
        ["A2", "–", "External", "DEFAULT", "–", "Active"],
    ]


ADDRESS = "Am Kai 1, 20457 Hamburg, Germany"
ACME, BOLD = "Create Account Acme Harbour Ltd", "Create Account Bold Harbour Ltd"


@pytest.mark.rule("R-003", "R-004")
def test_another_customer_can_be_selected(customers, clerk_client):
    bold = Party.objects.get(name="Bold Harbour Ltd")
    response = clerk_client.get(f"/customers/?name=harbour&go=1&customer={bold.pk}")
    assert texts(response)[2:] == [["B1", "–", "External", "DEFAULT", "–", "Active"]]


@pytest.mark.rule("R-004")
def test_only_matching_accounts_are_shown(customers, clerk_client):
    response = clerk_client.get("/customers/?account_number=A2&go=1")
    assert texts(response)[1:] == [["A2", "–", "External", "DEFAULT", "–", "Active"]]


@pytest.mark.rule("R-006")
def test_create_follows_the_customer_type(customers, clerk_client, viewer_client):
    assert "/customers/create/person/" in clerk_client.get("/customers/?type=PERSON").text
    assert "/customers/create/organization/" in clerk_client.get("/customers/").text
    assert "/customers/create/" not in viewer_client.get("/customers/").text


def test_search_box_finds_both_kinds(customers, clerk_client):
    assert columns(clerk_client.get("/customers/?q=lovett"), "key")[0] == "Ada Lovett"
    assert columns(clerk_client.get("/customers/?q=a1"), "key") == ["Acme Harbour Ltd", "A1"]
    assert "No customer meets these criteria" in clerk_client.get("/customers/?q=nobody").text


@pytest.mark.rule("R-010")
def test_units_of_others_are_no_choice(customers, clerk_client):
    page = clerk_client.get("/customers/?search=advanced").text
    assert "Unit A" in page
    assert "Unit B" not in page


@pytest.mark.parametrize("address", ["?q=%00", "?name=a%00b&go=1"])
def test_nul_is_a_bad_request(clerk_client, address):
    assert clerk_client.get("/customers/" + address).status_code == 400


@pytest.mark.parametrize(("query", "queries"), [("name=harbour&go=1", 12), ("q=harbour", 17)])
def test_queries_do_not_grow_with_the_rows(clerk_client, unit_a, django_assert_num_queries, query, queries):
    for count, total in ((1, 1), (2, 3)):
        for number in range(count):
            made(new_customer(f"Harbour {total} {number}", new_site(unit_a, "BILL_TO")))
        with django_assert_num_queries(queries):
            assert len(rows(clerk_client.get(f"/customers/?{query}"))) == total + 1


def test_switching_the_form_keeps_what_was_entered_and_searches_nothing(customers, clerk_client):
    page = clerk_client.get("/customers/?type=ORGANIZATION&search=simple&registry_id=77&name=ha&go=1")
    assert "type=ORGANIZATION&amp;search=advanced&amp;name=ha&amp;registry_id=77&amp;draft=1" in page.text
    advanced = clerk_client.get(
        "/customers/?type=ORGANIZATION&search=advanced&registry_id=77&name=ha&draft=1"
    )
    assert rows(advanced) == []
    assert 'value="77"' in advanced.text


@pytest.mark.rule("R-004", "R-060")
def test_customer_whose_matching_site_is_another_units_shows_no_account_and_says_why(customers, clerk_client):
    response = clerk_client.get("/customers/?search=advanced&city=Berlin&go=1")
    assert columns(response, "empty") == [
        "No account of this customer meets the criteria in your operating units."
    ]


def test_the_chosen_columns_are_kept_by_the_next_search_and_search_for_nothing(customers, clerk_client):
    page = clerk_client.get("/customers/?name=harbour&go=1&columns=name,alias&accounts-columns=number")

    assert '<input type="hidden" name="columns" value="name,alias">' in page.text
    assert "&amp;columns=name%2Calias&amp;accounts-columns=number" in page.text
    assert texts(page) == [
        ["Select Acme Harbour Ltd", "Acme Harbour Ltd", "–", ACME],
        ["Select Bold Harbour Ltd", "Bold Harbour Ltd", "–", BOLD],
        ["A1"],
        ["A2"],
    ]
    assert rows(clerk_client.get("/customers/?columns=name,alias")) == []
