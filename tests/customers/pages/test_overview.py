"""Customer Overview: accounts, sites of the selected one, edit, remove, restore, history."""

import pytest

from accounts.models import Account
from core import writes
from core.work import work
from customers.services import NewAccount
from parties.models import Party
from reference.models import SystemOptions
from sites.models import AccountSite, SiteUse
from tests.core.pages.markup import consequences, hidden, problems, rows, values
from tests.customers.builders import made, new_customer, new_person, new_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(unit_a, unit_b):
    new = new_customer(
        "Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), new_site(unit_b, "BILL_TO"), number="A1"
    )
    new.accounts.append(NewAccount(Account(number="A2"), [new_site(unit_a, "SHIP_TO", city="Kiel")]))
    return made(new)


def texts(response):
    return [[text for _kind, text in row if text] for row in rows(response)]


@pytest.mark.rule("R-007", "R-008", "R-010", "R-011")
def test_overview_opens_on_active_accounts_with_the_sites_of_the_first(acme, clerk_client):
    site = AccountSite.objects.get(account__number="A1", unit__code="A").party_site
    assert texts(clerk_client.get(f"/customers/{acme.pk}/")) == [
        ["Select A1", "A1", "–", "External", "DEFAULT", "–", "Active", "Create Site A1Remove A1"],
        ["Select A2", "A2", "–", "External", "DEFAULT", "–", "Active", "Create Site A2Remove A2"],
        [
            site.number,
            "Am Kai 1, 20457 Hamburg, Germany",
            "Unit A",
            "Bill To primary",
            "Active",
            f"Remove {site.number}",
        ],
    ]


@pytest.mark.rule("R-098")
def test_what_creates_stands_once_and_many_filters_below_the_buttons(acme, clerk_client):
    page = clerk_client.get(f"/customers/{acme.pk}/").text
    head, _, lists = page.partition('id="page-body"')
    assert ("/accounts/create/" in head, "/accounts/create/" in lists) == (True, False)
    accounts, _, sites = lists.partition('id="sites"')
    assert accounts.index('class="filters"') < accounts.index('class="region-tools"')
    assert sites.index('class="region-tools"') < sites.index('class="filters"')


@pytest.mark.rule("R-232")
def test_selecting_another_account_shows_its_sites(acme, clerk_client):
    second = Account.objects.get(number="A2")
    response = clerk_client.get(f"/customers/{acme.pk}/?account={second.pk}")
    assert [row[1] for row in texts(response)[2:]] == ["Am Kai 1, 20457 Kiel, Germany"]


@pytest.mark.rule("R-009")
def test_status_filters_of_accounts_and_sites_are_independent(acme, clerk_client):
    with work(actor=None, channel="system"):
        account = writes.lock(Account.objects.filter(number="A2"))[0]
        writes.remove(account, version=account.version)

    def accounts(query):
        page = texts(clerk_client.get(f"/customers/{acme.pk}/{query}"))
        return [row[1] for row in page if "External" in row]

    assert accounts("") == ["A1"]
    assert accounts("?status=I") == ["A2"]
    assert accounts("?status=all") == ["A1", "A2"]
    both = texts(clerk_client.get(f"/customers/{acme.pk}/?status=I&site-status=all"))
    assert [row[1] for row in both] == ["A2", "Am Kai 1, 20457 Kiel, Germany"]


@pytest.mark.rule("R-010", "R-060")
def test_other_unit_sees_the_customer_and_only_its_own_sites(acme, other_clerk_client):
    response = other_clerk_client.get(f"/customers/{acme.pk}/")
    assert [row[2] for row in texts(response)[2:]] == ["Unit B"]
    assert "Unit A" not in response.text


@pytest.mark.rule("R-228", "R-229", "R-230")
def test_edit_saves_and_history_tells_it(acme, clerk_client):
    url = f"/customers/{acme.pk}/edit/"
    data = {**values(clerk_client.get(url)), "party-alias": "Acme", "details-reason": "Asked by phone"}
    assert clerk_client.post(url, data).headers["Location"] == f"/customers/{acme.pk}/"
    history = texts(clerk_client.get(f"/customers/{acme.pk}/history/"))
    assert history[0][3:] == ["Alias: – →became Acme", "Asked by phone", "2"]


@pytest.mark.rule("D-19", "R-228")
def test_two_people_change_the_same_field(acme, clerk_client, steward_client):
    url = f"/customers/{acme.pk}/edit/"
    mine, theirs = values(clerk_client.get(url)), values(steward_client.get(url))
    steward_client.post(url, {**theirs, "party-alias": "Theirs"})
    response = clerk_client.post(url, {**mine, "party-alias": "Mine"})
    assert response.status_code == 409
    assert [text for _kind, text in rows(response)[0]][:2] == ["Alias", "–"]
    assert Party.objects.get(pk=acme.pk).alias == "Theirs"
    clerk_client.post(url, {**values(response), "party-alias": "Mine"})
    assert Party.objects.get(pk=acme.pk).alias == "Mine"


@pytest.mark.rule("D-19")
def test_two_people_change_different_fields(acme, clerk_client, steward_client):
    url = f"/customers/{acme.pk}/edit/"
    mine, theirs = values(clerk_client.get(url)), values(steward_client.get(url))
    steward_client.post(url, {**theirs, "party-alias": "Theirs"})
    page = clerk_client.post(url, {**mine, "party-taxpayer_id": "4711"}, follow=True)
    party = Party.objects.get(pk=acme.pk)
    assert (party.alias, party.taxpayer_id) == ("Theirs", "4711")
    assert "was changed meanwhile (alias); your changes were added to the newer version." in page.text


@pytest.mark.rule("R-026")
def test_name_of_a_person_follows_its_parts(unit_a, clerk_client):
    ada = made(new_person("Ada", "Lovett", new_site(unit_a)))
    url = f"/customers/{ada.pk}/edit/"
    clerk_client.post(url, {**values(clerk_client.get(url)), "details-last_name": "Byron"})
    assert Party.objects.get(pk=ada.pk).name == "Ada Byron"


@pytest.mark.rule("R-026")
def test_name_of_a_person_is_closed_where_the_system_option_forbids_changing_it(unit_a, clerk_client):
    ada = made(new_person("Ada", "Lovett", new_site(unit_a)))
    url = f"/customers/{ada.pk}/edit/"
    with work(actor=None, channel="system"):
        options = writes.lock(SystemOptions.objects.all())[0]
        options.change_customer_name = False
        writes.save(options)

    page = clerk_client.get(url)
    assert page.text.count("Names are not changed here") == 5
    sent = {**values(page), "details-last_name": "Byron", "details-previous_last_name": "Noel"}
    assert clerk_client.post(url, sent).status_code == 302
    details = Party.objects.get(pk=ada.pk).person
    assert (str(details.party), details.last_name, details.previous_last_name) == (
        "Ada Lovett",
        "Lovett",
        "Noel",
    )


@pytest.mark.rule("R-096", "R-028", "D-11", "D-15")
def test_remove_shows_numbers_and_takes_everything_along(acme, steward_client):
    """The steward is on the list of unit A only; of unit B he is told the number."""
    url = f"/customers/{acme.pk}/remove/"
    page = steward_client.get(url)
    assert consequences(page) == [
        "2 accounts become inactive.",
        "3 addresses become inactive.",
        "2 account sites become inactive.",
        "2 business purposes become inactive.",
        "1 active site in other operating units becomes inactive as well.",
        "It is a customer until today.",
        "Nothing is deleted: Restore brings it back.",
    ]
    steward_client.post(url, {"version": hidden(page, "version") or "1"})
    assert Party.objects.get(pk=acme.pk).status == "I"
    assert not AccountSite.objects.active().exists()
    assert not SiteUse.objects.active().exists()


@pytest.mark.rule("D-15")
def test_clerk_cannot_remove_what_reaches_into_other_units(acme, clerk_client):
    url = f"/customers/{acme.pk}/remove/"
    assert consequences(clerk_client.get(url)) == [
        "It will be refused: 1 active site in other operating units; ask a data steward."
    ]
    response = clerk_client.post(url, {"version": "1"})
    assert problems(response) == ["1 active site in other operating units; ask a data steward."]
    assert Party.objects.get(pk=acme.pk).status == "A"


@pytest.mark.rule("D-11", "R-097")
def test_restore_announces_what_it_then_does(acme, steward_client, clerk_client):
    second = Account.objects.get(number="A2")
    clerk_client.post(f"/accounts/{second.pk}/remove/", {"version": "1"})
    steward_client.post(f"/customers/{acme.pk}/remove/", {"version": "1"})
    url = f"/customers/{acme.pk}/restore/"
    assert consequences(steward_client.get(url)) == [
        "1 account comes back.",
        "3 addresses come back.",
        "1 account site comes back.",
        "1 business purpose comes back.",
        "What had been removed before stays inactive.",
    ]
    steward_client.post(url, {"version": "2"})
    assert [account.number for account in Account.objects.active()] == ["A1"]


@pytest.mark.rule("R-097")
def test_restore_brings_back_exactly_what_went(acme, steward_client):
    alone = AccountSite.objects.get(account__number="A2")
    steward_client.post(f"/sites/{alone.pk}/remove/", {"version": "1"})
    steward_client.post(f"/customers/{acme.pk}/remove/", {"version": "1"})
    steward_client.post(f"/customers/{acme.pk}/restore/", {"version": "2"})
    assert list(AccountSite.objects.inactive()) == [alone]
    assert Account.objects.active().count() == 2


def test_viewer_reads_and_changes_nothing(acme, viewer_client):
    page = viewer_client.get(f"/customers/{acme.pk}/")
    assert "/edit/" not in page.text
    for path in ("edit", "remove", "restore"):
        assert viewer_client.get(f"/customers/{acme.pk}/{path}/").status_code == 403
    assert Party.objects.get(pk=acme.pk).version == 1


@pytest.mark.parametrize("path", ["", "history/"])
def test_queries_do_not_grow_with_the_rows(clerk_client, unit_a, django_assert_num_queries, path):
    counts = {"": 18, "history/": 13}
    for sites in (1, 3):
        new = new_customer(f"Rows {sites}", *[new_site(unit_a, "BILL_TO") for _n in range(sites)])
        new.accounts += [NewAccount(Account(), [new_site(unit_a)]) for _n in range(sites - 1)]
        party = made(new)
        with django_assert_num_queries(counts[path]):
            clerk_client.get(f"/customers/{party.pk}/{path}")
