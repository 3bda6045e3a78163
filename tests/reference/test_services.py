"""Services of reference data that other tests do not meet."""

import pytest
from django.core.exceptions import ValidationError

from core.work import work
from reference import lookups, services
from reference.models import Country, Currency, OperatingUnit

pytestmark = pytest.mark.django_db


def test_a_unit_is_made_with_its_time_zone_currency_and_country():
    with work(actor=None, channel="system"):
        unit = services.create_unit(
            code="AT",
            name="Austria",
            currency=Currency.objects.get(code="EUR"),
            time_zone="Europe/Vienna",
            country=Country.objects.get(code2="AT"),
        )
    stored = OperatingUnit.objects.get(pk=unit.pk)
    assert (stored.code, stored.name, stored.time_zone) == ("AT", "Austria", "Europe/Vienna")
    assert (stored.currency.code, stored.country.code2) == ("EUR", "AT")


def test_a_value_is_added_to_a_lookup():
    with work(actor=None, channel="system"):
        services.add_lookup_value("SALES_CHANNEL", code="FAIR", meaning="Trade fair", position=5)
    assert lookups.choices("SALES_CHANNEL")[0] == ("FAIR", "Trade fair")


def test_a_value_of_no_lookup_is_refused():
    with (
        work(actor=None, channel="system"),
        pytest.raises(ValidationError, match="There is no lookup NOWHERE"),
    ):
        services.add_lookup_value("NOWHERE", code="X", meaning="X")
