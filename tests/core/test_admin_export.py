"""Lists of the set-up as files: what the list shows, for who may see it (trust 9, 20)."""

import logging
from html import unescape

import pytest
from django.contrib import admin
from django.urls import reverse

from core.jobs.engine import execute
from core.models import JobRun, Record
from core.models.user import User
from reference.models import Collector
from tests.core.exports.reading import csv_rows, xlsx_rows
from tests.core.pages.markup import values
from tests.customers.builders import made, new_customer, new_site
from tests.factories import CollectorFactory

pytestmark = pytest.mark.django_db
COLLECTORS = "/admin/reference/collector/"


@pytest.fixture
def collectors(db):
    """Three with names of their own, one of which a spreadsheet would run."""
    return [
        CollectorFactory(code=f"QQ{number}", name=name) for number, name in enumerate(["=A1", "Bo", "Cy"])
    ]


def test_a_list_names_its_exports(administrator_client):
    page = administrator_client.get(f"{COLLECTORS}?q=qq&p=2")
    assert page.context["exports"] == [("?q=qq&export=csv", "CSV"), ("?q=qq&export=xlsx", "XLSX")]
    assert "Export CSV" in page.text


@pytest.mark.parametrize(("kind", "read"), [("csv", csv_rows), ("xlsx", xlsx_rows)])
def test_a_file_holds_the_columns_the_filters_and_the_order_of_the_list(
    collectors, administrator_client, caplog, kind, read
):
    with caplog.at_level(logging.INFO, "registrar.exports"):
        response = administrator_client.get(f"{COLLECTORS}?q=qq&o=-1&status__exact=A&export={kind}")
    assert read(response) == [
        ["Code", "Name", "Description", "Status"],
        *[[each.code, each.name, "", "Active"] for each in reversed(collectors)],
    ]
    assert f'filename="collectors-{kind}'.partition("-")[0] in response["Content-Disposition"]
    assert caplog.records[0].detail == f"rows, {kind}, 3 rows"


def test_codes_are_told_by_their_meaning_and_references_by_their_name(administrator_client, unit_a):
    made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), account_type="R"))
    heads, cells = csv_rows(administrator_client.get("/admin/accounts/account/?export=csv"))
    told = dict(zip(heads, cells, strict=True))
    assert (told["Customer"], told["Account type"]) == ("Acme Harbour Ltd", "External")


def test_every_list_of_records_can_be_exported(administrator_client, unit_a):
    made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO")))
    for model in admin.site._registry:
        if issubclass(model, Record):
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            page = administrator_client.get(address)
            if page.status_code == 200:
                rows = csv_rows(administrator_client.get(f"{address}?export=csv"))
                assert len(rows) == page.context["cl"].result_count + 1, model


@pytest.mark.rule("R-060")
def test_rows_of_other_units_are_in_no_file(unit_a, unit_b, clerk_client, auditor_client):
    for unit, line in ((unit_a, "Own Street 1"), (unit_b, "Hidden Street 2")):
        made(new_customer("Acme Harbour Ltd", new_site(unit, "BILL_TO", line1=line)))
    address = "/admin/customer_sites/accountsite/?export=csv"
    assert len(csv_rows(clerk_client.get(address))) == 2
    assert len(csv_rows(auditor_client.get(address))) == 3


def test_who_may_not_see_the_list_gets_no_file(clerk_client, administrator_client):
    address = reverse("admin:core_user_changelist")
    assert clerk_client.get(f"{address}?export=csv").status_code == 403
    said = b"".join(administrator_client.get(f"{address}?export=csv"))
    assert User.objects.first().username.encode() in said
    assert b"pbkdf2" not in said and b"md5$" not in said


def test_an_unknown_format_is_not_there_and_a_wrong_question_leads_to_the_list(administrator_client):
    assert administrator_client.get(f"{COLLECTORS}?export=exe").status_code == 404
    answer = administrator_client.get(f"{COLLECTORS}?nonsense=1&export=csv")
    assert (answer.status_code, answer["Location"]) == (302, f"{COLLECTORS}?nonsense=1")


def test_a_long_list_is_asked_about_and_made_in_the_background(collectors, administrator_client, settings):
    settings.EXPORT_AT_ONCE = 2
    page = administrator_client.get(f"{COLLECTORS}?q=qq&o=-1&export=csv")
    assert not JobRun.objects.exists()
    sent = {name: unescape(value) for name, value in values(page).items()}
    started = administrator_client.post("/jobs/export/", sent)
    run = JobRun.objects.get()
    assert started["Location"] == f"/jobs/{run.pk}/"
    execute(run.pk)
    rows = csv_rows(administrator_client.get(f"/jobs/{run.pk}/file/"))
    assert [row[0] for row in rows] == ["Code", "QQ2", "QQ1", "QQ0"]
    assert JobRun.objects.get().state == "done"


def test_who_may_not_see_the_list_gets_no_file_in_the_background_either(clerk_client):
    address = reverse("admin:core_user_changelist")
    clerk_client.post("/jobs/export/", {"address": address, "region": "rows", "kind": "csv", "list": "Users"})
    run = JobRun.objects.get()
    execute(run.pk)
    run.refresh_from_db()
    assert (run.state, run.message) == (
        "failed",
        "The list is not there any more, or you may no longer open it.",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_an_export_costs_the_same_for_one_row_and_three(
    administrator_client, django_assert_num_queries, count
):
    for number in range(count):
        CollectorFactory(code=f"X{number}")
    Collector.objects.count()
    with django_assert_num_queries(EXPORT_QUERIES):
        list(administrator_client.get(f"{COLLECTORS}?q=x&export=csv"))


EXPORT_QUERIES = 7


def test_the_exports_stand_in_one_row_with_what_adds_a_record(administrator_client):
    page = administrator_client.get(COLLECTORS).text
    assert page.count('<ul class="object-tools">') == 1
    assert page.index("Export CSV") < page.index("Export XLSX") < page.index("Add collector")
