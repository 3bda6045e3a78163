"""Copy To Operating Unit: shows what will be made where, makes it once, reaches no unit of others."""

import pytest

from core.work import work
from reference.services import grant_unit
from sites.models import AccountSite
from tests import factories
from tests.core.pages.markup import actions, filled, hidden, problems, told

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-262")]


@pytest.fixture
def unit_c(clerk):
    unit = factories.OperatingUnitFactory(code="C", name="Unit C")
    with work(actor=None, channel="system"):
        grant_unit(clerk, unit)
    return unit


def url_of(site):
    return f"/sites/{site.pk}/copy/"


def sites_in(unit):
    return AccountSite.objects.filter(unit=unit)


def test_one_unit_is_chosen_already_and_the_new_site_opens(house, clerk_client, unit_c):
    page = clerk_client.get(url_of(house.first))
    assert "Unit C" in page.text
    assert "An account site with 2 business purposes: Bill To (primary), Ship To (primary)." in page.text
    answer = clerk_client.post(url_of(house.first), {**filled(page), "reason": "Asked"}, follow=True)
    site = sites_in(unit_c).get()
    assert answer.redirect_chain == [(f"/sites/{site.pk}/", 302)]
    assert told(answer) == [f"{house.first} was copied to Unit C."]
    assert "Copy To Operating Unit" in actions(answer)


def test_sent_twice_it_is_made_once(house, clerk_client, unit_c):
    data = filled(clerk_client.get(url_of(house.first)))
    first = clerk_client.post(url_of(house.first), data)
    again = clerk_client.post(url_of(house.first), data)
    assert (first.url, sites_in(unit_c).count()) == (again.url, 1)


def test_several_units_lead_to_the_sites_of_the_account(house, clerk, clerk_client, unit_c):
    unit_d = factories.OperatingUnitFactory(code="D", name="Unit D")
    with work(actor=None, channel="system"):
        grant_unit(clerk, unit_d)
    page = clerk_client.get(url_of(house.second))
    assert problems(clerk_client.post(url_of(house.second), filled(page))) == [
        "Operating Units: Choose at least one operating unit."
    ]
    page = clerk_client.get(url_of(house.second))
    assert "Not taken along: Bill To of Ship To: the account has none there yet." in page.text
    sent = {"form_token": hidden(page, "form_token"), "units": [str(unit_c.pk), str(unit_d.pk)]}
    answer = clerk_client.post(url_of(house.second), sent, follow=True)
    assert answer.redirect_chain == [(f"/accounts/{house.account.pk}/", 302)]
    assert told(answer)[-1] == f"{house.second} was copied to Unit C, Unit D."
    assert sites_in(unit_c).count() == sites_in(unit_d).count() == 1


@pytest.mark.rule("R-060")
def test_units_of_others_are_neither_offered_nor_taken(
    house, clerk_client, other_clerk_client, unit_b, unit_c
):
    page = clerk_client.get(url_of(house.first))
    assert "Unit B" not in page.text.split("page-form")[1]
    sent = {"form_token": hidden(page, "form_token"), "units": [str(unit_b.pk)]}
    assert len(problems(clerk_client.post(url_of(house.first), sent))) == 1
    assert sites_in(unit_b).count() == 1
    assert other_clerk_client.get(url_of(house.first)).status_code == 404
    assert clerk_client.get(url_of(house.hidden)).status_code == 404


def test_without_another_unit_there_is_nothing_to_choose(house, clerk_client, viewer_client):
    assert "Copy To Operating Unit" not in actions(clerk_client.get(f"/sites/{house.first.pk}/"))
    page = clerk_client.get(url_of(house.first))
    assert "in every operating unit on your access list" in page.text
    assert 'name="units"' not in page.text and "Fields marked with" not in page.text
    assert viewer_client.get(url_of(house.first)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many_units(house, clerk, clerk_client, count, django_assert_num_queries):
    for _number in range(count):
        with work(actor=None, channel="system"):
            grant_unit(clerk, factories.OperatingUnitFactory())
    clerk_client.get(url_of(house.first))
    with django_assert_num_queries(17):
        clerk_client.get(url_of(house.first))
