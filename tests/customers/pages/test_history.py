"""History: the journal of everything, narrowed by those who read it."""

import pytest

from core import roles
from tests.core.pages.markup import columns, rows
from tests.customers.pages.test_past import changed, customer, on, removed
from tests.factories import UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db
__all__ = ["customer", "on"]


def told(client, query=""):
    """What each line is about."""
    return [
        row[2][1].removesuffix(" · History") for row in rows(client.get(f"/history/{query}")) if len(row) > 2
    ]


def test_everything_is_listed_the_newest_first(customer, auditor_client):
    lines = told(auditor_client)
    assert len(lines) == 25
    assert "Somebody else" in " ".join(lines)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=accounts.account&action=update", ["Changed A1 · Second accountAccount"]),
        ("?kind=customer_sites.siteuse&action=remove", ["Removed Bill To · 20001Business purpose"]),
        ("?kind=parties.party&field=alias&since=2026-01-01", ["Changed Harbour Works LtdCustomer"]),
        ("?kind=parties.party&field=category&since=2026-01-01", []),
        ("?customer=harbour&action=update&kind=parties.party", ["Changed Harbour Works LtdCustomer"]),
        ("?customer=nobody", []),
        ("?since=2026-04-01&until=2026-04-30&action=remove", ["Removed Bill To · 20001Business purpose"]),
        ("?since=2026-05-01&until=2026-04-01", []),
        ("?channel=page", []),
        ("?since=0001-01-01&until=9999-12-31&action=remove", ["Removed Bill To · 20001Business purpose"]),
        ("?since=soon&action=remove", ["Removed Bill To · 20001Business purpose"]),
    ],
)
def test_it_can_be_narrowed(customer, auditor_client, query, expected):
    site_use = customer.accounts.get().site_uses.filter(status="I").get()
    expected = [line.replace("20001", site_use.location) for line in expected]
    assert told(auditor_client, query) == expected


def test_by_person_and_unit(customer, auditor_client, clerk, unit_a, unit_b):
    from core import writes
    from core.work import work

    account = customer.accounts.get()
    account.description = "By the clerk"
    with work(actor=clerk, channel="page"):
        writes.save(account, version=account.version)
    assert told(auditor_client, "?person=clerk") == ["Changed A1 · By the clerkAccount"]
    assert told(auditor_client, f"?person={clerk.first_name}+{clerk.last_name.split()[0]}")
    assert told(auditor_client, "?person=nobody") == []
    sites = told(auditor_client, f"?unit={unit_b.pk}&kind=customer_sites.accountsite")
    assert len(sites) == 1


@pytest.mark.rule("R-060")
def test_lines_of_other_units_do_not_exist(customer, clerk_client, other_clerk_client, unit_a, unit_b):
    query = "?kind=customer_sites.accountsite"
    assert (len(told(clerk_client, query)), len(told(other_clerk_client, query))) == (2, 1)
    assert len(told(clerk_client, f"{query}&unit={unit_b.pk}")) == 2
    assert told(other_clerk_client, "?action=remove") == []


def test_kinds_that_one_may_not_view_are_left_out(customer, clerk_client, auditor_client):
    changed(UserFactory(), first_name="Other")
    assert told(clerk_client, "?kind=core.user&action=update") == told(clerk_client, "?action=update")
    assert len(told(auditor_client, "?kind=core.user&action=update")) == 1
    assert "User" not in "".join(told(clerk_client))


@pytest.mark.rule("R-060")
def test_who_sees_other_units_is_not_told(customer, clerk_client, other_clerk_client, auditor_client, unit_b):
    query = "?kind=reference.unitaccess"
    assert "Unit A" in " ".join(told(clerk_client, query))
    assert "Unit A" not in " ".join(told(other_clerk_client, query))
    assert told(other_clerk_client, "?kind=reference.operatingunit") == ["Created Unit BOperating unit"]
    assert len(told(auditor_client, "?kind=reference.operatingunit")) == 2


def test_who_may_not_read_it_has_no_entry(unit_a, clerk_client):
    client = signed_in(UserFactory(roles=[roles.SALES], units=[unit_a]))
    assert client.get("/history/").status_code == 403
    assert 'href="/history/"' not in client.get("/customers/").text
    assert 'href="/history/"' in clerk_client.get("/customers/").text


def test_the_tab_of_a_record_can_be_narrowed_too(customer, clerk_client):
    url = f"/customers/{customer.pk}/history/"

    def lines(query):
        return [row[2][1] for row in rows(clerk_client.get(url + query)) if len(row) > 2]

    assert lines("?since=2026-03-15&until=2026-03-15&kind=parties.party") == [
        "Changed Harbour Works LtdCustomer"
    ]
    assert lines("?kind=parties.party&field=alias") == ["Changed Harbour Works LtdCustomer"]
    assert lines("?person=nobody") == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_line_and_three(on, auditor_client, count, django_assert_num_queries):
    on(2, 1)
    user = UserFactory()
    for number in range(count):
        changed(user, first_name=f"Name {number}")
    url = "/history/?kind=core.user&action=update"
    auditor_client.get(url)
    with django_assert_num_queries(6):
        assert len(columns(auditor_client.get(url), "date")) == count
    assert removed


def test_a_line_leads_to_its_record_and_to_its_history(customer, auditor_client):
    account = customer.accounts.get()
    page = auditor_client.get("/history/?kind=accounts.account&action=update").text
    assert f'<a href="/accounts/{account.pk}/">A1 · Second account</a>' in page
    assert f'<a href="/accounts/{account.pk}/history/" aria-label="History of A1 · Second account">' in page
    user = UserFactory()
    changed(user, first_name="Other")
    page = auditor_client.get("/history/?kind=core.user&action=update").text
    assert f'<a href="/admin/core/user/{user.pk}/change/">' in page
    use = account.site_uses.first()
    page = auditor_client.get("/history/?kind=customer_sites.siteuse").text
    assert f'<a href="/sites/{use.site_id}/purposes/{use.pk}/">' in page
    assert f'<a href="/sites/{use.site_id}/purposes/{use.pk}/history/" aria-label="History of {use}">' in page


def test_its_help_says_what_its_filters_take(customer, auditor_client):
    told = auditor_client.get("/history/?help=1").text
    assert "A user name, or the beginning of a first or last name." in told
    assert "A registry ID, or the beginning of a name." in told


def test_it_is_exported_with_its_filters(customer, auditor_client):
    answer = auditor_client.get("/history/?kind=parties.party&action=update&export=csv&region=rows")
    text = b"".join(answer.streaming_content).decode("utf-8-sig") if answer.streaming else answer.text
    head, line, *rest = text.splitlines()
    assert "When" in head and "Changes" in head
    assert "Harbour Works Ltd" in line
    assert "Name: Acme Harbour Ltd → Harbour Works Ltd; Alias: – → Works" in line
    assert rest == []
