"""Sixteen people add or mark a primary bill-to of one account and unit at once, through the pages (R-072, R-073)."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.guard import allowed
from core.models import ChangeRecord
from sites.models import SiteUse
from tests.core.pages.markup import hidden
from tests.factories import AccountFactory, AccountSiteFactory, SiteUseFactory
from tests.races.crowd import PEOPLE, people, running, sending, statuses
from tests.report.plugin import Figures
from tests.scale import size

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.rule("R-072", "R-073"),
]
CONFLICT = "was changed by somebody else meanwhile. Look at the consequences once more."


def sites_of_one_account(unit, count=PEOPLE):
    """So many sites of one account and unit."""
    account = AccountFactory()
    return [AccountSiteFactory(account=account, unit=unit) for _number in range(count)]


def marking(client, use):
    return sending(client, f"/purposes/{use.pk}/primary/", {"version": str(use.version)})


def adding(client, site):
    address = f"/sites/{site.pk}/purposes/add/"
    data = {
        "form_token": hidden(client.get(address), "form_token"),
        "purposes-TOTAL_FORMS": "1",
        "purposes-INITIAL_FORMS": "0",
        "purposes-0-purpose": "BILL_TO",
        "purposes-0-primary": "yes",
    }
    return sending(client, address, data)


def primaries(account):
    return SiteUse.objects.active().filter(account=account, purpose="BILL_TO", is_primary=True)


def check(answers, account):
    """Every answer is a success or says in words that somebody was faster; one primary is left; history is whole."""
    assert {answer.status_code for answer in answers} <= {302, 409}
    assert 302 in statuses(answers)
    assert all(CONFLICT in answer.text for answer in answers if answer.status_code == 409)
    assert primaries(account).count() == 1
    for use in SiteUse.objects.filter(account=account):
        changes = ChangeRecord.objects.filter(model="customer_sites.siteuse", object_id=use.pk)
        assert sorted(changes.values_list("version", flat=True)) == list(range(1, use.version + 1))


def test_marking_sixteen_purposes(race, unit_a):
    clients = people(unit_a)

    def prepare():
        uses = [SiteUseFactory(site=site) for site in sites_of_one_account(unit_a)]
        attempts = [marking(client, use) for client, use in zip(clients, uses, strict=True)]
        return attempts, lambda answers: check(answers, uses[0].account)

    race(prepare)


def test_marking_two_purposes_to_and_fro(race, unit_a):
    clients = people(unit_a)

    def prepare():
        uses = [SiteUseFactory(site=site) for site in sites_of_one_account(unit_a, 2)]
        attempts = [marking(client, uses[number % 2]) for number, client in enumerate(clients)]
        return attempts, lambda answers: check(answers, uses[0].account)

    race(prepare)


def test_adding_sixteen_purposes(race, unit_a):
    clients = people(unit_a)

    def prepare():
        sites = sites_of_one_account(unit_a)
        attempts = [adding(client, site) for client, site in zip(clients, sites, strict=True)]
        return attempts, lambda answers: everybody_added(answers, sites[0].account)

    def everybody_added(answers, account):
        check(answers, account)
        assert statuses(answers) == [302] * PEOPLE
        assert SiteUse.objects.filter(account=account).count() == PEOPLE

    race(prepare)


def test_adding_and_marking(race, unit_a):
    half, clients = PEOPLE // 2, people(unit_a)

    def prepare():
        sites = sites_of_one_account(unit_a)
        uses = [SiteUseFactory(site=site) for site in sites[:half]]
        attempts = [marking(client, use) for client, use in zip(clients[:half], uses, strict=True)]
        attempts += [adding(client, site) for client, site in zip(clients[half:], sites[half:], strict=True)]
        return attempts, lambda answers: all_are_there(answers, sites[0].account)

    def all_are_there(answers, account):
        check(answers, account)
        assert SiteUse.objects.filter(account=account).count() == PEOPLE

    race(prepare)


@pytest.mark.twin("races")
def test_a_wrong_outcome_is_counted_and_fails(unit_a):
    """The twin of the races: a page that answers at once and saves nothing."""
    [client], counted = people(unit_a, 1), Figures()
    use = SiteUseFactory(site=sites_of_one_account(unit_a, 1)[0])

    def prepare():
        nothing = [lambda: client.get("/healthz")] * 2
        return nothing, lambda answers: check(answers, use.account)

    with pytest.raises(AssertionError):
        running(counted)(prepare)
    rounds = size().rounds
    assert counted.counted == {
        "races": rounds,
        "race answers": 2 * rounds,
        "race faults": 0,
        "races wrong": rounds,
    }


def test_a_second_primary_is_refused_by_its_constraint_whoever_inserts_it(unit_a):
    sites = sites_of_one_account(unit_a, 2)
    first = SiteUseFactory(site=sites[0], is_primary=True)
    columns = [field.column for field in SiteUse._meta.concrete_fields if not field.primary_key]
    others = {"site_id": str(sites[1].pk), "location": "'X'", "location_key": "'x'"}
    names = ", ".join(f'"{column}"' for column in columns)

    def copied(**values):
        """An INSERT of a row like the first one, but for these values."""
        taken = ", ".join({**others, **values}.get(column, f'"{column}"') for column in columns)
        table = SiteUse._meta.db_table
        return f"INSERT INTO {table} ({names}) SELECT {taken} FROM {table} WHERE id = {first.pk}"

    with allowed(), connection.cursor() as cursor:
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            cursor.execute(copied())
        assert refused.value.__cause__.diag.constraint_name == "customer_sites_one_primary"
        # The same row without the mark is taken: nothing else was wrong with it.
        cursor.execute(copied(is_primary="false"))
    assert primaries(first.account).get() == first
