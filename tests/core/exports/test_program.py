"""Long exports run in the background: asked for by a POST, made by the program, handed to who asked alone."""

import datetime
import logging
import re
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from core import roles, writes
from core.exports import program
from core.jobs.engine import execute
from core.models import JobRun, StoredFile
from core.pages import sheets
from core.work import work
from tests.core.exports.reading import csv_rows, xlsx_rows
from tests.core.pages.markup import told, values
from tests.customers.builders import made, new_customer, new_site
from tests.factories import PartyFactory, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

LIST = "/customers/?name=harbour&go=1&columns=name,status&sort=-name"
START = "/jobs/export/"


@pytest.fixture
def long_list(settings, monkeypatch):
    """Three customers, where two are the most that is exported at once, and two are fetched at a time."""
    settings.EXPORT_AT_ONCE = 2
    monkeypatch.setattr("core.pages.sheets.CHUNK", 2)
    return [PartyFactory(name=f"Harbour {number}") for number in range(3)]


def asked(client, kind="csv", address=LIST):
    """The run that is started by the form of the page that asks."""
    page = client.get(f"{address}&export={kind}&region=customers")
    sent = {name: unescape(value) for name, value in values(page).items()}
    response = client.post(START, sent)
    assert response.status_code == 302, response.status_code
    return JobRun.objects.get(pk=int(response["Location"].split("/")[-2]))


def done(run):
    """The run after its program ended."""
    execute(run.pk)
    return JobRun.objects.get(pk=run.pk)


def file_address(run):
    return f"/jobs/{run.pk}/file/"


@pytest.mark.parametrize(("kind", "read"), [("csv", csv_rows), ("xlsx", xlsx_rows)])
def test_a_long_list_becomes_a_file_with_filters_order_and_columns(long_list, clerk_client, kind, read):
    PartyFactory(name="Another")
    run = done(asked(clerk_client, kind))
    page = clerk_client.get(run.get_absolute_url())
    link = re.search(rf'href="({file_address(run)})"', page.text)
    response = clerk_client.get(link.group(1))

    assert (run.state, run.total, run.done, run.counts) == ("done", 3, 3, {"rows": 3})
    assert read(response) == [["Name", "Status"], *[[f"Harbour {n}", "Active"] for n in (2, 1, 0)]]
    assert response["Content-Disposition"].startswith('attachment; filename="customers-')
    assert "The file is kept until" in page.text and "Customers" in page.text


def test_a_list_of_exactly_the_limit_is_answered_at_once(long_list, clerk_client, settings):
    settings.EXPORT_AT_ONCE = 3

    assert clerk_client.get(f"{LIST}&export=csv").streaming


def test_asking_counts_no_further_than_it_must(long_list, clerk_client, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as captured:
        page = clerk_client.get(f"{LIST}&export=csv")

    assert "More than 2 rows" in page.text
    keys = [
        each["sql"]
        for each in captured.captured_queries
        # On PostgreSQL they come through a cursor: DECLARE ... FOR SELECT.
        if re.search(r'SELECT "parties_party"."id" AS "pk"', each["sql"])
    ]
    assert any("LIMIT 3" in sql for sql in keys)
    assert JobRun.objects.count() == 0


def test_the_same_list_is_under_way_only_once_for_each_user(long_list, clerk_client, other_clerk_client):
    first = asked(clerk_client)

    assert asked(clerk_client, "xlsx") == first
    assert asked(other_clerk_client) != first
    done(first)
    assert asked(clerk_client) != first


@pytest.mark.rule("R-060")
def test_only_who_asked_gets_the_file_and_sees_the_run(
    long_list, clerk_client, other_clerk_client, administrator_client, client
):
    run = done(asked(clerk_client))

    for stranger in (other_clerk_client, administrator_client):
        assert stranger.get(file_address(run)).status_code == 404
        assert stranger.get(run.get_absolute_url()).status_code == 404
    assert client.get(file_address(run)).status_code == 302
    assert clerk_client.get(file_address(run)).status_code == 200


def test_who_does_not_see_background_work_sees_his_own_export(long_list, unit_a):
    sales = signed_in(UserFactory(roles=[roles.SALES], units=[unit_a]))
    run = done(asked(sales))

    page = sales.get(run.get_absolute_url())
    assert file_address(run) in page.text and 'href="/jobs/"' not in page.text
    assert sales.get("/jobs/").status_code == 403
    assert len(csv_rows(sales.get(file_address(run)))) == 4


def test_the_file_is_gone_after_a_week(long_list, clerk_client):
    run = done(asked(clerk_client))
    stored = StoredFile.objects.get(pk=run.position["file"])
    assert stored.expires_at - stored.stored_at == pytest.approx(
        datetime.timedelta(days=7), abs=datetime.timedelta(minutes=1)
    )
    assert default_storage.exists(stored.path)

    StoredFile.objects.filter(pk=stored.pk).update(expires_at=timezone.now())
    assert clerk_client.get(file_address(run)).status_code == 404
    assert file_address(run) not in clerk_client.get(run.get_absolute_url()).text


def test_who_may_no_longer_open_the_list_gets_nothing(long_list, clerk, clerk_client):
    run = asked(clerk_client)
    with work(actor=None, channel="system"):
        for membership in clerk.memberships.all():
            writes.delete(membership, version=membership.version)
    run = done(run)

    assert (run.state, run.counts) == ("failed", {})
    assert run.message == "The list is not there any more, or you may no longer open it."
    assert StoredFile.objects.count() == 0


def test_who_may_no_longer_sign_in_gets_nothing(long_list, clerk, clerk_client):
    run = asked(clerk_client)
    clerk.is_active = False
    with work(actor=None, channel="system"):
        writes.save(clerk, version=clerk.version)

    assert done(run).message == "Who asked for this may no longer sign in."


@pytest.mark.rule("R-060")
def test_the_file_holds_what_who_asked_may_see_when_it_is_made(settings, clerk, clerk_client, unit_a, unit_b):
    settings.EXPORT_AT_ONCE = 0
    new = new_customer("Harbour", new_site(unit_a), new_site(unit_b, city="Berlin"))
    account = made(new).accounts.get()
    run = done(
        program.start(
            clerk,
            address=f"{account.get_absolute_url()}?columns=site,city",
            region="rows",
            kind="csv",
            name="Sites",
        )
    )

    assert [row[1] for row in csv_rows(clerk_client.get(file_address(run)))] == ["City", "Hamburg"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"address": LIST, "region": "customers", "kind": "pdf", "list": "Customers"},
        *[
            {"address": address, "region": "customers", "kind": "csv", "list": "Customers"}
            for address in ("", "x", "//x[", "https://elsewhere.example/customers/")
        ],
        {"address": LIST, "region": "customers", "kind": "csv", "list": ""},
    ],
)
def test_nothing_is_started_that_is_no_export(clerk_client, sent):
    response = clerk_client.post(START, sent, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert told(response) == ["That is no list which can be exported."]
    assert clerk_client.get(START).status_code == 405
    assert JobRun.objects.count() == 0


@pytest.mark.parametrize("address", ["/nowhere/", "/start/", "/admin/", "/jobs/1/cancel/"])
def test_an_address_that_is_no_list_fails_in_words(clerk, address):
    run = done(program.start(clerk, address=address, region="customers", kind="csv", name="Customers"))

    assert run.state == "failed" and run.message.startswith("The list is not there any more")


def test_a_run_that_is_taken_over_begins_anew_and_counts_each_row_once(long_list, clerk_client):
    run = asked(clerk_client)
    JobRun.objects.filter(pk=run.pk).update(position=2, done=2, counts={"rows": 2})
    run = done(run)

    assert (run.state, run.done, run.counts) == ("done", 3, {"rows": 3})
    assert len(csv_rows(clerk_client.get(file_address(run)))) == 4


def test_a_run_whose_file_is_there_only_ends(long_list, clerk_client):
    run = asked(clerk_client)
    JobRun.objects.filter(pk=run.pk).update(position={"file": 5})

    assert done(run).state == "done"
    assert StoredFile.objects.count() == 0


def test_a_run_that_is_cancelled_leaves_no_file(long_list, clerk_client, monkeypatch):
    run = asked(clerk_client)
    told = sheets._told

    def cancelling(table, part):
        assert clerk_client.post(f"/jobs/{run.pk}/cancel/", {"version": 1}).status_code == 302
        return told(table, part)

    monkeypatch.setattr(sheets, "_told", cancelling)
    run = done(run)
    assert (run.state, run.done, run.message) == ("cancelled", 2, "Cancelled. Nothing was kept.")
    assert StoredFile.objects.count() == 0


def test_who_cancels_is_told_that_half_a_file_is_not_kept(long_list, clerk_client):
    run = asked(clerk_client)
    JobRun.objects.filter(pk=run.pk).update(state="running", done=1, total=3)
    asking = clerk_client.get(f"/jobs/{run.pk}/cancel/").text
    assert "The run ends after the part in hand. Nothing of it is kept." in asking


def test_a_file_is_made_outside_of_a_unit_of_work_and_logged(long_list, clerk_client, caplog):
    run = asked(clerk_client)
    with caplog.at_level(logging.INFO, "registrar.exports"):
        done(run)

    [line] = [record for record in caplog.records if record.name == "registrar.exports"]
    assert (line.route, line.detail) == ("customers/", "customers, csv, 3 rows")


def test_the_run_says_which_list_but_not_its_filters(long_list, clerk_client):
    run = asked(clerk_client)
    page = unescape(clerk_client.get(run.get_absolute_url()).text)

    assert "<dd>Customers</dd>" in page and "<dd>CSV</dd>" in page
    assert "name=harbour" not in page


def test_ten_thousand_rows_are_the_limit(settings):
    assert settings.EXPORT_AT_ONCE == 10_000
