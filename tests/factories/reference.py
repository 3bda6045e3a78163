"""Reference data."""

import datetime
from decimal import Decimal

import factory

from reference.models import (
    AutoCashRuleSet,
    ChargeSchedule,
    ChargeScheduleLine,
    Collector,
    Country,
    Currency,
    DefaultLedgerAccounts,
    DunningLetterSet,
    GroupingRule,
    InterestTier,
    InterestTierSet,
    InventorySite,
    Language,
    LedgerAccount,
    LookupType,
    LookupValue,
    OperatingUnit,
    OrderType,
    PaymentTerm,
    PriceList,
    ReceiptMethod,
    Resource,
    SalesTerritory,
    ShipMethod,
    SourceSystem,
    StatementCycle,
    SystemOptions,
    TaxCode,
    UnitAccess,
    UserPreference,
    Warehouse,
)
from tests.factories.base import RecordFactory


def country(code2: str = "DE") -> Country:
    """A country of the starter values."""
    return Country.objects.get(code2=code2)


class OperatingUnitFactory(RecordFactory):
    class Meta:
        model = OperatingUnit

    code = factory.Sequence("UNIT{}".format)
    name = factory.Sequence("Unit {}".format)
    time_zone = "UTC"
    currency = factory.LazyFunction(lambda: Currency.objects.get(code="EUR"))


class UnitAccessFactory(RecordFactory):
    class Meta:
        model = UnitAccess

    user = factory.SubFactory("tests.factories.core.UserFactory")
    unit = factory.SubFactory(OperatingUnitFactory)


class UserPreferenceFactory(RecordFactory):
    class Meta:
        model = UserPreference

    user = factory.SubFactory("tests.factories.core.UserFactory")


class SystemOptionsFactory(RecordFactory):
    """The one row; there is one from the start, so this is for tests that took it away."""

    class Meta:
        model = SystemOptions


class LookupTypeFactory(RecordFactory):
    class Meta:
        model = LookupType

    code = factory.Sequence("LOOKUP_{}".format)
    name = factory.Sequence("Lookup {}".format)


class LookupValueFactory(RecordFactory):
    class Meta:
        model = LookupValue

    type = factory.SubFactory(LookupTypeFactory)
    code = factory.Sequence("VALUE_{}".format)
    meaning = factory.Sequence("Value {}".format)


class CountryFactory(RecordFactory):
    """A country that ISO does not know: XA, XB, ..."""

    class Meta:
        model = Country

    code2 = factory.Sequence(lambda n: f"X{chr(ord('A') + n % 26)}")
    code3 = factory.LazyAttribute(lambda made: f"{made.code2}X")
    name = factory.Sequence("Country {}".format)


class ReferenceFactory(RecordFactory):
    """A row of a list of values."""

    class Meta:
        abstract = True

    code = factory.Sequence("CODE{}".format)
    name = factory.Sequence("Name {}".format)


class CurrencyFactory(ReferenceFactory):
    class Meta:
        model = Currency


class LanguageFactory(ReferenceFactory):
    class Meta:
        model = Language


class SourceSystemFactory(ReferenceFactory):
    class Meta:
        model = SourceSystem


class PaymentTermFactory(ReferenceFactory):
    class Meta:
        model = PaymentTerm


class StatementCycleFactory(ReferenceFactory):
    class Meta:
        model = StatementCycle


class DunningLetterSetFactory(ReferenceFactory):
    class Meta:
        model = DunningLetterSet


class AutoCashRuleSetFactory(ReferenceFactory):
    class Meta:
        model = AutoCashRuleSet


class GroupingRuleFactory(ReferenceFactory):
    class Meta:
        model = GroupingRule


class ReceiptMethodFactory(ReferenceFactory):
    class Meta:
        model = ReceiptMethod


class CollectorFactory(ReferenceFactory):
    class Meta:
        model = Collector


class ResourceFactory(ReferenceFactory):
    class Meta:
        model = Resource

    is_salesperson = True


class SalesTerritoryFactory(ReferenceFactory):
    class Meta:
        model = SalesTerritory


class PriceListFactory(ReferenceFactory):
    class Meta:
        model = PriceList


class OrderTypeFactory(ReferenceFactory):
    class Meta:
        model = OrderType


class ShipMethodFactory(ReferenceFactory):
    class Meta:
        model = ShipMethod


class WarehouseFactory(ReferenceFactory):
    class Meta:
        model = Warehouse


class InventorySiteFactory(ReferenceFactory):
    class Meta:
        model = InventorySite

    organization_name = "Main stock"


class LedgerAccountFactory(ReferenceFactory):
    """An account of every unit."""

    class Meta:
        model = LedgerAccount


class DefaultLedgerAccountsFactory(RecordFactory):
    """The row of a new unit, with no account yet."""

    class Meta:
        model = DefaultLedgerAccounts

    unit = factory.SubFactory(OperatingUnitFactory)


class TaxCodeFactory(ReferenceFactory):
    class Meta:
        model = TaxCode


class InterestTierSetFactory(ReferenceFactory):
    class Meta:
        model = InterestTierSet


class InterestTierFactory(RecordFactory):
    class Meta:
        model = InterestTier

    tier_set = factory.SubFactory(InterestTierSetFactory)
    from_day = factory.Sequence(lambda n: 1 + 15 * n)


class ChargeScheduleFactory(ReferenceFactory):
    class Meta:
        model = ChargeSchedule

    tier_set = factory.SubFactory(InterestTierSetFactory)


class ChargeScheduleLineFactory(RecordFactory):
    class Meta:
        model = ChargeScheduleLine

    schedule = factory.SubFactory(ChargeScheduleFactory)
    tier = factory.SubFactory(InterestTierFactory, tier_set=factory.SelfAttribute("..schedule.tier_set"))
    start_date = datetime.date(2024, 1, 1)
    value = Decimal("3.5")
