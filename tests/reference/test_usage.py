"""Where a reference value is used (R-260)."""

import pytest

from reference.models import LookupType, LookupValue
from reference.usage import Use, uses_of
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-260")]


def test_a_lookup_value_is_counted_in_every_column_that_holds_it():
    factories.PartyFactory(category="PARTNER")
    factories.PartyFactory(category="PARTNER")
    factories.PartyFactory(category="CUSTOMER")
    # The same code in another lookup is another value.
    factories.AccountFactory(sales_channel="PARTNER")
    value = LookupValue.objects.get(type=LookupType.objects.get(code="CUSTOMER_CATEGORY"), code="PARTNER")
    assert [(str(use.kind), use.count) for use in uses_of(value)] == [("customers", 2)]


def test_a_row_of_a_list_is_counted_by_the_records_that_point_at_it(unit_a):
    country = factories.CountryFactory()
    for _row in range(3):
        factories.LocationFactory(country=country, postal_code="")
    factories.OperatingUnitFactory(country=country)
    assert uses_of(country) == [Use("addresses", 3), Use("operating units", 1)]


def test_an_unused_value_has_no_uses():
    assert uses_of(factories.ShipMethodFactory()) == []
