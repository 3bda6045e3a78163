"""Add Another Row: new business purposes of a site, their primary marks, locations and bill-tos."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import writes
from core.work import work
from reference.models import SystemOptions
from sites.models import SiteUse
from tests.core.pages.markup import choices, filled, problems, rows, told

pytestmark = pytest.mark.django_db


def send(browser, site, *rows_, **extra):
    """Fill in the page with these rows (dicts of field and value) and press Apply."""
    url = f"/sites/{site.pk}/purposes/add/"
    data = {**filled(browser.get(url)), "purposes-TOTAL_FORMS": str(len(rows_)), **extra}
    for number, row in enumerate(rows_):
        data |= {f"purposes-{number}-{name}": value for name, value in row.items()}
    return browser.post(url, data, follow=True)


def uses_of(site):
    rows_ = SiteUse.objects.filter(site=site).order_by("pk")
    return list(rows_.values_list("purpose", "is_primary", "bill_to_id"))


@pytest.mark.rule("R-070", "R-071", "R-075")
def test_rows_become_purposes_with_generated_locations(house, clerk_client):
    page = send(clerk_client, house.second, {"purpose": "LEGAL"}, {"purpose": "BILL_TO"}, {"purpose": ""})
    ship_to, legal, bill_to = SiteUse.objects.filter(site=house.second).order_by("pk")
    assert page.redirect_chain == [(f"/sites/{house.second.pk}/", 302)]
    assert told(page) == [f"Added: {legal} (primary), {bill_to}."]
    assert [(use.is_primary, use.location.isdecimal()) for use in (ship_to, legal, bill_to)] == [
        (False, True),
        (True, True),
        (False, True),
    ]


@pytest.mark.rule("R-073")
def test_new_primary_takes_the_mark_and_the_page_says_so(house, clerk_client):
    former = house.use(house.first, "BILL_TO")
    page = send(clerk_client, house.second, {"purpose": "BILL_TO", "location": "DOCK", "primary": "yes"})
    assert told(page) == [f"{former} is no longer primary.", "Added: Bill To · DOCK (primary)."]
    former.refresh_from_db()
    assert former.is_primary is False


@pytest.mark.rule("R-070", "D-3")
@pytest.mark.parametrize(("wish", "primary"), [("", True), ("yes", True), ("no", False)])
def test_group_that_lost_its_primary_asks_the_user(house, clerk_client, wish, primary):
    lost = house.use(house.first, "BILL_TO")
    with work(actor=None, channel="system"):
        writes.remove(lost, version=1)
    send(clerk_client, house.second, {"purpose": "BILL_TO", "primary": wish})
    assert house.use(house.second, "BILL_TO").is_primary is primary


@pytest.mark.rule("R-070")
def test_first_of_its_purpose_is_primary_whatever_is_said(house, clerk_client):
    send(clerk_client, house.second, {"purpose": "LEGAL", "primary": "no"})
    assert house.use(house.second, "LEGAL").is_primary is True


def test_bill_tos_are_asked_for_once_whatever_the_number_of_rows(house, clerk_client):
    url = f"/sites/{house.second.pk}/purposes/add/"
    sent = {"purposes-TOTAL_FORMS": "4", "purposes-INITIAL_FORMS": "0", "add_row": "purposes"}
    for browse in (lambda: clerk_client.get(url), lambda: clerk_client.post(url, sent)):
        with CaptureQueriesContext(connection) as asked:
            page = browse()
        assert page.text.count(f">{house.use(house.first, 'BILL_TO').location} at ") > 1
        assert sum("'BILL_TO'" in query["sql"] for query in asked) == 1


@pytest.mark.rule("R-076", "R-060")
def test_bill_to_choices_are_the_active_ones_of_account_and_unit(house, clerk_client):
    bill_to = house.use(house.first, "BILL_TO")
    url = f"/sites/{house.second.pk}/purposes/add/"
    assert choices(clerk_client.get(url), "purposes-0-bill_to") == [
        "Automatic",
        f"{bill_to.location} at {house.first} (primary)",
    ]
    hidden = house.use(house.hidden, "BILL_TO")
    page = send(clerk_client, house.second, {"purpose": "DELIVER_TO", "bill_to": str(hidden.pk)})
    assert problems(page) == [
        "Row 1 – Bill To Location: Select a valid choice. That choice is not one of the available choices."
    ]
    with work(actor=None, channel="system"):
        writes.remove(bill_to, version=1)
    assert choices(clerk_client.get(url), "purposes-0-bill_to") == ["Automatic"]


@pytest.mark.rule("R-076")
def test_only_a_ship_to_has_a_bill_to(house, clerk_client):
    bill_to = house.use(house.first, "BILL_TO")
    page = send(clerk_client, house.second, {"purpose": "LEGAL", "bill_to": str(bill_to.pk)})
    assert problems(page) == ["Row 1 – Bill To Location: A Legal purpose has no such value; leave it empty."]
    assert uses_of(house.second) == [("SHIP_TO", False, bill_to.pk)]


@pytest.mark.rule("R-074")
def test_purpose_that_the_site_has_is_refused_beside_its_row(house, clerk_client):
    page = send(clerk_client, house.second, {"purpose": "LEGAL"}, {"purpose": "SHIP_TO", "location": "S2"})
    assert problems(page) == ["Row 2 – Purpose: This site has this purpose already."]
    assert filled(page)["purposes-1-location"] == "S2"
    assert [use[0] for use in uses_of(house.second)] == ["SHIP_TO"]


@pytest.mark.rule("R-077", "R-079")
def test_what_an_account_has_once_is_refused_with_where_it_has_it(house, unit_a, clerk_client):
    send(clerk_client, house.first, {"purpose": "LC"}, {"purpose": "DUN"})
    page = send(clerk_client, house.second, {"purpose": "DUN"}, {"purpose": "LC"})
    told_of = f"The account has an active %s at {house.first} in this operating unit already; there can be only one."
    assert problems(page) == [f"Row 1 – Purpose: {told_of % 'Dunning'}"]
    with work(actor=None, channel="system"):
        former = house.use(house.first, "DUN")
        writes.remove(former, version=former.version)
    send(clerk_client, house.second, {"purpose": "DUN"})
    assert house.use(house.second, "DUN").is_primary


@pytest.mark.rule("R-075")
def test_location_is_unique_for_the_purpose_inactive_ones_included(house, clerk_client):
    former = house.use(house.first, "BILL_TO")
    with work(actor=None, channel="system"):
        writes.remove(former, version=1)
    page = send(clerk_client, house.second, {"purpose": "BILL_TO", "location": f" {former.location} "})
    assert problems(page) == [
        "Row 1 – Location: Another purpose of the same kind has this location in the account and operating unit."
    ]


@pytest.mark.rule("R-075")
def test_location_is_required_where_it_is_not_generated(house, clerk_client):
    with work(actor=None, channel="system"):
        options = writes.lock(SystemOptions.objects.all())[0]
        options.automatic_site_numbering = False
        writes.save(options)
    page = send(clerk_client, house.second, {"purpose": "LEGAL", "location": "L"}, {"purpose": "BILL_TO"})
    assert problems(page) == ["Row 2 – Location: Enter the location: it is not generated."]
    assert "generated" not in page.text.split("data-rows")[1].split("<template")[0].replace(
        "not generated", ""
    )
    send(
        clerk_client,
        house.second,
        {"purpose": "LEGAL", "location": "L"},
        {"purpose": "BILL_TO", "location": "B"},
    )
    assert [use[0] for use in uses_of(house.second)] == ["SHIP_TO", "LEGAL", "BILL_TO"]


def test_location_without_a_purpose_is_an_error(house, clerk_client):
    page = send(clerk_client, house.second, {"purpose": "", "location": "L"})
    assert problems(page) == ["Row 1 – Purpose: Choose the purpose of this location, or empty the row."]


def test_nothing_chosen_is_an_error(house, clerk_client):
    page = send(clerk_client, house.second, {"purpose": ""}, {"purpose": "", "primary": "yes"})
    assert problems(page) == ["Row 1 – Purpose: Choose at least one purpose."]


def test_another_row_is_added_without_javascript(house, clerk_client):
    url = f"/sites/{house.second.pk}/purposes/add/"
    data = {**filled(clerk_client.get(url)), "purposes-0-location": "KEEP", "add_row": "purposes"}
    page = clerk_client.post(url, data)
    assert (filled(page)["purposes-TOTAL_FORMS"], filled(page)["purposes-0-location"]) == ("2", "KEEP")
    assert (problems(page), len(uses_of(house.second))) == ([], 1)


def test_same_form_sent_twice_adds_once(house, clerk_client):
    url = f"/sites/{house.second.pk}/purposes/add/"
    data = {**filled(clerk_client.get(url)), "purposes-0-purpose": "LEGAL"}
    first, second = clerk_client.post(url, data), clerk_client.post(url, data)
    assert (first.headers["Location"], second.headers["Location"]) == ((f"/sites/{house.second.pk}/",) * 2)
    assert [use[0] for use in uses_of(house.second)] == ["SHIP_TO", "LEGAL"]


def test_posted_fields_that_are_not_on_the_form_are_not_taken(house, clerk_client):
    other = {"site": str(house.first.pk), "status": "I", "is_primary": "on", "unit": "999", "sic_code": "1"}
    send(clerk_client, house.second, {"purpose": "BILL_TO", **other})
    use = house.use(house.second, "BILL_TO")
    assert (use.status, use.is_primary, use.unit_id, use.sic_code) == ("A", False, house.second.unit_id, "")


@pytest.mark.rule("R-098")
def test_inactive_site_is_refused(house, clerk_client):
    with work(actor=None, channel="system"):
        writes.remove(house.second, version=1)
    page = send(clerk_client, house.second, {"purpose": "LEGAL"})
    assert problems(page) == [f"Row 1: {house.second} is inactive; restore the site first."]


@pytest.mark.rule("R-230")
def test_history_tells_who_added(house, clerk, clerk_client):
    send(clerk_client, house.second, {"purpose": "LEGAL", "location": "L1"})
    first = [text for _kind, text in rows(clerk_client.get(f"/sites/{house.second.pk}/history/"))[0]]
    assert first[1:3] == [f"{clerk.get_full_name()}Page", "Created Legal · L1Business purpose"]
