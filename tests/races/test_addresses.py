"""Sixteen people at the addresses of one customer at once: marking, sharing, moving (R-053, R-055, R-061, R-268)."""

import datetime

import pytest

from core.jobs import engine, submit
from core.models import ChangeRecord, JobRun
from parties.models import PartySite
from sites.models import AccountSite, AddressMove, SiteUse
from tests.core.pages.markup import filled
from tests.factories import (
    AccountSiteFactory,
    AddressMoveFactory,
    PartyFactory,
    PartySiteFactory,
    SiteUseFactory,
)
from tests.races.crowd import PEOPLE, people, sending, statuses

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def addresses_of_one_customer(count=PEOPLE):
    """So many addresses; the first identifies the customer."""
    party = PartyFactory()
    return [PartySiteFactory(party=party, identifying=number == 0) for number in range(count)]


def marking(client, address):
    return sending(client, f"/addresses/{address.pk}/identifying/", {"version": str(address.version)})


def whole_history(address):
    """Every version of an address has its line."""
    changes = ChangeRecord.objects.filter(model="parties.partysite", object_id=address.pk)
    return sorted(changes.values_list("version", flat=True)) == list(range(1, address.version + 1))


@pytest.mark.rule("R-053", "R-055")
def test_marking_sixteen_addresses(race, unit_a):
    clients = people(unit_a)

    def prepare():
        addresses = addresses_of_one_customer()
        attempts = [marking(client, address) for client, address in zip(clients, addresses, strict=True)]

        def check(answers):
            assert {answer.status_code for answer in answers} <= {302, 409}
            assert 302 in statuses(answers)
            there = PartySite.objects.filter(party=addresses[0].party)
            assert there.active().filter(identifying=True).count() == 1
            assert all(whole_history(address) for address in there)

        return attempts, check

    race(prepare)


@pytest.mark.rule("R-061", "D-19")
def test_sixteen_change_the_place_that_their_customers_share(race, unit_a):
    clients = people(unit_a)

    def prepare():
        first = PartySiteFactory(identifying=True)
        addresses = [first] + [
            PartySiteFactory(location=first.location, identifying=True) for _number in range(PEOPLE - 1)
        ]
        attempts = []
        for number, (client, address) in enumerate(zip(clients, addresses, strict=True)):
            page = f"/addresses/{address.pk}/change/"
            sent = {**filled(client.get(page)), "place-line1": f"Kai {number}"}
            attempts.append(sending(client, page, sent))

        def check(answers):
            assert statuses(answers) == [302] + [409] * (PEOPLE - 1)
            first.location.refresh_from_db()
            assert first.location.version == 2

        return attempts, check

    race(prepare)


@pytest.mark.rule("R-268", "R-072")
def test_two_workers_and_a_clerk_at_one_move(race, unit_a):
    [client] = people(unit_a, 1)

    def prepare():
        site = AccountSiteFactory(unit=unit_a)
        SiteUseFactory(site=site, is_primary=True)
        move = AddressMoveFactory(party_site=site.party_site, takes_effect=datetime.date(2020, 1, 1))
        runs = [
            submit("move-addresses", start=False, lane=f"race {number} {move.pk}").pk for number in range(2)
        ]
        cancelling = sending(client, f"/addresses/moves/{move.pk}/cancel/", {"version": "1"})
        attempts = [cancelling, *[lambda pk=pk: engine.execute(pk) for pk in runs]]

        def check(_answers):
            move.refresh_from_db()
            active = AccountSite.objects.active().filter(account=site.account)
            primaries = SiteUse.objects.active().filter(account=site.account, is_primary=True)
            assert (active.count(), primaries.count()) == (1, 1)
            assert move.state in ("D", "C")
            assert (active.get() != site) == (move.state == "D")
            assert set(JobRun.objects.filter(pk__in=runs).values_list("state", flat=True)) == {"done"}
            assert AddressMove.objects.filter(party_site=site.party_site_id).count() == 1

        return attempts, check

    race(prepare)
