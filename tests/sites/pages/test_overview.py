"""Account Site Overview: header, business purposes, history; other units get 404."""

import pytest

from core import writes
from core.work import work
from sites.models import AccountSite
from tests.core.pages.markup import actions, choices, columns, facts, rows
from tests.customers.builders import made, new_customer, new_site
from tests.factories import ResourceFactory, SiteSourceReferenceFactory

pytestmark = pytest.mark.django_db

PATHS = ["", "edit/", "history/", "remove/", "restore/", "identifying/", "purposes/add/"]
VERBS = ["primary", "remove", "restore"]


def texts(response):
    return [[text for _kind, text in row] for row in rows(response)]


def removed(record):
    with work(actor=None, channel="system"):
        return writes.remove(record, version=record.version)


@pytest.mark.rule("R-007", "R-011", "R-070")
def test_active_purposes_of_the_site_are_listed(house, clerk_client):
    bill_to, ship_to = house.use(house.first, "BILL_TO"), house.use(house.first, "SHIP_TO")
    assert texts(clerk_client.get(f"/sites/{house.first.pk}/")) == [
        ["Bill To", bill_to.location, "–", "Primary", "Active", f"Remove {bill_to}"],
        ["Ship To", ship_to.location, bill_to.location, "Primary", "Active", f"Remove {ship_to}"],
    ]
    other = house.use(house.second, "SHIP_TO")
    assert texts(clerk_client.get(f"/sites/{house.second.pk}/")) == [
        ["Ship To", other.location, bill_to.location, "", "Active", f"Make Primary {other}Remove {other}"]
    ]


@pytest.mark.rule("R-009", "R-011")
def test_inactive_purposes_are_behind_the_filter_and_can_be_restored(house, clerk_client):
    ship_to = removed(house.use(house.first, "SHIP_TO"))

    def listed(query):
        page = clerk_client.get(f"/sites/{house.first.pk}/{query}")
        return list(
            zip(columns(page, "status"), columns(page, "flag-cell"), columns(page, "actions"), strict=True)
        )

    bill_to = house.use(house.first, "BILL_TO")
    assert listed("") == [("Active", "Primary", f"Remove {bill_to}")]
    assert listed("?status=I") == [("Inactive", "", f"Restore {ship_to}")]
    assert [row[0] for row in listed("?status=all")] == ["Active", "Inactive"]
    page = clerk_client.get(f"/sites/{house.first.pk}/")
    assert choices(page, "status") == ["Active", "Inactive", "All"]


@pytest.mark.rule("R-031", "R-056")
def test_header_says_where_and_whose_the_site_is(house, clerk_client):
    page = clerk_client.get(f"/sites/{house.first.pk}/")
    assert facts(page) == {
        "Address": "Am Kai 1, 20457 Hamburg, Germany",
        "Operating Unit": "Unit A",
        "Category": "–",
        "Identifying Address": "Yes",
        "Site Number": house.first.party_site.number,
        "Addressee": "–",
        "Mail Stop": "–",
        "Territory": "–",
        "Language": "–",
        "Translation": "–",
        "EDI Location": "–",
        "Salesperson": "–",
        "Reference": f"REGISTRAR: {house.first.pk}",
    }
    assert actions(page) == ["Edit", "Edit Address", "Remove"]
    assert f'<a href="/accounts/{house.account.pk}/">Account A1</a>' in page.text
    assert f'<a href="/customers/{house.account.party_id}/">Acme Harbour Ltd</a>' in page.text
    assert actions(clerk_client.get(f"/sites/{house.second.pk}/")) == [
        "Edit",
        "Edit Address",
        "Mark As Identifying",
        "Remove",
    ]


def test_header_shows_the_details_that_were_given(house, clerk_client):
    SiteSourceReferenceFactory(site=house.second, value="S-9")
    with work(actor=None, channel="system"):
        locked = writes.lock(AccountSite.objects.filter(pk=house.second.pk))[0]
        locked.edi_location, locked.salesperson = "DOCK7", ResourceFactory(name="Sal Fischer")
        writes.save(locked)
    shown = facts(clerk_client.get(f"/sites/{house.second.pk}/"))
    assert (shown["EDI Location"], shown["Salesperson"], shown["Reference"]) == (
        "DOCK7",
        "Sal Fischer",
        "Customer Interface: S-9",
    )


@pytest.mark.rule("D-3")
def test_group_without_a_primary_is_said_on_every_site_of_it(house, clerk_client):
    assert "Primary" not in facts(clerk_client.get(f"/sites/{house.second.pk}/"))
    removed(house.use(house.first, "SHIP_TO"))
    for site in (house.first, house.second):
        shown = facts(clerk_client.get(f"/sites/{site.pk}/"))
        assert shown["Primary"] == "No primary Ship To in this operating unit"


@pytest.mark.rule("R-098")
def test_inactive_site_takes_no_new_purposes(house, clerk_client):
    address = f"/sites/{house.second.pk}/purposes/add/"
    assert address in clerk_client.get(f"/sites/{house.second.pk}/").text
    removed(house.second)
    page = clerk_client.get(f"/sites/{house.second.pk}/")
    assert (address in page.text, actions(page)) == (False, ["Edit", "Restore"])


def test_history_of_the_site_is_about_the_site(house, clerk_client):
    shown = [row[2] for row in texts(clerk_client.get(f"/sites/{house.second.pk}/history/"))]
    ship_to = house.use(house.second, "SHIP_TO")
    assert shown == [f"Created {ship_to}Business purpose", f"Created {house.second}Account site"]


@pytest.mark.rule("R-060")
@pytest.mark.parametrize("path", PATHS)
def test_site_of_another_unit_does_not_exist(house, clerk_client, other_clerk_client, path):
    for browser, site in ((other_clerk_client, house.first), (clerk_client, house.hidden)):
        for answer in (browser.get(f"/sites/{site.pk}/{path}"), browser.post(f"/sites/{site.pk}/{path}", {})):
            assert (answer.status_code, str(site.party_site.location.line1) in answer.text) == (404, False)


@pytest.mark.rule("R-060")
@pytest.mark.parametrize("verb", VERBS)
def test_purpose_of_another_unit_does_not_exist(house, other_clerk_client, verb):
    use = house.use(house.second, "SHIP_TO")
    for answer in (
        other_clerk_client.get(f"/purposes/{use.pk}/{verb}/"),
        other_clerk_client.post(f"/purposes/{use.pk}/{verb}/", {"version": "1"}),
    ):
        assert answer.status_code == 404
    use.refresh_from_db()
    assert (use.version, use.status, use.is_primary) == (1, "A", False)


def test_auditor_and_viewer_read_and_change_nothing(house, auditor_client, viewer_client):
    use = house.use(house.second, "SHIP_TO")
    for browser in (auditor_client, viewer_client):
        page = browser.get(f"/sites/{house.second.pk}/")
        assert (page.status_code, actions(page), columns(page, "actions")) == (200, [], [""])
        assert "Add Another Row" not in page.text
        changing = [f"/sites/{house.second.pk}/{path}" for path in PATHS if path not in ("", "history/")]
        changing += [f"/purposes/{use.pk}/{verb}/" for verb in VERBS]
        for url in changing:
            assert (browser.get(url).status_code, browser.post(url, {"version": "1"}).status_code) == (
                403,
                403,
            )
    assert auditor_client.get(f"/sites/{house.hidden.pk}/").status_code == 200
    for record in (house.second, house.second.party_site, use):
        record.refresh_from_db()
        assert record.version == 1


def test_looking_changes_nothing(house, clerk_client):
    use = house.use(house.second, "SHIP_TO")
    for path in PATHS:
        clerk_client.get(f"/sites/{house.second.pk}/{path}?version=1&category=X")
    for verb in VERBS:
        clerk_client.get(f"/purposes/{use.pk}/{verb}/?version=1")
    for record in (house.second, house.second.party_site, use):
        record.refresh_from_db()
        assert record.version == 1


@pytest.mark.parametrize(("path", "queries"), [("", 13), ("history/", 12), ("purposes/add/", 10)])
def test_queries_do_not_grow_with_the_rows(clerk_client, unit_a, django_assert_num_queries, path, queries):
    for purposes in (["BILL_TO"], ["BILL_TO", "SHIP_TO", "LEGAL"]):
        party = made(new_customer(f"Rows {len(purposes)}", new_site(unit_a, *purposes)))
        site = AccountSite.objects.get(account__party=party)
        with django_assert_num_queries(queries):
            clerk_client.get(f"/sites/{site.pk}/{path}")
