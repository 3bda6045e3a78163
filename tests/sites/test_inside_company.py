"""Internal locations, drawees, price lists and ship methods: what else must be so to enter them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core import writes
from core.guard import allowed
from core.work import work
from reference.models import SystemOptions
from sites import services
from sites.models import SiteUse
from tests.factories import (
    AccountFactory,
    AccountSiteFactory,
    InventorySiteFactory,
    LedgerAccountFactory,
    PriceListFactory,
    ShipMethodFactory,
    SiteUseFactory,
)

pytestmark = pytest.mark.django_db


def save(record):
    with work(actor=None, channel="system"):
        return writes.save(record, version=record.version)


def refused(record):
    with pytest.raises(ValidationError) as caught:
        save(record)
    record.refresh_from_db()
    return caught.value.message_dict


@pytest.fixture
def ship_to(unit_a):
    account = AccountFactory(account_type="I")
    return SiteUseFactory(site=AccountSiteFactory(account=account, unit=unit_a), purpose="SHIP_TO")


@pytest.mark.rule("R-088")
def test_internal_organization_follows_from_the_location(ship_to):
    assert ship_to.internal_organization == ""
    ship_to.internal_location = InventorySiteFactory(organization_name="Hamburg plant")
    assert save(ship_to).internal_organization == "Hamburg plant"


@pytest.mark.rule("R-088")
def test_internal_location_of_an_external_account_is_refused(ship_to):
    ship_to.account.account_type = "R"
    save(ship_to.account)
    ship_to.internal_location = InventorySiteFactory()
    assert refused(ship_to) == {"internal_location": ["Only an internal account has internal locations."]}


@pytest.mark.rule("R-088")
def test_account_with_internal_locations_stays_internal(ship_to):
    ship_to.internal_location = InventorySiteFactory()
    save(ship_to)
    ship_to.account.account_type = "R"
    assert refused(ship_to.account) == {
        "account_type": ["Business purposes of this account have internal locations; empty those first."]
    }


@pytest.mark.rule("R-088", "R-097")
def test_internal_location_of_an_account_that_became_external_does_not_come_back(ship_to):
    ship_to.internal_location = InventorySiteFactory()
    save(ship_to)
    with work(actor=None, channel="system"):
        services.remove_use(ship_to, version=ship_to.version)
    account = ship_to.account
    account.account_type = "R"
    save(account)
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="system"):
        services.restore_use(ship_to, version=ship_to.version)
    assert caught.value.messages == [f"{ship_to}: Only an internal account has internal locations."]


@pytest.mark.rule("R-088")
def test_an_internal_location_has_one_active_purpose(ship_to, unit_b):
    ship_to.internal_location = InventorySiteFactory()
    save(ship_to)
    account = AccountFactory(account_type="I")
    second = SiteUseFactory(site=AccountSiteFactory(account=account, unit=unit_b), purpose="SHIP_TO")
    second.internal_location = ship_to.internal_location
    assert refused(second) == {
        "internal_location": ["Another active business purpose has this internal location."]
    }
    with (
        allowed(),
        connection.cursor() as cursor,
        pytest.raises(IntegrityError) as caught,
        transaction.atomic(),
    ):
        cursor.execute(
            "UPDATE customer_sites_siteuse SET internal_location_id = %s WHERE id = %s",
            [ship_to.internal_location_id, second.pk],
        )
    assert "internal_location" in str(caught.value)


@pytest.mark.rule("R-084", "R-085", "R-086", "R-088")
@pytest.mark.parametrize(
    ("purpose", "column", "name"),
    [
        ("LC", "freight_account_id", "customer_sites_freight_on_bill_to"),
        ("LC", "unbilled_account_id", "customer_sites_unbilled_on_bill_to"),
        ("BILL_TO", "unpaid_bills_account_id", "customer_sites_unpaid_bills_on_drawee"),
        ("BILL_TO", "remitted_bills_account_id", "customer_sites_remitted_bills_on_drawee"),
        ("BILL_TO", "internal_location_id", "customer_sites_internal_location_on_ship_to"),
    ],
)
def test_values_of_other_purposes_are_refused_by_their_constraints(unit_a, purpose, column, name):
    use = SiteUseFactory(site=AccountSiteFactory(unit=unit_a), purpose=purpose)
    value = InventorySiteFactory() if "location" in column else LedgerAccountFactory()
    with (
        allowed(),
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match=name),
        transaction.atomic(),
    ):
        cursor.execute(f"UPDATE customer_sites_siteuse SET {column} = {value.pk} WHERE id = {use.pk}")
    setattr(use, column, value.pk)
    assert list(refused(use)) == [column.removesuffix("_id")]


@pytest.mark.rule("R-080", "R-072", "D-3")
def test_several_drawees_one_of_them_primary(unit_a):
    account = AccountFactory()
    sites = [AccountSiteFactory(account=account, unit=unit_a) for _number in range(3)]
    drawees = [SiteUse(site=site, purpose="DRAWEE") for site in sites]
    with work(actor=None, channel="system"):
        services.add_uses(drawees, [None, None, None])
        services.make_primary(drawees[2], version=drawees[2].version)
    active = SiteUse.objects.active().filter(account=account, purpose="DRAWEE").order_by("pk")
    assert list(active.values_list("is_primary", flat=True)) == [False, False, True]


@pytest.mark.rule("R-081")
def test_accounts_of_a_drawee_need_a_bill_to_of_the_account_in_the_unit(unit_a, unit_b):
    account = AccountFactory()
    drawee = SiteUseFactory(site=AccountSiteFactory(account=account, unit=unit_a), purpose="DRAWEE")
    drawee.bills_receivable_account = account_of_bills = LedgerAccountFactory()
    SiteUseFactory(site=AccountSiteFactory(account=account, unit=unit_b))
    assert refused(drawee) == {
        "bills_receivable_account": ["The account has no Bill To in this operating unit yet; add one first."]
    }
    bill_to = SiteUseFactory(site=AccountSiteFactory(account=account, unit=unit_a))
    drawee.bills_receivable_account = account_of_bills
    save(drawee)
    with work(actor=None, channel="system"):
        services.remove_use(bill_to, version=bill_to.version)
    drawee.location = "What was entered stays valid"
    assert save(drawee).version == 3


@pytest.mark.rule("R-093", "R-260")
def test_price_list_is_refused_without_order_management_and_kept_where_it_is(unit_a):
    use = SiteUseFactory(site=AccountSiteFactory(unit=unit_a))
    first, second = PriceListFactory(), PriceListFactory()
    use.price_list = first
    save(use)
    options = SystemOptions.objects.get()
    options.order_management_installed = False
    save(options)
    use.location = "Elsewhere"
    save(use)
    use.price_list = second
    assert refused(use) == {"price_list": ["Order management is not installed: there are no price lists."]}


@pytest.mark.rule("R-092", "R-260")
def test_ship_method_of_any_purpose_until_there_is_a_second_unit(unit_a, request):
    uses = [
        SiteUseFactory(site=AccountSiteFactory(unit=unit_a), purpose=purpose)
        for purpose in ("LEGAL", "MARKET", "DUN")
    ]
    methods = [ShipMethodFactory(), ShipMethodFactory()]
    legal, market, dunning = uses
    legal.ship_method = methods[0]
    save(legal)
    request.getfixturevalue("unit_b")
    dunning.ship_method = methods[0]
    save(dunning)
    legal.location = "It keeps the method it had"
    save(legal)
    market.ship_method = methods[0]
    text = "Enter the ship method on a Bill To, Ship To or Dunning purpose."
    assert refused(market) == {"ship_method": [text]}
    legal.ship_method = methods[1]
    assert refused(legal) == {"ship_method": [text]}


@pytest.mark.rule("R-087")
def test_sic_code_of_a_bill_to_is_taken_as_it_is_written(unit_a):
    use = SiteUseFactory(site=AccountSiteFactory(unit=unit_a))
    use.sic_code = "no such code!"
    assert save(use).sic_code == "no such code!"
