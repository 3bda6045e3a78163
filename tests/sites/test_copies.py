"""Copy to operating unit: the site again, with all that can be so in the other unit (R-262)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import writes
from core.work import work
from reference.models import Country, Language, OperatingUnit
from reference.services import change_options
from sites import copies
from sites.models import AccountSite, SiteUse
from sites.services import copy_site
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-262")]


@pytest.fixture
def unit_c():
    return factories.OperatingUnitFactory(code="C", name="Unit C")


def copied(site, *units, actor=None):
    with work(actor=actor, channel="system") as unit_of_work:
        return copy_site(site, units), unit_of_work.notices


def changed(record, **values):
    with work(actor=None, channel="system"):
        for name, value in values.items():
            setattr(record, name, value)
        return writes.save(record, version=record.version)


def uses(site):
    return {use.purpose: use for use in SiteUse.objects.filter(site=site).select_related("bill_to")}


def test_address_details_and_purposes_are_taken_along(house, unit_a, unit_c):
    seller, term = factories.ResourceFactory(), factories.PaymentTermFactory()
    changed(
        house.first,
        category="HEADQUARTERS",
        language=Language.objects.get(code="fr"),
        translation="Port d'Acme",
        territory=Country.objects.get(code2="AT"),
        edi_location="DOCK7",
        salesperson=seller,
    )
    own = factories.LedgerAccountFactory(unit=unit_a)
    old = changed(
        house.use(house.first, "BILL_TO"),
        payment_terms=term,
        sic_code="77",
        ship_sets=True,
        over_shipment_tolerance=5,
        receivable_account=own,
    )
    ((site,), notices) = copied(house.first, unit_c)
    site = AccountSite.objects.get(pk=site.pk)
    assert notices == []
    assert (site.account, site.party_site, site.unit) == (house.account, house.first.party_site, unit_c)
    for name in copies.SITE_FIELDS:
        assert getattr(site, name) == getattr(house.first, name), name
    new = uses(site)
    assert set(new) == {"BILL_TO", "SHIP_TO"}
    bill_to = new["BILL_TO"]
    assert (bill_to.payment_terms, bill_to.sic_code, bill_to.ship_sets, bill_to.over_shipment_tolerance) == (
        term,
        "77",
        True,
        5,
    )
    assert bill_to.receivable_account is None
    assert [use.location for use in new.values()] == [
        house.use(house.first, purpose).location for purpose in new
    ]
    assert {use.is_primary for use in new.values()} == {True}
    assert new["SHIP_TO"].bill_to == bill_to
    old.refresh_from_db()
    assert (old.receivable_account, old.is_primary) == (own, True)


def test_a_ship_to_is_billed_where_its_address_has_a_bill_to_there_else_at_the_primary(house, unit_c):
    """The second site ships and is billed at the first one."""
    ((alone,), notices) = copied(house.second, unit_c)
    assert uses(alone)["SHIP_TO"].bill_to is None
    assert notices == ["Not taken along to Unit C: Bill To of Ship To: the account has none there yet."]
    unit_d = factories.OperatingUnitFactory(code="D", name="Unit D")
    ((first,), _none) = copied(house.first, unit_d)
    elsewhere = factories.AccountSiteFactory(account=house.account, unit=unit_d)
    with work(actor=None, channel="system"):
        primary = factories.SiteUseFactory(site=elsewhere, location="P")
        writes.make_primary(primary, version=primary.version)
    ((second,), notices) = copied(house.second, unit_d)
    assert uses(second)["SHIP_TO"].bill_to == uses(first)["BILL_TO"]
    assert notices == []
    unit_e = factories.OperatingUnitFactory(code="E", name="Unit E")
    there = factories.AccountSiteFactory(account=house.account, unit=unit_e)
    only = factories.SiteUseFactory(site=there, location="E1", is_primary=True)
    ((third,), notices) = copied(house.second, unit_e)
    assert (uses(third)["SHIP_TO"].bill_to, notices) == (only, [])


@pytest.mark.rule("R-070", "R-075")
def test_primary_and_locations_fit_what_the_account_has_there(house, unit_c):
    there = factories.AccountSiteFactory(account=house.account, unit=unit_c, edi_location="DOCK7")
    changed(house.first, edi_location="Dock7")
    location = house.use(house.first, "BILL_TO").location
    factories.SiteUseFactory(site=there, location=location.upper(), is_primary=True)
    ((site,), notices) = copied(house.first, unit_c)
    new = uses(site)
    assert (new["BILL_TO"].is_primary, new["SHIP_TO"].is_primary) == (False, True)
    assert new["BILL_TO"].location.casefold() != location.casefold()
    assert site.edi_location == ""
    assert notices == [
        "Not taken along to Unit C: EDI location Dock7: another site of the account has it there."
    ]
    with work(actor=None, channel="system"):
        change_options(automatic_site_numbering=False)
    unit_d = factories.OperatingUnitFactory(code="D", name="Unit D")
    there = factories.AccountSiteFactory(account=house.account, unit=unit_d)
    factories.SiteUseFactory(site=there, location=location)
    ((typed,), _notices) = copied(house.first, unit_d)
    assert uses(typed)["BILL_TO"].location == f"{location} 2"


@pytest.mark.rule("R-077", "R-079", "R-260")
def test_what_cannot_be_so_there_is_left_out_and_told(house, unit_c):
    term = factories.PaymentTermFactory(name="Old term")
    changed(house.use(house.first, "BILL_TO"), payment_terms=term)
    factories.SiteUseFactory(site=house.first, purpose="LC", location="LATE")
    there = factories.AccountSiteFactory(account=house.account, unit=unit_c)
    factories.SiteUseFactory(site=there, purpose="LC", location="L2")
    with work(actor=None, channel="system"):
        writes.remove(term, version=term.version)
    ((site,), notices) = copied(house.first, unit_c)
    assert set(uses(site)) == {"BILL_TO", "SHIP_TO"}
    assert uses(site)["BILL_TO"].payment_terms is None
    assert notices == [
        "Not taken along to Unit C: Payment terms Old term: it can no longer be chosen.",
        "Not taken along to Unit C: Late Charge · LATE: the account has one there, and may have one only.",
    ]


def test_removed_purposes_stay_behind(house, unit_c):
    use = house.use(house.first, "SHIP_TO")
    with work(actor=None, channel="system"):
        writes.remove(use, version=use.version)
    ((site,), _notices) = copied(house.first, unit_c)
    assert set(uses(site)) == {"BILL_TO"}


@pytest.mark.rule("R-058", "R-059")
def test_not_twice_not_into_a_unit_out_of_reach_not_from_an_inactive_site(house, unit_b, unit_c, clerk):
    copied(house.first, unit_c)
    with pytest.raises(ValidationError) as refused:
        copied(house.first, unit_c)
    assert refused.value.message_dict == {
        "party_site": ["The account has a site at this address in this operating unit already."]
    }
    with pytest.raises(PermissionDenied):
        copied(house.first, unit_b, actor=clerk)
    with work(actor=None, channel="system"):
        gone = writes.remove(house.second, version=house.second.version)
    with pytest.raises(ValidationError):
        copied(gone, unit_c)
    assert AccountSite.objects.filter(account=house.account).count() == 4


def test_all_or_nothing(house, unit_c):
    unit_d = factories.OperatingUnitFactory(code="D")
    copied(house.first, unit_d)
    with pytest.raises(ValidationError):
        copied(house.first, unit_c, unit_d)
    assert not AccountSite.objects.filter(unit=unit_c).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_planning_costs_the_same_for_many_units_and_purposes(house, count, django_assert_num_queries):
    units = [factories.OperatingUnitFactory() for _number in range(count)]
    for number in range(count):
        factories.SiteUseFactory(site=house.first, purpose=["LEGAL", "MARKET", "DRAWEE"][number])
    assert list(copies.units_without(house.first, OperatingUnit.objects.filter(pk__in=[u.pk for u in units])))
    site = AccountSite.objects.for_overview().get(pk=house.first.pk)
    with work(actor=None, channel="system"):
        copies.plan(site, units)
        with django_assert_num_queries(5):
            copies.plan(site, units)
