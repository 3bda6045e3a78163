"""Sixteen people add or mark a primary bill-to of one account and unit at once, through the pages (R-072, R-073)."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.guard import allowed
from core.models import ChangeRecord
from sites.models import SiteUse
from tests.core.pages.markup import hidden
from tests.factories import AccountFactory, AccountSiteFactory, SiteUseFactory
from tests.races.crowd import PEOPLE, at_once, people, sending, statuses

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.rule("R-072", "R-073"),
]
CONFLICT = "was changed by somebody else meanwhile. Look at the consequences once more."


@pytest.fixture
def sites(unit_a):
    """As many sites of one account and unit as there are people."""
    account = AccountFactory()
    return [AccountSiteFactory(account=account, unit=unit_a) for _number in range(PEOPLE)]


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


def primaries():
    return SiteUse.objects.active().filter(purpose="BILL_TO", is_primary=True)


def check(answers):
    """Every answer is a success or says in words that somebody was faster; one primary is left; history is whole."""
    assert {answer.status_code for answer in answers} <= {302, 409}
    assert 302 in statuses(answers)
    assert all(CONFLICT in answer.text for answer in answers if answer.status_code == 409)
    assert primaries().count() == 1
    for use in SiteUse.objects.all():
        changes = ChangeRecord.objects.filter(model="customer_sites.siteuse", object_id=use.pk)
        assert sorted(changes.values_list("version", flat=True)) == list(range(1, use.version + 1))


def test_marking_sixteen_purposes(sites, unit_a):
    uses = [SiteUseFactory(site=site) for site in sites]
    check(at_once([marking(client, use) for client, use in zip(people(unit_a), uses, strict=True)]))


def test_marking_two_purposes_to_and_fro(sites, unit_a):
    uses = [SiteUseFactory(site=site) for site in sites[:2]]
    clients = people(unit_a)
    answers = at_once([marking(client, uses[number % 2]) for number, client in enumerate(clients)])
    check(answers)


def test_adding_sixteen_purposes(sites, unit_a):
    answers = at_once([adding(client, site) for client, site in zip(people(unit_a), sites, strict=True)])
    check(answers)
    assert statuses(answers) == [302] * PEOPLE
    assert SiteUse.objects.count() == PEOPLE


def test_adding_and_marking(sites, unit_a):
    half = PEOPLE // 2
    clients, uses = people(unit_a), [SiteUseFactory(site=site) for site in sites[:half]]
    attempts = [marking(client, use) for client, use in zip(clients[:half], uses, strict=True)]
    attempts += [adding(client, site) for client, site in zip(clients[half:], sites[half:], strict=True)]
    check(at_once(attempts))
    assert SiteUse.objects.count() == PEOPLE


def test_a_second_primary_is_refused_by_its_constraint_whoever_inserts_it(sites):
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
    assert primaries().get() == first
