"""What can be done with sites and purposes, below every page (R-058 to R-060, R-066, R-070 to R-076)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from core import writes
from core.guard import allowed
from core.work import work
from reference.models import SystemOptions
from sites import services
from sites.models import AccountSite, SiteUse
from tests.customers.builders import made, new_customer, new_site
from tests.factories import PartySiteFactory, SiteUseFactory

pytestmark = pytest.mark.django_db


def added(*uses, wanted=None, actor=None):
    """Add purposes in a unit of work of their own; answers them and what the user is told."""
    with work(actor=actor, channel="page") as unit_of_work:
        made_ = services.add_uses(uses, wanted or [None] * len(uses))
    return made_, unit_of_work.notices


def removed(record):
    with work(actor=None, channel="system"):
        return writes.remove(record, version=record.version)


def refused(call, *args, **kwargs):
    """The errors of each record, by field, of a call that must be refused."""
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="page"):
        call(*args, **kwargs)
    records = getattr(caught.value, "records", None)
    if records is None:
        return caught.value.messages
    return {
        name: [m for e in errors for m in e.messages]
        for _record, by in records
        for name, errors in by.items()
    }


@pytest.mark.rule("R-058")
def test_account_has_one_site_per_address_and_unit(house, unit_b):
    again = AccountSite(account=house.account, party_site=house.first.party_site, unit=house.first.unit)
    assert refused(services.add_sites, [again]) == {
        "party_site": ["The account has a site at this address in this operating unit already."]
    }
    removed(house.first)
    assert list(refused(services.add_sites, [again])) == ["party_site"]
    other = AccountSite(account=house.account, party_site=house.first.party_site, unit=unit_b)
    with work(actor=None, channel="page"):
        services.add_sites([other])
    assert AccountSite.objects.filter(party_site=house.first.party_site).count() == 2


@pytest.mark.rule("R-059")
def test_unit_of_a_site_is_required_reachable_and_final(house, unit_a, unit_b, clerk):
    address = PartySiteFactory(party=house.account.party)
    missing = AccountSite(account=house.account, party_site=address)
    assert refused(services.add_sites, [missing]) == {"unit": ["Choose the operating unit."]}
    with pytest.raises(PermissionDenied), work(actor=clerk, channel="page"):
        services.add_sites([AccountSite(account=house.account, party_site=address, unit=unit_b)])
    house.first.unit = unit_b
    assert refused(services.change_site, house.first, version=1) == {
        "unit": ["This cannot be changed any more."]
    }
    assert AccountSite.objects.filter(unit=unit_a).count() == 2


@pytest.mark.rule("R-060")
def test_rows_of_other_units_do_not_exist_for_a_user(house, clerk, other_clerk, auditor, viewer):
    seen = {
        user.username: set(AccountSite.objects.visible_to(user))
        for user in (clerk, other_clerk, auditor, viewer)
    }
    mine = {house.first, house.second}
    assert seen == {
        "clerk": mine,
        "other_clerk": {house.hidden},
        "auditor": {*mine, house.hidden},
        "viewer": mine,
    }
    assert set(SiteUse.objects.visible_to(other_clerk)) == {house.use(house.hidden, "BILL_TO")}


@pytest.mark.rule("R-060", "R-059")
def test_no_service_writes_into_another_unit(house, clerk):
    site, use = house.hidden, house.use(house.hidden, "BILL_TO")
    calls = [
        lambda: services.change_site(site, version=1),
        lambda: services.remove_site(site, version=1),
        lambda: services.restore_site(site, version=1),
        lambda: services.add_uses([SiteUse(site=site, purpose="LEGAL")], [None]),
        lambda: services.make_primary(use, version=1),
        lambda: services.remove_use(use, version=1),
        lambda: services.restore_use(use, version=1),
    ]
    for call in calls:
        with pytest.raises(PermissionDenied), work(actor=clerk, channel="page"):
            call()
    assert (site.version, use.version, site.uses.count()) == (1, 1, 1)


@pytest.mark.rule("R-022")
def test_site_is_at_an_active_address_of_its_own_customer(house, unit_a):
    foreign = PartySiteFactory()
    assert refused(
        services.add_sites, [AccountSite(account=house.account, party_site=foreign, unit=unit_a)]
    ) == {"party_site": ["Choose an address of this customer."]}
    closed = PartySiteFactory(party=house.account.party)
    removed(closed)
    closed.status = "A"  # a page that was opened before
    assert refused(
        services.add_sites, [AccountSite(account=house.account, party_site=closed, unit=unit_a)]
    ) == {"party_site": ["Choose an active address."]}


@pytest.mark.rule("R-098")
def test_inactive_account_takes_no_site_and_inactive_site_no_purpose(house, unit_a):
    address = PartySiteFactory(party=house.account.party)
    account, site = house.account, AccountSite.objects.get(pk=house.second.pk)
    removed(AccountSite.objects.get(pk=site.pk))
    assert refused(services.add_uses, [SiteUse(site=site, purpose="LEGAL")], [None]) == {
        "__all__": [f"{site} is inactive; restore the site first."]
    }
    removed(type(account).objects.get(pk=account.pk))
    assert refused(services.add_sites, [AccountSite(account=account, party_site=address, unit=unit_a)]) == {
        "__all__": ["The account is inactive; restore it first."]
    }


@pytest.mark.rule("R-066")
def test_edi_location_is_unique_among_active_sites_of_account_and_unit(house):
    def name(site, text):
        site.edi_location = text
        with work(actor=None, channel="page"):
            services.change_site(site, version=site.version)

    name(house.first, "Dock 7")
    name(house.hidden, "DOCK 7")
    with pytest.raises(ValidationError) as caught:
        name(house.second, "dock  7")
    assert list(caught.value.message_dict) == ["edi_location"]
    house.second.refresh_from_db()
    removed(house.first)
    name(house.second, "dock 7")
    house.first.refresh_from_db()
    assert refused(services.restore_site, house.first, version=house.first.version) == [
        "Another active site of the account has this EDI location in this operating unit."
    ]


@pytest.mark.rule("R-070", "R-071", "R-072")
def test_first_purpose_of_a_group_is_primary_and_later_ones_are_not(house):
    (legal, bill_to), told = added(
        SiteUse(site=house.second, purpose="LEGAL"),
        SiteUse(site=house.second, purpose="BILL_TO"),
        wanted=[False, None],
    )
    assert (legal.is_primary, bill_to.is_primary, told) == (True, False, [])
    (later,), _told = added(SiteUse(site=house.first, purpose="LEGAL"))
    assert later.is_primary is False


@pytest.mark.rule("R-070", "D-3")
@pytest.mark.parametrize(("wish", "primary"), [(None, True), (True, True), (False, False)])
def test_unticked_counts_where_there_was_a_primary_before(house, wish, primary):
    removed(house.use(house.first, "BILL_TO"))
    (use,), _told = added(SiteUse(site=house.second, purpose="BILL_TO"), wanted=[wish])
    assert use.is_primary is primary


@pytest.mark.rule("R-072", "R-073")
def test_marked_purpose_takes_the_flag_in_the_same_transaction(house):
    former = house.use(house.first, "BILL_TO")
    (use,), told = added(SiteUse(site=house.second, purpose="BILL_TO"), wanted=[True])
    assert told == [f"{former} is no longer primary."]
    primaries = SiteUse.objects.active().filter(account=house.account, unit=use.unit, purpose="BILL_TO")
    assert list(primaries.filter(is_primary=True)) == [use]


@pytest.mark.rule("R-070", "R-071", "R-072")
@pytest.mark.parametrize(
    ("wanted", "primary"),
    [([None, None], [True, False]), ([True, True], [False, True]), ([False, True], [False, True])],
)
def test_of_several_in_one_go_one_is_primary(unit_a, wanted, primary):
    party = made(new_customer("Twice Ltd", new_site(unit_a), new_site(unit_a)))
    uses = [
        SiteUse(site=site, purpose="BILL_TO") for site in AccountSite.objects.filter(account__party=party)
    ]
    added(*uses, wanted=wanted)
    assert [use.is_primary for use in uses] == primary


@pytest.mark.rule("R-072")
def test_groups_are_per_purpose_account_and_unit(house):
    groups = SiteUse.objects.filter(is_primary=True).order_by("pk").values_list("purpose", "unit__code")
    assert sorted(groups) == [("BILL_TO", "A"), ("BILL_TO", "B"), ("SHIP_TO", "A")]


@pytest.mark.rule("R-072")
def test_second_primary_by_sql_is_refused_by_the_constraint(house):
    use = house.use(house.second, "SHIP_TO")
    statement = "UPDATE customer_sites_siteuse SET is_primary = %s WHERE id = %s"
    message = r"customer_sites_one_primary|UNIQUE constraint failed"
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        allowed(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [True, use.pk])
    assert SiteUse.objects.filter(purpose="SHIP_TO", is_primary=True).count() == 1


@pytest.mark.rule("R-073")
def test_make_primary_unmarks_the_former_one(house):
    former, use = house.use(house.first, "SHIP_TO"), house.use(house.second, "SHIP_TO")
    with work(actor=None, channel="page") as unit_of_work:
        services.make_primary(use, version=1)
    former.refresh_from_db()
    assert (use.is_primary, former.is_primary) == (True, False)
    assert unit_of_work.notices == [f"{former} is no longer primary."]


@pytest.mark.rule("R-074")
def test_purpose_is_active_once_on_a_site(house):
    again = SiteUse(site=house.first, purpose="BILL_TO", location="OTHER")
    assert refused(services.add_uses, [again], [None]) == {"purpose": ["This site has this purpose already."]}
    removed(house.use(house.first, "BILL_TO"))
    (use,), _told = added(SiteUse(site=house.first, purpose="BILL_TO", location="OTHER"))
    assert use.status == "A"


@pytest.mark.rule("R-075")
def test_location_is_unique_in_account_purpose_and_unit_inactive_ones_included(house):
    former = house.use(house.first, "BILL_TO")
    removed(former)
    again = SiteUse(site=house.second, purpose="BILL_TO", location=former.location)
    assert refused(services.add_uses, [again], [None]) == {
        "location": ["Another purpose of the same kind has this location in the account and operating unit."]
    }
    (other_purpose, other_unit), _told = added(
        SiteUse(site=house.second, purpose="LEGAL", location=former.location),
        SiteUse(site=house.hidden, purpose="LEGAL", location=former.location),
    )
    assert (other_purpose.location, other_unit.location) == (former.location,) * 2


@pytest.mark.rule("R-075")
def test_location_is_generated_past_numbers_that_are_taken_or_required(house):
    drawn = int(house.use(house.hidden, "BILL_TO").location)
    SiteUseFactory(site=house.second, purpose="BILL_TO", location=str(drawn + 1))
    (use,), _told = added(SiteUse(site=house.second, purpose="LEGAL"))
    assert use.location.isdecimal()
    assert not SiteUse.objects.filter(location=use.location).exclude(pk=use.pk).exists()
    with work(actor=None, channel="system"):
        options = writes.lock(SystemOptions.objects.all())[0]
        options.automatic_site_numbering = False
        writes.save(options)
    assert refused(services.add_uses, [SiteUse(site=house.second, purpose="MARKET")], [None]) == {
        "location": ["Enter the location: it is not generated."]
    }


@pytest.mark.rule("R-076")
def test_ship_to_without_bill_to_gets_that_of_its_site_else_the_primary(house):
    primary = house.use(house.first, "BILL_TO")
    assert house.use(house.second, "SHIP_TO").bill_to == primary
    removed(house.use(house.second, "SHIP_TO"))
    (bill_to, ship_to), _told = added(
        SiteUse(site=house.second, purpose="BILL_TO"), SiteUse(site=house.second, purpose="SHIP_TO")
    )
    assert (bill_to.is_primary, ship_to.bill_to) == (False, bill_to)


@pytest.mark.rule("R-076")
def test_inactive_bill_to_is_not_newly_chosen_and_stays_where_it_is(house):
    bill_to, ship_to = house.use(house.first, "BILL_TO"), house.use(house.second, "SHIP_TO")
    removed(bill_to)
    new = SiteUse(site=house.second, purpose="DELIVER_TO")
    added(new)
    removed(ship_to)
    again = SiteUse(site=house.second, purpose="SHIP_TO", bill_to=bill_to)
    assert refused(services.add_uses, [again], [None]) == {
        "bill_to": ["This Bill To is inactive; choose an active one."]
    }
    ship_to.refresh_from_db()
    assert ship_to.bill_to_id == bill_to.pk
