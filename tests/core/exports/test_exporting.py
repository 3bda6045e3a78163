"""Every table is exported at its own address: what is shown, all of it, and nothing else (trust 9, 20)."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Account
from core import writes
from core.work import work
from customers.services import NewAccount
from parties.models import Party
from tests.core.exports.reading import content, csv_rows, xlsx_rows
from tests.core.pages.markup import rows
from tests.customers.builders import made, new_customer, new_site
from tests.factories import PartyFactory

pytestmark = pytest.mark.django_db

SEARCH = "/customers/?name=harbour&go=1"


@pytest.fixture
def customers(unit_a, unit_b, clerk):
    acme = new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), number="007", description="=Main")
    acme.accounts.append(NewAccount(Account(number="A2"), [new_site(unit_b, city="Berlin")]))
    bold = new_customer("Bold Harbour Ltd", new_site(unit_a), number="B1")
    return [made(acme), made(bold, actor=clerk)]


def told(response):
    """The rows of a page as texts, without the columns that only serve to click."""
    return [
        [text.replace("–", "") for kind, text in row if kind not in ("pick-cell", "select", "actions")]
        for row in rows(response)
    ]


@pytest.mark.parametrize(("kind", "read"), [("csv", csv_rows), ("xlsx", xlsx_rows)])
def test_a_file_holds_what_the_page_shows(customers, clerk_client, kind, read):
    shown = told(clerk_client.get(SEARCH))

    found = read(clerk_client.get(f"{SEARCH}&export={kind}&region=customers"))
    accounts = read(clerk_client.get(f"{SEARCH}&export={kind}&region=accounts"))

    assert found[0] == ["Name", "Registry ID", "Identifying Address", "Type", "Status"]
    assert accounts[0][:2] == ["Account Number", "Account Description"]
    assert [*found[1:], *accounts[1:]] == shown
    assert accounts[1][:2] == ["007", "=Main"]


def test_the_first_table_is_meant_where_none_is_named(customers, clerk_client):
    assert csv_rows(clerk_client.get(f"{SEARCH}&export=csv"))[1][0] == "Acme Harbour Ltd"


def test_filters_order_and_columns_of_the_address_hold(customers, clerk_client):
    party = customers[0]
    address = party.get_absolute_url()

    sites = csv_rows(clerk_client.get(f"{address}?export=csv&region=sites&site-columns=site,city,unit"))
    numbers = csv_rows(clerk_client.get(f"{address}?export=csv&region=accounts&sort=-number&columns=number"))
    none = csv_rows(clerk_client.get(f"{address}?export=csv&region=accounts&status=I&columns=status,number"))

    assert [row[1:] for row in sites] == [["City", "Operating Unit"], ["Hamburg", "Unit A"]]
    assert numbers == [["Account Number"], ["A2"], ["007"]]
    assert none == [["Account Number", "Status"]]


def test_all_pages_of_the_list_are_in_the_file(clerk_client):
    for number in range(30):
        PartyFactory(name=f"Harbour {number:02}")

    assert (
        len(rows(clerk_client.get(SEARCH)))
        < len(csv_rows(clerk_client.get(f"{SEARCH}&export=csv&page=2")))
        == 31
    )


@pytest.mark.rule("R-060")
def test_rows_of_other_units_are_in_no_file(customers, clerk_client, other_clerk_client, auditor_client):
    account = Account.objects.get(number="A2")
    address = f"{account.get_absolute_url()}?export=csv&columns=site,city"

    assert csv_rows(clerk_client.get(address))[1:] == []
    assert [row[1] for row in csv_rows(other_clerk_client.get(address))[1:]] == ["Berlin"]
    assert [row[1] for row in csv_rows(auditor_client.get(address))[1:]] == ["Berlin"]
    site = account.sites.get()
    assert clerk_client.get(f"{site.get_absolute_url()}?export=csv").status_code == 404
    assert clerk_client.get(f"{site.get_absolute_url()}history/?export=csv").status_code == 404


def test_who_may_not_see_the_page_gets_no_file(customers, clerk_client, client):
    from tests.factories import UserFactory
    from tests.personas import signed_in

    nobody = signed_in(UserFactory(roles=[]))
    address = f"{customers[0].get_absolute_url()}?export=csv"

    assert nobody.get(address).status_code == 403
    assert client.get(address).status_code == 302
    for wrong in ("export=pdf", "export=csv&region=nothing", "export="):
        assert clerk_client.get(f"{customers[0].get_absolute_url()}?{wrong}").status_code == 404


def test_history_and_jobs_are_exported_as_well(customers, clerk, clerk_client):
    party = customers[0]
    party.alias = "+49"
    with work(actor=clerk, channel="page", reason="By phone"):
        writes.save(party, version=party.version)

    heads, latest, *_older = csv_rows(clerk_client.get(f"{party.get_absolute_url()}history/?export=csv"))
    runs = csv_rows(clerk_client.get("/jobs/?export=csv&region=schedules"))

    assert heads[0] == "When (UTC)" and "By phone" in latest and "Alias" in latest[3] and "+49" in latest[3]
    assert runs[0][:2] == ["Program", "Schedule"] and "15 3 * * *" in [run[1] for run in runs]


@pytest.mark.parametrize("count", [1, 3])
def test_three_rows_cost_as_many_queries_as_one(
    clerk, clerk_client, unit_a, count, django_assert_num_queries
):
    new = new_customer("Harbour", *[new_site(unit_a, "BILL_TO", line1=f"Am Kai {n}") for n in range(count)])
    account = made(new, actor=clerk).accounts.get()
    columns = "site,address,unit,purposes,status,territory,language,salesperson,created_by,updated_by"
    address = f"{account.get_absolute_url()}?export=csv&columns={columns}"
    content(clerk_client.get(address))

    with django_assert_num_queries(19):
        assert content(clerk_client.get(address)).count(b"\r\n") == count + 1


def test_what_nobody_sees_is_not_asked_for(customers, clerk_client):
    def asked(address):
        with CaptureQueriesContext(connection) as captured:
            clerk_client.get(address)
        return len(captured)

    address = customers[1].get_absolute_url()
    asked(address)
    usual = asked(address)
    assert asked(f"{address}?columns=number,description") == usual - 2
    assert asked(f"{address}?columns=number,profile_class,created_by,updated_by") == usual + 2


def test_the_answer_streams_and_fetches_a_chunk_when_it_is_asked_for(monkeypatch, clerk_client):
    from core.pages import sheets

    monkeypatch.setattr(sheets, "CHUNK", 2)
    for number in range(5):
        PartyFactory(name=f"Harbour {number}")

    response = clerk_client.get(f"{SEARCH}&export=csv&columns=name")
    assert response.streaming and "Content-Length" not in response
    pieces = iter(response.streaming_content)
    assert next(pieces) == "\ufeffName\r\n".encode()
    with CaptureQueriesContext(connection) as captured:
        assert next(pieces) == b"Harbour 0\r\nHarbour 1\r\n"
    assert len(captured) == 1
    PartyFactory(name="Harbour 9")
    with CaptureQueriesContext(connection) as captured:
        assert b"".join(pieces) == b"Harbour 2\r\nHarbour 3\r\nHarbour 4\r\n"
    assert len(captured) == 2


def test_a_file_is_handed_out_for_saving_and_kept_by_nobody_on_the_way(customers, clerk_client):
    answers = {kind: clerk_client.get(f"{SEARCH}&export={kind}") for kind in ("csv", "xlsx")}

    for kind, response in answers.items():
        assert response["Content-Disposition"].startswith('attachment; filename="customers-2')
        assert response["Content-Disposition"].endswith(f'.{kind}"')
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        content(response)


def test_the_log_says_who_took_which_list_and_how_much_but_no_values(customers, clerk_client, caplog):
    address = customers[0].get_absolute_url()
    with caplog.at_level(logging.INFO, "registrar.exports"):
        content(clerk_client.get(f"{address}?export=csv&region=accounts&filter=Acme"))

    [line] = [record for record in caplog.records if record.name == "registrar.exports"]
    assert (line.route, line.object_id, line.detail) == (
        "customers/<int:pk>/",
        customers[0].pk,
        "accounts, csv, 2 rows",
    )


def test_looking_at_an_export_changes_nothing(customers, clerk_client, settings):
    before = Party.objects.order_by("pk").values_list("pk", "version", "updated_at")
    told_before = list(before)
    settings.EXPORT_AT_ONCE = 1
    page = clerk_client.get(f"{SEARCH}&export=csv")

    assert "More than 1 rows" in page.text
    assert list(before.all()) == told_before
