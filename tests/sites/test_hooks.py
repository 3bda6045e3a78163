"""What goes and comes with sites and accounts: cascades, exactly those, refusals (R-095 to R-099, D-11, D-15)."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Account
from core import writes
from core.models import ChangeRecord
from core.work import work
from parties import services as parties
from sites import services
from sites.models import AccountSite, SiteUse
from tests.factories import PartySiteFactory

pytestmark = pytest.mark.django_db


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def act(verb, record, actor=None):
    """Remove or restore as it stands now; answers what the user is told."""
    record = fresh(record)
    with work(actor=actor, channel="page") as unit_of_work:
        getattr(writes, verb)(record, version=record.version)
    return unit_of_work.notices


def statuses(*records):
    return [fresh(record).status for record in records]


def refused(verb, record, actor=None):
    with pytest.raises(ValidationError) as caught:
        act(verb, record, actor)
    return caught.value.messages


@pytest.fixture
def uses(house):
    """Bill To and Ship To of `first`, Ship To of `second`."""
    return [
        house.use(house.first, "BILL_TO"),
        house.use(house.first, "SHIP_TO"),
        house.use(house.second, "SHIP_TO"),
    ]


@pytest.mark.rule("R-095", "D-11")
def test_removed_site_takes_its_purposes_along_and_each_remembers_why(house, uses):
    act("remove", house.first)
    assert statuses(house.first, house.second, *uses) == ["I", "A", "I", "I", "A"]
    assert [fresh(record).removed_with_parent for record in (house.first, *uses)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.rule("R-095", "R-230")
def test_cascade_is_logged_row_by_row(house, uses, clerk):
    act("remove", house.first, clerk)
    logged = ChangeRecord.objects.filter(action="remove").order_by("pk")
    assert list(logged.values_list("model", "object_id", "actor", "channel", "version")) == [
        ("customer_sites.accountsite", house.first.pk, clerk.pk, "page", 2),
        ("customer_sites.siteuse", uses[0].pk, clerk.pk, "page", 2),
        ("customer_sites.siteuse", uses[1].pk, clerk.pk, "page", 2),
    ]


@pytest.mark.rule("R-056")
def test_removing_and_restoring_a_site_leaves_its_address_alone(house):
    act("remove", house.first)
    act("restore", house.first)
    address = fresh(house.first.party_site)
    assert (address.version, address.status, address.identifying) == (1, "A", True)


@pytest.mark.rule("R-096", "D-11")
def test_removed_account_takes_sites_and_purposes_along(house, uses, steward):
    act("remove", house.account, steward)
    hidden = house.use(house.hidden, "BILL_TO")
    records = [house.first, house.second, house.hidden, *uses, hidden]
    assert statuses(*records) == ["I"] * 7
    assert all(fresh(record).removed_with_parent for record in records)
    assert statuses(house.first.party_site, house.account.party) == ["A", "A"]


@pytest.mark.rule("R-097", "D-11")
def test_restored_account_brings_back_exactly_what_went_with_it(house, uses, steward):
    act("remove", uses[1])
    act("remove", house.second)
    act("remove", house.account, steward)
    act("restore", house.account, steward)
    assert statuses(house.first, house.second, house.hidden, *uses) == ["A", "I", "A", "A", "I", "I"]
    assert [fresh(record).removed_with_parent for record in (house.first, uses[0])] == [False, False]
    # The site that went alone comes back alone, with what went with it then.
    act("restore", house.second)
    assert statuses(house.second, uses[2], uses[1]) == ["A", "A", "I"]


@pytest.mark.rule("R-096", "R-097", "D-11")
def test_party_takes_everything_along_and_brings_exactly_that_back(house, uses, steward):
    act("remove", uses[1])
    act("remove", house.account.party, steward)
    records = [house.account.party, house.account, house.first, house.first.party_site, *uses]
    assert statuses(*records) == ["I"] * 7
    act("restore", house.account.party, steward)
    assert statuses(*records) == ["A", "A", "A", "A", "A", "I", "A"]


@pytest.mark.rule("R-097", "R-066")
def test_child_that_would_break_a_rule_stays_inactive_and_is_named(house, steward):
    for site, text in ((house.first, "D"), (house.second, "E")):
        with work(actor=None, channel="page"):
            site.edi_location = text
            services.change_site(site, version=site.version)
    act("remove", house.account, steward)
    second = fresh(house.second)
    with work(actor=None, channel="page"):
        second.edi_location = "D"
        services.change_site(second, version=second.version)
    told = act("restore", house.account, steward)
    assert told == [
        f"{second} stays inactive: "
        "Another active site of the account has this EDI location in this operating unit."
    ]
    assert statuses(house.account, house.first, house.second) == ["A", "A", "I"]
    assert fresh(second).removed_with_parent is False


@pytest.mark.rule("R-097", "R-072")
def test_purpose_comes_back_as_primary_only_without_another(house, uses):
    _bill_to, first, second = uses
    act("remove", house.first)
    with work(actor=None, channel="page"):
        services.make_primary(fresh(second), version=fresh(second).version)
    act("restore", house.first)
    assert [(fresh(use).status, fresh(use).is_primary) for use in uses] == [
        ("A", True),
        ("A", False),
        ("A", True),
    ]
    act("remove", second)
    act("remove", first)
    act("restore", second)
    assert fresh(second).is_primary is True


@pytest.mark.rule("R-098")
def test_nothing_is_restored_under_something_inactive(house, uses, steward):
    act("remove", house.first)
    assert refused("restore", uses[0]) == [f"The site {house.first} is inactive; restore the site first."]
    act("remove", house.account, steward)
    assert refused("restore", house.first) == ["Account A1 is inactive; restore the account first."]
    act("remove", house.account.party, steward)
    assert refused("restore", house.account) == ["Acme Harbour Ltd is inactive; restore the customer first."]
    assert refused("restore", house.first.party_site) == [
        "Acme Harbour Ltd is inactive; restore the customer first."
    ]
    assert statuses(house.account, house.first, uses[0], house.first.party_site) == ["I"] * 4


@pytest.mark.rule("R-098", "R-096")
def test_site_at_an_inactive_address_is_not_restored(house):
    act("remove", house.second)
    act("remove", house.second.party_site)
    assert refused("restore", house.second) == [
        f"The address {house.second.party_site} is inactive; restore it first."
    ]


@pytest.mark.rule("R-096")
def test_address_with_active_sites_stays_and_names_those_that_the_user_sees(house, clerk, unit_b):
    assert refused("remove", house.second.party_site, clerk) == [
        "This address has 1 active account site: A1 (Unit A). Remove it first."
    ]
    with work(actor=None, channel="page"):
        services.add_sites(
            [AccountSite(account=house.account, party_site=house.second.party_site, unit=unit_b)]
        )
    assert refused("remove", house.second.party_site, clerk) == [
        "This address has 2 active account sites: A1 (Unit A), 1 in other operating units. Remove them first."
    ]
    act("remove", house.second)
    assert refused("remove", house.second.party_site, clerk) == [
        "This address has 1 active account site: 1 in other operating units. Remove it first."
    ]


@pytest.mark.rule("D-15")
@pytest.mark.parametrize("kind", ["account", "party"])
def test_removal_that_reaches_into_other_units_is_refused(house, kind, clerk, steward):
    record = house.account if kind == "account" else house.account.party
    assert refused("remove", record, clerk) == ["1 active site in other operating units; ask a data steward."]
    assert statuses(house.account, house.first, house.hidden) == ["A", "A", "A"]
    act("remove", record, steward)
    assert statuses(house.account, house.first, house.hidden) == ["I", "I", "I"]


@pytest.mark.rule("D-15")
def test_inactive_sites_of_other_units_are_no_obstacle(house, clerk):
    act("remove", house.hidden)
    act("remove", house.account, clerk)
    assert statuses(house.account, house.first) == ["I", "I"]


@pytest.mark.rule("R-099", "D-3")
def test_last_bill_to_may_go(house, uses):
    act("remove", uses[0])
    assert statuses(uses[0], house.account, house.first) == ["I", "A", "A"]


def test_unit_with_active_sites_stays(house, unit_a):
    assert refused("remove", unit_a) == ["2 active account sites belong to this operating unit."]
    act("remove", house.first)
    assert refused("remove", unit_a) == ["1 active account site belongs to this operating unit."]
    act("remove", house.second)
    act("remove", unit_a)
    assert statuses(unit_a) == ["I"]


@pytest.mark.rule("R-056")
def test_address_of_a_removed_site_may_go_when_another_identifies(house):
    spare = PartySiteFactory(party=house.account.party)
    act("remove", house.first)
    assert refused("remove", house.first.party_site) == [
        f"{house.first.party_site} is the identifying address; mark another address as identifying first."
    ]
    address = fresh(house.first.party_site)
    with work(actor=None, channel="page"):
        parties.remove_party_site(address, version=address.version, successor=spare)
    assert (statuses(address), fresh(spare).identifying) == (["I"], True)


@pytest.mark.rule("R-096", "R-097")
def test_cascade_costs_the_same_for_many_purposes(house, django_assert_max_num_queries):
    counts = Account.objects.count(), SiteUse.objects.count()
    with django_assert_max_num_queries(48):
        act("remove", house.account)
    assert (counts, SiteUse.objects.active().count()) == ((1, 4), 0)
