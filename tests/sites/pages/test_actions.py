"""Remove, restore and mark sites and purposes: consequences, refusals, what is changed."""

import pytest

from core import writes
from core.work import work
from parties.models import PartySite
from sites.models import SiteUse
from tests.core.pages.markup import consequences, filled, problems, told
from tests.factories import SiteUseFactory

pytestmark = pytest.mark.django_db

LAST_BILL_TO = (
    "This is the last active Bill To in your operating units: the account will not be transaction-ready."
)
KEPT = "Nothing is deleted: Restore brings it back."


def press(browser, url, **typed):
    return browser.post(url, {**filled(browser.get(url)), **typed}, follow=True)


def removed(record):
    with work(actor=None, channel="system"):
        return writes.remove(record, version=record.version)


def state(record):
    record.refresh_from_db()
    return record.status


@pytest.mark.rule("R-095", "R-099", "D-3")
def test_removing_a_site_tells_what_goes_and_what_is_missing_then(house, clerk_client):
    url = f"/sites/{house.first.pk}/remove/"
    assert consequences(clerk_client.get(url)) == [
        "2 business purposes become inactive.",
        LAST_BILL_TO,
        "The account will have no primary Ship To in Unit A.",
        "1 active Ship To is billed here and needs another Bill To.",
        KEPT,
    ]
    page = press(clerk_client, url)
    assert told(page) == [f"Account site {house.first} is inactive now."]
    uses = [house.use(house.first, purpose) for purpose in ("BILL_TO", "SHIP_TO")]
    assert (state(house.first), [state(use) for use in uses]) == ("I", ["I", "I"])
    assert (state(house.second), state(house.use(house.second, "SHIP_TO"))) == ("A", "A")


@pytest.mark.rule("R-056")
def test_removing_a_site_leaves_the_identifying_mark(house, clerk_client):
    press(clerk_client, f"/sites/{house.first.pk}/remove/")
    address = house.first.party_site
    assert (state(address), address.identifying) == ("A", True)


@pytest.mark.rule("R-097", "D-11")
def test_restoring_a_site_brings_back_exactly_what_went_along(house, clerk_client):
    ship_to, bill_to = (house.use(house.first, purpose) for purpose in ("SHIP_TO", "BILL_TO"))
    press(clerk_client, f"/purposes/{ship_to.pk}/remove/")
    press(clerk_client, f"/sites/{house.first.pk}/remove/")
    url = f"/sites/{house.first.pk}/restore/"
    assert consequences(clerk_client.get(url)) == [
        "1 business purpose comes back.",
        "1 Ship To purpose that is billed here is ready again.",
        "What had been removed before stays inactive.",
    ]
    page = press(clerk_client, url)
    assert told(page) == [f"Account site {house.first} is active again."]
    assert (state(bill_to), bill_to.is_primary, state(ship_to)) == ("A", True, "I")


@pytest.mark.rule("R-098")
def test_site_of_an_inactive_account_cannot_be_restored(house, clerk_client, steward_client):
    press(steward_client, f"/accounts/{house.account.pk}/remove/")
    page = press(clerk_client, f"/sites/{house.first.pk}/restore/")
    assert problems(page) == ["Account A1 is inactive; restore the account first."]
    assert state(house.first) == "I"


@pytest.mark.rule("D-3")
def test_purposes_of_which_none_is_left_are_told_together(house, clerk_client):
    for purpose in ("LC", "LEGAL", "DUN"):
        SiteUseFactory(site=house.first, purpose=purpose, is_primary=True)
    lines = consequences(clerk_client.get(f"/sites/{house.first.pk}/remove/"))
    assert lines[2:4] == [
        "The account will have no primary Ship To in Unit A.",
        "Of these purposes the account will have none in Unit A: Dunning, Late Charge, Legal.",
    ]


@pytest.mark.rule("R-099")
def test_removing_the_last_bill_to_warns(house, clerk_client):
    use = house.use(house.first, "BILL_TO")
    url = f"/purposes/{use.pk}/remove/"
    assert consequences(clerk_client.get(url)) == [
        LAST_BILL_TO,
        "2 active Ship To purposes are billed here and need another Bill To.",
        KEPT,
    ]
    page = press(clerk_client, url)
    assert page.redirect_chain == [(use.get_absolute_url(), 302)]
    assert (told(page), state(use)) == ([f"{use} is inactive now."], "I")


@pytest.mark.rule("R-078")
def test_removing_the_bill_to_of_statements_asks_and_takes_them_along_or_stays(house, clerk_client):
    use = house.use(house.first, "BILL_TO")
    statements = SiteUseFactory(site=house.first, purpose="STMTS")
    url = f"/purposes/{use.pk}/remove/"
    assert "Remove the Statements purpose of this site as well?" in clerk_client.get(url).text
    page = press(clerk_client, url, statements="no")
    assert problems(page) == [
        "1 active Statements purpose needs this Bill To: remove it along with the Bill To, or keep both."
    ]
    assert (state(use), state(statements)) == ("A", "A")
    press(clerk_client, url, statements="yes")
    assert (state(use), state(statements)) == ("I", "I")
    url = f"/purposes/{use.pk}/restore/"
    assert consequences(clerk_client.get(url)) == [
        "It is the primary again.",
        "1 business purpose comes back.",
        "2 Ship To purposes that are billed here are ready again.",
    ]
    press(clerk_client, url)
    assert (state(use), state(statements)) == ("A", "A")


@pytest.mark.rule("R-099", "D-3")
def test_removing_what_is_not_missed_says_only_that_it_is_kept(house, clerk_client):
    use = house.use(house.second, "SHIP_TO")
    assert consequences(clerk_client.get(f"/purposes/{use.pk}/remove/")) == [KEPT]


@pytest.mark.rule("R-073")
def test_new_primary_takes_the_mark_from_the_old_one(house, clerk_client):
    former, use = house.use(house.first, "SHIP_TO"), house.use(house.second, "SHIP_TO")
    url = f"/purposes/{use.pk}/primary/"
    assert consequences(clerk_client.get(url)) == [f"{former} at {house.first} will no longer be primary."]
    page = press(clerk_client, url)
    assert told(page) == [f"{former} is no longer primary.", f"{use} is the primary now."]
    flags = SiteUse.objects.filter(purpose="SHIP_TO").order_by("pk").values_list("pk", "is_primary")
    assert dict(flags) == {former.pk: False, use.pk: True}


@pytest.mark.rule("R-097")
def test_restored_purpose_is_primary_only_where_there_is_none(house, clerk_client):
    use, other = house.use(house.first, "SHIP_TO"), house.use(house.second, "SHIP_TO")
    url = f"/purposes/{use.pk}/restore/"
    removed(use)
    assert consequences(clerk_client.get(url)) == ["It is the primary again."]
    press(clerk_client, f"/purposes/{other.pk}/primary/")
    assert consequences(clerk_client.get(url)) == [
        f"It comes back without being primary: {other} at {house.second} is."
    ]
    press(clerk_client, url)
    assert (state(use), use.is_primary) == ("A", False)


@pytest.mark.rule("R-098")
def test_purpose_of_an_inactive_site_cannot_be_restored(house, clerk_client):
    use = house.use(house.first, "SHIP_TO")
    removed(house.first)
    page = press(clerk_client, f"/purposes/{use.pk}/restore/")
    assert problems(page) == [f"The site {house.first} is inactive; restore the site first."]


@pytest.mark.rule("R-073")
def test_inactive_purpose_cannot_be_primary(house, clerk_client):
    use = removed(house.use(house.second, "SHIP_TO"))
    page = press(clerk_client, f"/purposes/{use.pk}/primary/")
    assert problems(page) == [f"{use} is inactive; restore it first."]


@pytest.mark.rule("R-053", "R-055")
def test_marking_an_address_takes_the_mark_from_the_former_one(house, clerk_client):
    url = f"/sites/{house.second.pk}/identifying/"
    assert consequences(clerk_client.get(url)) == [
        "Acme Harbour Ltd will be known under Werft 7, 20457 Hamburg, Germany.",
        f"{house.first} will no longer identify Acme Harbour Ltd.",
    ]
    page = press(clerk_client, url)
    assert page.redirect_chain == [(f"/sites/{house.second.pk}/", 302)]
    assert told(page) == [
        f"{house.first} is no longer the identifying address.",
        f"{house.second} is the identifying address now.",
    ]
    marked = PartySite.objects.filter(party=house.account.party, identifying=True)
    assert list(marked) == [house.second.party_site]


@pytest.mark.rule("R-228")
def test_purpose_changed_meanwhile_is_asked_about_again(house, clerk_client):
    use = house.use(house.second, "SHIP_TO")
    shown = filled(clerk_client.get(f"/purposes/{use.pk}/remove/"))
    press(clerk_client, f"/purposes/{use.pk}/primary/")
    page = clerk_client.post(f"/purposes/{use.pk}/remove/", shown)
    assert (page.status_code, consequences(page), state(use)) == (
        409,
        ["The account will have no primary Ship To in Unit A.", KEPT],
        "A",
    )
