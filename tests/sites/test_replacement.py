"""A bill-to that ship-tos use goes: another one takes over, or they wait for it (R-100)."""

import pytest

from core.work import work
from sites.facts import replacements_for
from sites.models import SiteUse
from sites.services import remove_site, remove_use, restore_use
from tests.core.pages.markup import columns, consequences, facts, rows, told, values
from tests.customers.builders import made, new_customer, new_site

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-100")]


@pytest.fixture
def uses(unit_a, unit_b):
    """Two bill-tos and a ship-to billed at the first of them, and a bill-to of another unit that nobody may offer."""
    party = made(
        new_customer(
            "Acme Harbour Ltd",
            new_site(unit_a, "BILL_TO"),
            new_site(unit_a, "BILL_TO", city="Kiel"),
            new_site(unit_b, "BILL_TO", city="Bonn"),
            new_site(unit_a, "SHIP_TO", city="Jena"),
        )
    )
    found = SiteUse.objects.filter(account__party=party).select_related("site", "unit")
    by_city = {use.site.party_site.location.city: use for use in found}
    return by_city["Hamburg"], by_city["Kiel"], by_city["Jena"]


def removed(use, **options):
    with work(actor=None, channel="system"):
        return remove_use(use, version=use.version, **options)


def test_other_bill_tos_of_account_and_unit_are_offered_the_primary_first(uses):
    first, second, _ship_to = uses
    assert list(replacements_for(second)) == [first]
    assert list(replacements_for(first)) == [second]


def test_ship_tos_move_to_the_replacement(uses):
    first, second, ship_to = uses
    removed(first, replacement=second)
    ship_to.refresh_from_db()
    assert (ship_to.bill_to, ship_to.version) == (second, 2)


def test_site_that_goes_hands_its_ship_tos_over_as_well(uses):
    first, second, ship_to = uses
    with work(actor=None, channel="system"):
        remove_site(first.site, version=first.site.version, replacement=second)
    ship_to.refresh_from_db()
    assert ship_to.bill_to == second


def test_without_replacement_the_link_stays_and_the_ship_to_waits(uses, clerk_client):
    first, _second, ship_to = uses
    removed(first)
    ship_to.refresh_from_db()
    assert (ship_to.bill_to, ship_to.version) == (first, 1)
    page = clerk_client.get(f"/sites/{ship_to.site_id}/")
    assert columns(page, "code")[1] == f"Not ready: its Bill To {first.location} is inactive."


def test_who_is_billed_nowhere_else_is_told_where_nothing_can_be_chosen(uses, clerk_client):
    first, second, _ship_to = uses
    removed(second)
    page = clerk_client.get(f"/purposes/{first.pk}/remove/")
    assert "The account has no other active Bill To in this unit." in page.text


def test_an_inactive_bill_to_says_who_waits_for_it(uses, clerk_client):
    first, _second, _ship_to = uses
    removed(first)
    healed = "1 Ship To purpose that is billed here is ready again."
    shown = facts(clerk_client.get(f"/sites/{first.site_id}/purposes/{first.pk}/"))
    assert shown["Ship To Purposes Waiting for It"] == "1" and "Ship To Purposes Billed Here" not in shown
    assert healed in consequences(clerk_client.get(f"/purposes/{first.pk}/restore/"))
    with work(actor=None, channel="system"):
        restore_use(first, version=first.version)
        remove_site(first.site, version=first.site.version)
    assert healed in consequences(clerk_client.get(f"/sites/{first.site_id}/restore/"))


def test_restoring_heals_it(uses, clerk_client):
    first, _second, ship_to = uses
    removed(first)
    with work(actor=None, channel="system"):
        restore_use(first, version=first.version)
    assert columns(clerk_client.get(f"/sites/{ship_to.site_id}/"), "code")[1] == first.location


def test_page_asks_for_the_replacement_and_offers_the_primary(uses, clerk_client):
    first, second, ship_to = uses
    url = f"/purposes/{second.pk}/remove/"
    assert 'name="replacement"' not in clerk_client.get(url).text
    url = f"/purposes/{first.pk}/remove/"
    page = clerk_client.get(url)
    assert "1 active Ship To is billed here and needs another Bill To." in page.text
    assert f'<option value="{second.pk}" selected>' in page.text
    answer = clerk_client.post(url, {**values(page), "replacement": str(second.pk)}, follow=True)
    assert f"1 Ship To purpose is billed at {second.location} ({second.site}) now." in told(answer)
    ship_to.refresh_from_db()
    first.refresh_from_db()
    assert (first.status, ship_to.bill_to) == ("I", second)


def test_bill_to_of_another_unit_is_no_replacement(uses, clerk_client, unit_b):
    first, _second, ship_to = uses
    foreign = SiteUse.objects.get(unit=unit_b)
    url = f"/purposes/{first.pk}/remove/"
    clerk_client.post(url, {**values(clerk_client.get(url)), "replacement": str(foreign.pk)})
    first.refresh_from_db()
    ship_to.refresh_from_db()
    assert (first.status, ship_to.bill_to) == ("A", first)


def test_queries_of_the_tab_do_not_grow_with_inactive_bill_tos(
    uses, clerk_client, django_assert_max_num_queries
):
    first, _second, ship_to = uses
    removed(first)
    with django_assert_max_num_queries(20):
        assert len(rows(clerk_client.get(f"/sites/{ship_to.site_id}/"))) == 1
