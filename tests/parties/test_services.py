"""Registering and changing parties, their addresses and usages (R-026 to R-028, R-053 to R-056)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core import writes
from core.exceptions import StaleRecord
from core.guard import allowed
from core.work import work
from parties import services
from parties.models import Location, OrganizationDetails, Party, PartySite, PartyUsage, PersonDetails
from reference.models import SystemOptions
from tests.factories import (
    LocationFactory,
    OrganizationFactory,
    PartyFactory,
    PartySiteFactory,
    PersonDetailsFactory,
    country,
)

pytestmark = pytest.mark.django_db

MOMENT = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
TODAY = MOMENT.date()


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: MOMENT)


def set_option(**values):
    with work(actor=None, channel="system"):
        options = writes.lock(SystemOptions.objects.all())[0]
        for name, value in values.items():
            setattr(options, name, value)
        writes.save(options)


def registered(*pairs):
    with work(actor=None, channel="page"):
        return services.register_parties(pairs)


def organization(name="Acme Ltd", **values):
    return Party(kind="ORGANIZATION", name=name, **values), OrganizationDetails()


def address(party, **values):
    location = Location(country=country(), line1="Am Kai 1", city="Hamburg", postal_code="20457")
    return PartySite(party=party, location=location, **values)


def added(*sites):
    with work(actor=None, channel="page") as unit_of_work:
        services.add_addresses(sites)
    return unit_of_work.notices


def identifying(party):
    return list(PartySite.objects.filter(party=party, identifying=True))


def usages(party):
    rows = PartyUsage.objects.filter(party=party).order_by("start_date")
    return list(rows.values_list("start_date", "end_date"))


def errors(caught):
    return caught.value.message_dict


@pytest.mark.rule("R-027")
def test_registry_id_is_generated_past_those_that_are_taken():
    (first,) = registered(organization())
    registered(organization(registry_id=str(int(first.registry_id) + 1)))
    second, third = registered(organization(), organization())
    assert [second.registry_id, third.registry_id] == [str(int(first.registry_id) + n) for n in (2, 3)]


@pytest.mark.rule("R-027")
def test_registry_id_is_required_where_it_is_not_generated_and_unique():
    set_option(generate_registry_id=False)
    with pytest.raises(ValidationError) as caught:
        registered(organization())
    assert errors(caught) == {"registry_id": ["Enter the registry ID: it is not generated."]}
    registered(organization(registry_id="Reg-1"))
    with pytest.raises(ValidationError) as caught:
        registered(organization(registry_id="REG-1"))
    assert list(errors(caught)) == ["registry_id"]


@pytest.mark.rule("R-026")
def test_organization_needs_a_name_and_a_person_a_part_of_one():
    with pytest.raises(ValidationError) as caught:
        registered(organization(name="  "))
    assert list(errors(caught)) == ["name"]
    with pytest.raises(ValidationError) as caught:
        registered((Party(kind="PERSON"), PersonDetails(middle_name="")))
    assert errors(caught) == {"last_name": ["Enter at least a first or a last name."]}
    (person,) = registered((Party(kind="PERSON"), PersonDetails(prefix="DR", first_name="Ada")))
    assert person.name.endswith("Ada")


def test_changed_parts_change_the_name_of_a_person():
    details = PersonDetailsFactory()
    details.last_name = "Byron"
    with work(actor=None, channel="page"):
        services.change_party(details.party, details, version=1, details_version=1)
    assert Party.objects.get(pk=details.party_id).name == "Ada Byron"


@pytest.mark.rule("D-19")
def test_parts_of_a_name_changed_by_two_make_one_name():
    made = PersonDetailsFactory()
    mine, theirs = (PersonDetails.objects.select_related("party").get(pk=made.pk) for _n in range(2))
    theirs.last_name, theirs.party.alias = "Byron", "Countess"
    mine.middle_name, mine.party.taxpayer_id = "King", "T-1"
    for details in (theirs, mine):
        with work(actor=None, channel="page"):
            services.change_party(details.party, details, version=1, details_version=1)
    party = Party.objects.get(pk=made.party_id)
    assert (party.name, party.alias, party.taxpayer_id) == ("Ada King Byron", "Countess", "T-1")


@pytest.mark.rule("D-19")
def test_same_part_changed_by_two_is_a_conflict_of_that_part():
    made = PersonDetailsFactory()
    mine, theirs = (PersonDetails.objects.select_related("party").get(pk=made.pk) for _n in range(2))
    theirs.last_name, mine.last_name = "Byron", "King"
    with work(actor=None, channel="page"):
        services.change_party(theirs.party, theirs, version=1, details_version=1)
    with pytest.raises(StaleRecord) as caught, work(actor=None, channel="page"):
        services.change_party(mine.party, mine, version=1, details_version=1)
    assert [conflict.field for conflict in caught.value.conflicts] == ["last_name"]


def test_name_is_kept_where_the_option_says_so():
    set_option(change_customer_name=False)
    party = OrganizationFactory(name="Acme Ltd")
    details = OrganizationDetails.objects.get(party=party)
    party.alias = "Acme"
    with work(actor=None, channel="page"):
        services.change_party(party, details, version=1, details_version=1)
    party.name = "Other Ltd"
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="page"):
        services.change_party(party, details, version=2, details_version=1)
    assert list(errors(caught)) == ["name"]
    assert Party.objects.get(pk=party.pk).name == "Acme Ltd"


@pytest.mark.rule("R-054", "R-053")
def test_first_address_identifies_and_later_ones_do_not():
    party = PartyFactory()
    first, second = address(party), address(party)
    assert added(first, second) == []
    added(address(party))
    assert identifying(party) == [first]


@pytest.mark.rule("R-055", "R-053")
def test_marked_address_takes_the_mark():
    party = PartyFactory()
    first, second, third = (address(party, identifying=marked) for marked in (False, True, True))
    added(first)
    told = added(second, third)
    assert identifying(party) == [third]
    assert told == [f"{first} is no longer the identifying address."]
    with work(actor=None, channel="page") as unit_of_work:
        services.make_identifying(second, version=second.version)
    assert identifying(party) == [second]
    assert unit_of_work.notices == [f"{third} is no longer the identifying address."]


@pytest.mark.rule("R-053")
def test_second_identifying_address_by_sql_is_refused():
    party = PartyFactory()
    first, second = address(party), address(party)
    added(first, second)
    statement = "UPDATE parties_partysite SET identifying = %s WHERE id = %s"
    with (
        pytest.raises(IntegrityError, match=r"parties_partysite_one_identifying|UNIQUE constraint failed"),
        transaction.atomic(),
        allowed(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [True, second.pk])
    assert identifying(party) == [first]


@pytest.mark.rule("R-013")
def test_site_number_is_generated_or_required():
    party = PartyFactory()
    first = address(party)
    added(first)
    assert first.number.isdecimal()
    set_option(generate_site_number=False)
    with pytest.raises(ValidationError) as caught:
        added(address(party))
    assert errors(caught) == {"number": ["Enter the site number: it is not generated."]}
    with pytest.raises(ValidationError) as caught:
        added(address(party, number=first.number))
    assert list(errors(caught)) == ["number"]


@pytest.mark.rule("D-1")
def test_two_parties_may_share_a_location():
    place = LocationFactory()
    sites = [PartySite(party=PartyFactory(), location=place) for _n in range(2)]
    added(*sites)
    assert Location.objects.count() == 1
    assert [site.identifying for site in sites] == [True, True]


@pytest.mark.rule("R-056")
def test_identifying_address_goes_only_when_another_takes_the_flag():
    party = PartyFactory()
    first, second = address(party), address(party)
    added(first, second)
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="page"):
        services.remove_party_site(first, version=1)
    assert caught.value.messages == [
        f"{first} is the identifying address; mark another address as identifying first."
    ]
    first.refresh_from_db()
    with work(actor=None, channel="page"):
        services.remove_party_site(first, version=1, successor=second)
    first.refresh_from_db()
    assert (first.status, first.identifying, identifying(party)) == ("I", False, [second])


@pytest.mark.rule("R-055", "R-098")
def test_inactive_address_cannot_identify():
    party = PartyFactory()
    first, second = address(party), address(party)
    added(first, second)
    with work(actor=None, channel="page"):
        services.remove_party_site(second, version=1)
    with pytest.raises(ValidationError), work(actor=None, channel="page"):
        services.make_identifying(second, version=2)
    assert identifying(party) == [first]


@pytest.mark.rule("R-228", "R-229")
def test_name_of_an_address_is_changed_and_its_mark_is_not():
    site = PartySiteFactory(name="Old")
    site.name = "New"
    with work(actor=None, channel="page"):
        services.change_address_details(site, version=1)
        services.change_address_details(site, version=2)
    assert PartySite.objects.values_list("name", "version").get(pk=site.pk) == ("New", 2)


@pytest.mark.rule("R-028", "D-2")
def test_usage_starts_once_and_ends_with_the_party(monkeypatch):
    party = PartyFactory()
    with work(actor=None, channel="page"):
        services.ensure_customer_usage([party])
        services.ensure_customer_usage([party])
    assert usages(party) == [(TODAY, None)]
    later = MOMENT + datetime.timedelta(days=10)
    monkeypatch.setattr("core.clock.now", lambda: later)
    with work(actor=None, channel="page"):
        services.remove_party(party, version=1)
    assert usages(party) == [(TODAY, later.date())]
    with work(actor=None, channel="page"):
        services.restore_party(party, version=2)
    assert usages(party) == [(TODAY, None)]
    with work(actor=None, channel="page"):
        services.remove_party(party, version=3)
    monkeypatch.setattr("core.clock.now", lambda: later + datetime.timedelta(days=5))
    with work(actor=None, channel="page"):
        services.restore_party(party, version=4)
    assert usages(party) == [(TODAY, later.date()), (later.date() + datetime.timedelta(days=5), None)]


@pytest.mark.rule("R-028")
def test_party_that_was_no_customer_is_none_after_restore():
    party = PartyFactory()
    with work(actor=None, channel="page"):
        services.remove_party(party, version=1)
        services.restore_party(party, version=2)
    assert usages(party) == []
