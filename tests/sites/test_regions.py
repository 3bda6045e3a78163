"""The regions of a purpose's page: each field of a purpose stands in exactly one of them (R-086, R-092)."""

import pytest

from accounts.models import Account
from core import writes
from core.work import work
from reference.models import SystemOptions
from sites import rules
from sites.models import SiteUse
from sites.regions import fields_of, regions_of
from tests import factories

pytestmark = pytest.mark.django_db

INTERNAL = Account(account_type=Account.Type.INTERNAL)
PURPOSES = [*rules.FIELDS_OF_PURPOSE, "LEGAL"]


def placed(use):
    return [name for region in regions_of(use) for name in region.fields]


@pytest.mark.rule("R-086")
@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_field_of_a_purpose_has_its_place(unit_a, unit_b, purpose):
    use = SiteUse(purpose=purpose, account=INTERNAL)
    own = rules.FIELDS_OF_PURPOSE.get(purpose, frozenset()) | {"sales_territory"}
    assert fields_of(use) == own
    assert sorted(placed(use)) == sorted(own - {"bill_to"})


@pytest.mark.rule("R-088", "R-093")
def test_what_would_be_refused_has_no_place_while_it_is_empty(unit_a):
    use = SiteUse(purpose="SHIP_TO", account=Account(account_type=Account.Type.EXTERNAL))
    with work(actor=None, channel="system"):
        options = writes.lock(SystemOptions.objects.all())[0]
        options.order_management_installed = False
        writes.save(options)
    assert {"internal_location", "price_list"}.isdisjoint(placed(use)) and "ship_method" in placed(use)
    use.internal_location, use.price_list = factories.InventorySiteFactory(), factories.PriceListFactory()
    assert {"internal_location", "price_list"} <= set(placed(use))


@pytest.mark.rule("R-092")
@pytest.mark.parametrize("purpose", PURPOSES)
def test_with_one_unit_each_purpose_has_a_ship_method_and_keeps_it(unit_a, purpose):
    use = SiteUse(purpose=purpose, account=INTERNAL)
    assert placed(use).count("ship_method") == 1
    factories.OperatingUnitFactory()
    use.ship_method_id = 1
    assert placed(use).count("ship_method") == 1
