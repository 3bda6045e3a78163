"""RecordPage and SubtabView: the head of a record, its tabs, and records that do not exist for everybody."""

import pytest

from core.pages.records import SubtabView
from tests.core.pages.markup import columns, rows
from tests.factories import AccountFactory, AccountSiteFactory, SiteUseFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def account(db):
    return AccountFactory(number="1158-001", description="Spare parts")


def test_the_head_shows_name_number_status_facts_and_the_way_up(clerk_client, account):
    page = clerk_client.get(f"/accounts/{account.pk}/").text

    for part in ("Spare parts", "1158-001", "Active", "No active bill-to", account.party.name):
        assert part in page
    assert f'href="{account.party.get_absolute_url()}"' in page
    assert "<title>1158-001 · Spare parts – Sites · Registrar</title>" in page


def test_actions_are_only_those_the_user_may_do(clerk_client, viewer_client, account):
    address = f"/accounts/{account.pk}/"

    assert f"{address}edit/" in clerk_client.get(address).text
    assert f"{address}edit/" not in viewer_client.get(address).text


def test_the_strip_marks_the_tab_and_hides_what_one_may_not_open(clerk_client, administrator, account):
    page = clerk_client.get(f"/accounts/{account.pk}/history/").text

    assert page.count('aria-current="page"') == 1
    assert f'hx-get="/accounts/{account.pk}/history/"' in page
    from tests.core.pages.house import ACCOUNT
    from tests.factories import UserFactory

    sales = UserFactory(roles=["Sales"])
    assert [tab.label for tab in ACCOUNT.strip(account, administrator, "")] == ["Sites", "History"]
    assert [tab.label for tab in ACCOUNT.strip(account, sales, "")] == ["Sites"]


def test_htmx_gets_the_tab_or_the_region_it_names(clerk_client, account):
    address = f"/accounts/{account.pk}/"

    tab = clerk_client.get(address, headers={**HTMX, "HX-Target": "page-body"}).text
    region = clerk_client.get(address, headers={**HTMX, "HX-Target": "rows"}).text

    assert "<html" not in tab and 'class="tabs"' in tab and "<title>" in tab and "<h1" not in tab
    assert "<html" not in region and 'class="tabs"' not in region and 'id="rows"' in region


@pytest.mark.rule("R-060")
def test_a_tab_leaves_out_rows_of_other_units(clerk_client, other_clerk_client, account, unit_a, unit_b):
    AccountSiteFactory(account=account, unit=unit_a, party_site__number="MINE")
    AccountSiteFactory(account=account, unit=unit_b, party_site__number="THEIRS")

    address = f"/accounts/{account.pk}/"
    assert columns(clerk_client.get(address), "key") == ["MINE"]
    assert columns(other_clerk_client.get(address), "key") == ["THEIRS"]


@pytest.mark.rule("R-060")
def test_another_units_record_is_the_same_page_as_a_missing_one(clerk_client, other_clerk_client, unit_b):
    site = AccountSiteFactory(unit=unit_b)

    answers = [clerk_client.get(f"/sites/{pk}/") for pk in (site.pk, 10**9, 10**30)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    pages = {answer.text.replace(answer["X-Request-ID"], "") for answer in answers}
    assert len(pages) == 1
    assert other_clerk_client.get(f"/sites/{site.pk}/").status_code == 200


def test_an_own_record_without_permission_is_403_but_somebody_elses_stays_404(unit_a, unit_b):
    from tests.factories import UserFactory
    from tests.personas import signed_in

    nobody = signed_in(UserFactory(roles=[], units=[unit_a]))
    mine, theirs = AccountSiteFactory(unit=unit_a), AccountSiteFactory(unit=unit_b)

    assert nobody.get(f"/sites/{mine.pk}/").status_code == 403
    assert nobody.get(f"/sites/{theirs.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_tab_costs_the_same_for_one_row_and_three(
    clerk_client, account, unit_a, count, django_assert_num_queries
):
    for _number in range(count):
        SiteUseFactory(site=AccountSiteFactory(account=account, unit=unit_a))
    address = f"/accounts/{account.pk}/"
    clerk_client.get(address)

    with django_assert_num_queries(10):
        assert len(rows(clerk_client.get(address))) == count


def test_a_tab_outside_an_overview_is_a_programming_error():
    with pytest.raises(TypeError, match="through Overview"):
        SubtabView().get_overview()
