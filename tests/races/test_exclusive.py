"""Sixteen people give one account the purpose that it has only once, or one internal location to its purposes."""

import pytest
from django.core.exceptions import ValidationError

from core import writes
from core.work import work
from reference.models import SystemOptions
from sites.models import SiteUse
from tests.core.pages.markup import hidden
from tests.factories import AccountFactory, AccountSiteFactory, InventorySiteFactory, SiteUseFactory
from tests.races.crowd import PEOPLE, at_once, people, sending, statuses
from tests.races.test_primary import sites_of_one_account

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ONLY_ONE = "in this operating unit already; there can be only one."


def adding(client, site, purpose):
    address = f"/sites/{site.pk}/purposes/add/"
    data = {
        "form_token": hidden(client.get(address), "form_token"),
        "purposes-TOTAL_FORMS": "1",
        "purposes-INITIAL_FORMS": "0",
        "purposes-0-purpose": purpose,
    }
    return sending(client, address, data)


def giving(record, field, value):
    """Gives a record a value and answers what became of it."""

    def give():
        setattr(record, field, value)
        try:
            with work(actor=None, channel="system"):
                writes.save(record, version=record.version)
        except ValidationError as error:
            return error.message_dict
        return "saved"

    return give


@pytest.mark.parametrize(
    "purpose",
    [
        pytest.param("STMTS", marks=pytest.mark.rule("R-077")),
        pytest.param("LC", marks=pytest.mark.rule("R-079")),
        pytest.param("DUN", marks=pytest.mark.rule("R-079")),
    ],
)
def test_adding_what_an_account_has_once(race, unit_a, purpose):
    clients = people(unit_a)

    def prepare():
        sites = sites_of_one_account(unit_a)
        for site in sites:
            SiteUseFactory(site=site)
        attempts = [adding(client, site, purpose) for client, site in zip(clients, sites, strict=True)]
        return attempts, lambda answers: one_was_added(answers, sites[0].account)

    def one_was_added(answers, account):
        # A machine that is out of breath says so (503) and saves nothing.
        assert set(statuses(answers)) <= {200, 302, 503}
        assert statuses(answers).count(302) == 1
        assert all(ONLY_ONE in answer.text for answer in answers if answer.status_code == 200)
        assert SiteUse.objects.active().filter(account=account, purpose=purpose).count() == 1

    race(prepare)


@pytest.mark.rule("R-088")
def test_one_internal_location_for_sixteen_purposes(unit_a):

    location = InventorySiteFactory()
    uses = [
        SiteUseFactory(
            site=AccountSiteFactory(account=AccountFactory(account_type="I"), unit=unit_a), purpose="SHIP_TO"
        )
        for _number in range(PEOPLE)
    ]

    answers = at_once([giving(use, "internal_location", location) for use in uses])
    refused = {"internal_location": ["Another active business purpose has this internal location."]}
    assert sorted(map(str, answers)) == sorted(["saved", *[str(refused)] * (PEOPLE - 1)])
    assert SiteUse.objects.filter(internal_location=location).count() == 1


@pytest.mark.rule("R-066")
def test_one_edi_location_for_sixteen_sites(unit_a):
    sites = sites_of_one_account(unit_a)
    answers = at_once([giving(site, "edi_location", "DOCK7") for site in sites])
    refused = ["Another active site of the account has this EDI location in this operating unit."]
    expected = ["saved", *[str({"edi_location": refused})] * (PEOPLE - 1)]
    assert sorted(map(str, answers)) == sorted(expected)


@pytest.mark.rule("R-079")
def test_option_is_switched_on_while_second_sites_are_added(unit_a):
    """Whoever comes first: never an account with two while the option is on."""

    def switch(value):
        row = SystemOptions.objects.get()
        row.one_dunning_site = value
        try:
            with work(actor=None, channel="system"):
                writes.save(row, version=row.version)
        except ValidationError:
            return "refused"
        return "switched"

    switch(False)
    clients = people(unit_a, 5)
    sites = [sites_of_one_account(unit_a, 2) for _client in clients]
    for first, _second in sites:
        SiteUseFactory(site=first, purpose="DUN")
    attempts = [
        adding(client, second, "DUN") for client, (_first, second) in zip(clients, sites, strict=True)
    ]
    answers = at_once([*attempts, lambda: switch(True)])
    twice = sum(
        SiteUse.objects.active().filter(account=first.account, purpose="DUN").count() == 2
        for first, _second in sites
    )
    assert SystemOptions.objects.get().one_dunning_site is (answers[-1] == "switched")
    assert (answers[-1] == "refused") is (twice > 0)
    assert sum(answer.status_code == 302 for answer in answers[:-1]) == twice
