"""Two dates of a record beside each other."""

import re

import pytest

from core.guard import allowed
from core.models import ChangeRecord
from tests.core.pages.markup import rows
from tests.customers.pages.test_past import banner, changed, customer, heading, on, removed

pytestmark = pytest.mark.django_db
__all__ = ["customer", "on"]


def differences(response):
    return [[text for _kind, text in row] for row in rows(response)]


def test_each_record_that_differs_is_told_field_by_field(customer, clerk_client):
    response = clerk_client.get(f"/customers/{customer.pk}/compare/?from=2026-03-01&to=2026-05-01")
    use = customer.accounts.get().site_uses.get(status="I")
    assert heading(response) == "Harbour Works Ltd – 1 Mar 2026 and 1 May 2026"
    told = dict(differences(response))
    assert told == {
        "Changed A1 · Second accountAccount": (
            "Account Description: Main account →became Second account"
            "Account Established Date: 10 Jan 2026 →became 1 Feb 2020"
        ),
        "Changed The yardCustomer address": "Site Name: – →became The yard",
        "Changed Werft 7, 20457 Hamburg, GermanyAddress": "Address Line 1: Am Kai 1 →became Werft 7",
        "Changed Harbour Works LtdCustomer": (
            "Name: Acme Harbour Ltd →became Harbour Works LtdAlias: – →became Works"
        ),
        f"Removed {use}Business purpose": "Status: Active →became Inactive",
    }


def test_what_was_made_is_named_first_and_taken_back_changes_are_no_difference(customer, clerk_client, on):
    account = customer.accounts.get()
    on(7, 1)
    changed(account, description="Other")
    changed(account, description="Second account")
    response = clerk_client.get(f"/customers/{customer.pk}/compare/?from=2026-06-01&to=2026-08-01")
    assert differences(response) == [["Nothing differs between these two dates."]]
    response = clerk_client.get(f"/customers/{customer.pk}/compare/?from=2026-01-01&to=2026-02-01")
    assert {what.split()[0] for what, _changes in differences(response)} == {"Created"}


def test_the_days_may_stand_in_any_order_and_the_second_is_today_by_itself(customer, clerk_client):
    url = f"/customers/{customer.pk}/compare/"
    first = differences(clerk_client.get(url + "?from=2026-05-01&to=2026-03-01"))
    assert first == differences(clerk_client.get(url + "?from=2026-03-01&to=2026-05-01"))
    assert first == differences(clerk_client.get(url + "?from=2026-03-01"))


def test_without_days_it_asks_and_a_wrong_one_is_told(customer, clerk_client):
    url = f"/customers/{customer.pk}/compare/"
    assert differences(clerk_client.get(url)) == []
    assert "“soon” is no date." in banner(clerk_client.get(url + "?from=soon"))


@pytest.mark.rule("R-060")
def test_other_units_do_not_differ_for_those_who_do_not_see_them(
    customer, clerk_client, other_clerk_client, unit_b
):
    account = customer.accounts.get()
    url = f"/accounts/{account.pk}/compare/?from=2026-04-01&to=2026-05-01"
    assert [row[0][:7] for row in differences(clerk_client.get(url))] == ["Removed"]
    assert differences(other_clerk_client.get(url)) == [["Nothing differs between these two dates."]]
    site = account.sites.get(unit=unit_b)
    assert clerk_client.get(f"/sites/{site.pk}/compare/?from=2026-04-01").status_code == 404


def test_erased_values_are_called_erased(customer, clerk_client):
    with allowed():
        ChangeRecord.objects.filter(model="parties.party", object_id=customer.pk, version=2).update(
            changes=None, erased_at="2026-07-01T00:00:00Z"
        )
    response = clerk_client.get(f"/customers/{customer.pk}/compare/?from=2026-03-01&to=2026-05-01")
    assert ["Changed Harbour Works LtdCustomer", "Values erased"] in differences(response)


@pytest.mark.parametrize("count", [1, 3])
def test_comparing_costs_the_same_for_one_record_and_three(
    customer, clerk_client, on, count, django_assert_num_queries
):
    on(9, 1)
    for use in customer.accounts.get().site_uses.filter(status="A")[:count]:
        changed(use, location=f"{use.location}X")
    url = f"/customers/{customer.pk}/compare/?from=2026-08-01&to=2026-10-01"
    clerk_client.get(url)
    with django_assert_num_queries(11):
        clerk_client.get(url)
    assert removed


def test_the_history_of_a_record_leads_to_it(customer, clerk_client):
    account = customer.accounts.get()
    for address in (f"/customers/{customer.pk}/", f"/accounts/{account.pk}/"):
        page = clerk_client.get(f"{address}history/")
        [action] = page.context["regions"][0].actions
        assert (str(action.label), action.url) == ("Compare Two Dates", f"{address}compare/")
        assert clerk_client.get(action.url).status_code == 200
        assert clerk_client.get(f"{address}history/?as_of=2026-03-01").context["regions"][0].actions == []


def links(response):
    return re.findall(
        r'<td class="">\s*<span class="pill[^>]*>[^<]*</span> <a href="([^"]+)">', response.text
    )


def test_each_line_leads_to_its_record_and_accounts_stand_together(customer, clerk_client, viewer_client):
    account = customer.accounts.get()
    site = account.sites.get(unit__code="A")
    uses = account.site_uses.filter(site=site).order_by("pk")
    url = f"/customers/{customer.pk}/compare/?from=2026-01-01&to=2026-02-01"
    assert links(clerk_client.get(url)) == [
        f"/customers/{customer.pk}/",
        *[f"/customers/{customer.pk}/addresses/"] * 2,
        f"/accounts/{account.pk}/",
        f"/sites/{site.pk}/",
        *[f"/sites/{site.pk}/purposes/{use.pk}/" for use in uses],
    ]
    assert links(viewer_client.get(url)) == links(clerk_client.get(url))
