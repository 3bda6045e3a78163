"""The pages of the steward's queue (R-267)."""

import csv
import re

import pytest

from core.pages.values import shown
from core.work import work
from parties.models import QueueDecision, QueueItem
from sites.services import remove_site
from tests.core.pages.markup import problems, rows, told, values
from tests.customers.builders import made, new_customer, new_site

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-267")]


@pytest.fixture
def queue(unit_a, unit_b):
    """A1 and A2 lack a bill-to in unit A, X9 in unit B, and N1 has no site at all."""
    made(new_customer("Acme Ltd", new_site(unit_a, "SHIP_TO"), number="A1"))
    made(new_customer("Beta Ltd", new_site(unit_a, line1="Kai 2"), number="A2"))
    made(new_customer("Hidden Ltd", new_site(unit_b, line1="Kai 3"), number="X9"))
    newly = made(new_customer("Newly Ltd", new_site(unit_b, line1="Kai 4"), number="N1"))
    with work(actor=None, channel="system"):
        site = newly.accounts.get().sites.get()
        remove_site(site, version=site.version)
    return {item.label: item for item in QueueItem.objects.filter(check_code="not-ready")}


def listed(client, query=""):
    found = rows(client.get(f"/queue/{query}"))
    return [[text for _kind, text in row[:-1]] for row in found if len(row) > 1]


def since(item):
    return shown(item.found_at)


@pytest.mark.rule("R-060")
def test_each_sees_what_concerns_his_units(queue, clerk_client, other_clerk_client, auditor_client):
    def names(client):
        return [row[0] for row in listed(client)]

    assert names(clerk_client) == ["A1", "A2", "N1"]
    assert names(other_clerk_client) == ["X9", "N1"]
    assert names(auditor_client) == ["A1", "A2", "X9", "N1"]


def test_a_row_says_what_is_wanting_where_and_since_when(queue, clerk_client):
    assert listed(clerk_client)[0] == [
        "A1",
        "Acme Ltd",
        "Not transaction-ready",
        "Unit A",
        since(queue["A1"]),
        "–",
        "–",
    ]


def test_a_viewer_sees_the_queue_and_decides_nothing(queue, viewer_client):
    assert [row[-1] for row in rows(viewer_client.get("/queue/"))] == [("actions", "")] * 3
    answer = viewer_client.post(f"/queue/{queue['A1'].pk}/dismiss/", {"version": 0})
    assert (answer.status_code, QueueDecision.objects.count()) == (403, 0)


def test_filtered_by_a_check_the_page_says_what_to_do(queue, clerk_client):
    response = clerk_client.get("/queue/?check=not-ready")
    assert "Give the account an active site with an active Bill To" in response.text
    assert "Give the account an active site" not in clerk_client.get("/queue/").text
    assert listed(clerk_client, "?check=no-primary") == []


def test_assigning_offers_oneself_first_and_shows_in_the_list(queue, clerk, clerk_client):
    address = f"/queue/{queue['A1'].pk}/assign/"
    form = clerk_client.get(address)
    assert f'<option value="{clerk.pk}" selected>' in form.text
    answer = clerk_client.post(address, {**values(form), "assigned_to": clerk.pk}, follow=True)
    assert told(answer) == [f"{clerk} looks after A1 now."]
    assert [row[0] for row in listed(clerk_client, "?assigned=me")] == ["A1"]
    assert [row[0] for row in listed(clerk_client, "?assigned=nobody")] == ["A2", "N1"]
    assert listed(clerk_client)[0][5] == str(clerk)


def test_dismissing_asks_until_when_and_why(queue, clerk_client):
    address = f"/queue/{queue['A1'].pk}/dismiss/"
    form = values(clerk_client.get(address))
    bare = clerk_client.post(address, form)
    assert problems(bare) == ["Dismissed Until: This field is required.", "Reason: This field is required."]
    past = clerk_client.post(address, {**form, "dismissed_until": "2020-01-01", "reason": "Later"})
    assert problems(past) == ["Dismissed Until: Enter a day in the future."]
    answer = clerk_client.post(
        address, {**form, "dismissed_until": "2099-01-31", "reason": "They order later."}, follow=True
    )
    assert told(answer) == ["A1 is dismissed until 31 Jan 2099."]
    assert [row[0] for row in listed(clerk_client)] == ["A2", "N1"]
    assert listed(clerk_client, "?state=dismissed") == [
        [
            "A1",
            "Acme Ltd",
            "Not transaction-ready",
            "Unit A",
            since(queue["A1"]),
            "–",
            "31 Jan 2099: They order later.",
        ]
    ]
    assert [row[0] for row in listed(clerk_client, "?state=all")] == ["A1", "A2", "N1"]


def test_a_dismissal_is_taken_back(queue, clerk_client):
    key = queue["A1"].pk
    form = values(clerk_client.get(f"/queue/{key}/dismiss/"))
    clerk_client.post(f"/queue/{key}/dismiss/", {**form, "dismissed_until": "2099-01-31", "reason": "Later"})
    back = values(clerk_client.get(f"/queue/{key}/take-back/"))
    clerk_client.post(f"/queue/{key}/take-back/", back)
    assert [row[0] for row in listed(clerk_client)] == ["A1", "A2", "N1"]


@pytest.mark.rule("D-19")
def test_a_decision_made_meanwhile_is_shown_first(queue, clerk, clerk_client, steward_client):
    address = f"/queue/{queue['A1'].pk}/assign/"
    opened = values(clerk_client.get(address))
    other = values(steward_client.get(address))
    steward_client.post(address, {**other, "assigned_to": clerk.pk})
    answer = clerk_client.post(address, {**opened, "assigned_to": ""})
    assert answer.status_code == 409
    assert QueueDecision.objects.get().assigned_to == clerk


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_however_long(unit_a, clerk_client, django_assert_num_queries, count):
    for number in range(count):
        made(new_customer(f"C{number}", new_site(unit_a, line1=f"Kai {number}"), number=f"C{number}"))
    clerk_client.get("/queue/")
    with django_assert_num_queries(9):
        clerk_client.get("/queue/")
    assert len(listed(clerk_client)) == count


def panel(client):
    found = re.search(r"Steward.{1,8}s queue</h2></header>(.*?)</section>", client.get("/").text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group(1))).strip()


@pytest.mark.rule("R-060")
def test_the_start_page_counts_what_waits_for_the_own_units(
    queue, clerk, clerk_client, other_clerk_client, auditor_client
):
    assert panel(clerk_client) == "Not transaction-ready 3"
    assert panel(other_clerk_client) == "Not transaction-ready 2"
    address = f"/queue/{queue['A1'].pk}/assign/"
    clerk_client.post(address, {**values(clerk_client.get(address)), "assigned_to": clerk.pk})
    away = f"/queue/{queue['A2'].pk}/dismiss/"
    sent = {**values(clerk_client.get(away)), "dismissed_until": "2099-01-31", "reason": "Later"}
    clerk_client.post(away, sent)
    assert panel(clerk_client) == "Not transaction-ready 2 Assigned to you 1"
    QueueItem.objects.all().delete()
    assert panel(clerk_client) == "Nothing is waiting."


def test_the_export_holds_what_the_list_shows(queue, clerk, clerk_client):
    address = f"/queue/{queue['A1'].pk}/assign/"
    clerk_client.post(address, {**values(clerk_client.get(address)), "assigned_to": clerk.pk})
    answer = clerk_client.get("/queue/?export=csv")
    lines = list(csv.reader(answer.getvalue().decode("utf-8-sig").splitlines()))
    assert [[*row[:4], *row[5:]] for row in lines] == [
        ["About", "Customer", "Finding", "Operating Unit", "Assigned To", "Dismissed Until"],
        ["A1", "Acme Ltd", "Not transaction-ready", "Unit A", str(clerk), ""],
        ["A2", "Beta Ltd", "Not transaction-ready", "Unit A", "", ""],
        ["N1", "Newly Ltd", "Not transaction-ready", "", "", ""],
    ]
