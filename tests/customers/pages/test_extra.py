"""Extra fields on the pages: asked when a record is made or changed, shown, kept in history, searched for."""

import csv

import pytest

from core import writes
from core.models import ExtraField
from core.work import work
from parties.models import Party
from sites.models import AccountSite
from tests.core.pages.markup import columns, facts, filled, problems, rows
from tests.customers.builders import made, new_customer, new_site
from tests.factories import ExtraFieldFactory

pytestmark = pytest.mark.django_db

Type = ExtraField.Type


@pytest.fixture
def acme(unit_a, unit_b):
    ExtraFieldFactory(code="grade", label="Grade", type=Type.CHOICE, choices="Gold\nSilver", position=1)
    ExtraFieldFactory(code="dock", label="Dock height", type=Type.NUMBER, position=2)
    ExtraFieldFactory(code="fair", label="Fair trade", type=Type.YES_NO, position=3)
    ExtraFieldFactory(model="accounts.account", code="route", label="Route")
    ExtraFieldFactory(model="customer_sites.accountsite", code="gate", label="Gate")
    return made(
        new_customer(
            "Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), new_site(unit_b, "BILL_TO"), number="A1"
        )
    )


def put(record, **values):
    record.extra = {**record.extra, **values}
    with work(actor=None, channel="system"):
        return writes.save(record, version=record.version)


def edited(client, address, **values):
    form = filled(client.get(address))
    return client.post(address, {**form, **values}, follow=True)


def test_the_edit_page_takes_them_and_the_overview_shows_them(acme, clerk_client):
    address = f"/customers/{acme.pk}/edit/"
    values = {"party-extra.grade": "Gold", "party-extra.dock": "1.50", "party-extra.fair": "no"}
    answer = edited(clerk_client, address, **values)
    assert Party.objects.get(pk=acme.pk).extra == {"grade": "Gold", "dock": "1.5", "fair": False}
    shown = facts(answer)
    assert {name: shown[name] for name in ("Grade", "Dock Height", "Fair Trade")} == {
        "Grade": "Gold",
        "Dock Height": "1.5",
        "Fair Trade": "No",
    }
    history = clerk_client.get(f"/customers/{acme.pk}/history/").text
    assert all(label in history for label in ("Grade", "Dock Height", "Fair Trade"))


def test_accounts_and_sites_have_theirs(acme, clerk_client):
    account = acme.accounts.get()
    site = AccountSite.objects.get(account=account, unit__code="A")
    edited(clerk_client, f"/accounts/{account.pk}/edit/", **{"extra.route": "North"})
    edited(clerk_client, f"/sites/{site.pk}/edit/", **{"site-extra.gate": "7b"})
    account.refresh_from_db()
    site.refresh_from_db()
    assert (account.extra, site.extra) == ({"route": "North"}, {"gate": "7b"})


def test_a_required_one_is_asked_for_and_a_wrong_one_told_beside_it(acme, clerk_client):
    ExtraFieldFactory(code="must", label="Must have", required=True, position=9)
    address = f"/customers/{acme.pk}/edit/"
    answer = edited(clerk_client, address, **{"party-extra.dock": "high"})
    assert problems(answer) == ["Dock Height: Enter a number.", "Must Have: This field is required."]


@pytest.mark.rule("R-260")
def test_a_choice_that_went_out_of_use_stays_offered_where_it_is(acme, clerk_client):
    put(acme, grade="Gold")
    grade = ExtraField.objects.get(code="grade")
    grade.choices = "Silver"
    with work(actor=None, channel="admin"):
        writes.save(grade, version=grade.version)
    answer = edited(clerk_client, f"/customers/{acme.pk}/edit/", **{"party-alias": "Acme"})
    assert problems(answer) == []
    assert Party.objects.get(pk=acme.pk).extra == {"grade": "Gold"}


@pytest.mark.rule("D-19")
def test_a_conflict_shows_both_values(acme, clerk_client):
    address = f"/customers/{acme.pk}/edit/"
    form = filled(clerk_client.get(address))
    put(Party.objects.get(pk=acme.pk), grade="Silver")
    answer = clerk_client.post(address, {**form, "party-extra.grade": "Gold"})
    assert answer.status_code == 409
    assert [text for _kind, text in rows(answer)[0]] == [
        "Grade",
        "–",
        "SilverKeep for Grade the value that stands now",
        "GoldTake for Grade the value you typed",
    ]


def found(client, query):
    return columns(client.get(f"/customers/?search=advanced&go=1&{query}"), "key")


@pytest.mark.rule("R-001", "R-060")
def test_the_advanced_search_finds_by_them_within_the_own_units(
    acme, clerk_client, other_clerk_client, unit_a
):
    made(new_customer("Other Ltd", new_site(unit_a, "BILL_TO", line1="Kai 2"), number="B1"))
    put(acme, grade="Gold", dock="1.5")
    put(acme.accounts.get(), route="North Quay")
    put(AccountSite.objects.get(account__party=acme, unit__code="A"), gate="Seven")
    assert found(clerk_client, "p.grade=Gold")[:1] == ["Acme Harbour Ltd"]
    assert found(clerk_client, "p.grade=Silver") == []
    assert found(clerk_client, "p.dock=1.50")[:1] == ["Acme Harbour Ltd"]
    assert found(clerk_client, "a.route=quay")[:2] == ["Acme Harbour Ltd", "A1"]
    assert found(clerk_client, "s.gate=sev")[:1] == ["Acme Harbour Ltd"]
    assert found(other_clerk_client, "s.gate=sev") == []
    assert columns(clerk_client.get("/customers/?q=quay"), "key")[:1] == ["Acme Harbour Ltd"]


def exported(client, query):
    text = client.get(f"/customers/?q=acme&export=csv&{query}").getvalue().decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))


def test_they_are_columns_to_choose_and_to_export(acme, clerk_client):
    put(acme, grade="Gold", dock="1.5", fair=True)
    assert "Grade" not in clerk_client.get("/customers/?q=acme").text.split("<tbody")[0].split("<thead")[1]
    chosen = "columns=extra-grade,extra-dock,extra-fair"
    shown = clerk_client.get(f"/customers/?q=acme&{chosen}")
    assert [text for _kind, text in rows(shown)[0]][-4:-1] == ["Gold", "1.5", "Yes"]
    assert exported(clerk_client, chosen) == [
        ["Name", "Grade", "Dock Height", "Fair Trade"],
        ["Acme Harbour Ltd", "Gold", "1.5", "Yes"],
    ]
