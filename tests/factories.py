"""Records for tests, made by the one write path like any other record.

A factory makes what is valid by itself; a test names only what it is about. Two parts of the file: what everybody
needs (core, customers), then reference data.
"""

import datetime
from decimal import Decimal
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import Account, AccountSourceReference, FormerAccountNumber
from core import writes
from core.models import Membership, User
from core.work import work
from parties.models import (
    Location,
    OrganizationDetails,
    Party,
    PartySite,
    PartySourceReference,
    PartyUsage,
    PersonDetails,
)
from profiles.models import Profile, ProfileClass, ProfileVersion
from reference.models import (
    AutoCashRuleSet,
    ChargeSchedule,
    ChargeScheduleLine,
    Collector,
    Country,
    Currency,
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
from sites.models import AccountSite, SiteSourceReference, SiteUse

PASSWORD = "correct-horse-battery"


class RecordFactory(factory.django.DjangoModelFactory):
    """Creates through `core.writes.save`, as the system, in a unit of work of its own or in the one that is open."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        with work(actor=None, channel="system"):
            return writes.save(model_class(*args, **kwargs))


def country(code2: str = "DE") -> Country:
    """A country of the starter values."""
    return Country.objects.get(code2=code2)


class UserFactory(RecordFactory):
    """A user; `roles=[...]` are names of roles, `units=[...]` go on the access list. The password is PASSWORD."""

    class Meta:
        model = User

    username = factory.Sequence("user{}".format)
    first_name = "Alex"
    last_name = factory.Sequence("Tester {}".format)
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @factory.post_generation
    def roles(self, create: bool, names: Any, **_kwargs: Any) -> None:
        for name in names or ():
            MembershipFactory(user=self, group=Group.objects.get(name=name))

    @factory.post_generation
    def units(self, create: bool, units: Any, **_kwargs: Any) -> None:
        for unit in units or ():
            UnitAccessFactory(user=self, unit=unit)


class MembershipFactory(RecordFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    group = factory.LazyFunction(lambda: Group.objects.get(name="Viewer"))


class PartyFactory(RecordFactory):
    """An organization without details, for tests that only need a party."""

    class Meta:
        model = Party

    kind = Party.Kind.ORGANIZATION
    name = factory.Sequence("Harbour Works {} Ltd".format)
    registry_id = factory.Sequence("T{}".format)


class OrganizationDetailsFactory(RecordFactory):
    class Meta:
        model = OrganizationDetails

    party = factory.SubFactory(PartyFactory)


class PersonDetailsFactory(RecordFactory):
    class Meta:
        model = PersonDetails

    party = factory.SubFactory(PartyFactory, kind=Party.Kind.PERSON, name="Ada Lovett")
    first_name = "Ada"
    last_name = "Lovett"


class OrganizationFactory(PartyFactory):
    """An organization with its details."""

    details = factory.RelatedFactory(OrganizationDetailsFactory, factory_related_name="party")


class PersonFactory(PartyFactory):
    """A person with details."""

    kind = Party.Kind.PERSON
    name = "Ada Lovett"
    details = factory.RelatedFactory(PersonDetailsFactory, factory_related_name="party")


class PartyUsageFactory(RecordFactory):
    class Meta:
        model = PartyUsage

    party = factory.SubFactory(PartyFactory)
    usage = PartyUsage.Usage.CUSTOMER
    start_date = datetime.date(2020, 1, 1)


class LocationFactory(RecordFactory):
    """An address in Germany."""

    class Meta:
        model = Location

    country = factory.LazyFunction(country)
    line1 = factory.Sequence("Hafenstraße {}".format)
    city = "Hamburg"
    postal_code = "20457"


class PartySiteFactory(RecordFactory):
    class Meta:
        model = PartySite

    party = factory.SubFactory(PartyFactory)
    location = factory.SubFactory(LocationFactory)
    number = factory.Sequence("PS{}".format)


class PartySourceReferenceFactory(RecordFactory):
    class Meta:
        model = PartySourceReference

    party = factory.SubFactory(PartyFactory)
    system = factory.LazyFunction(lambda: SourceSystem.objects.get(code="CUSTOMER_INTERFACE"))
    value = factory.Sequence("party-{}".format)


class AccountFactory(RecordFactory):
    class Meta:
        model = Account

    party = factory.SubFactory(PartyFactory)
    number = factory.Sequence("A{}".format)


class FormerAccountNumberFactory(RecordFactory):
    class Meta:
        model = FormerAccountNumber

    account = factory.SubFactory(AccountFactory)
    number = factory.Sequence("FORMER{}".format)
    until = datetime.date(2024, 6, 30)


class AccountSourceReferenceFactory(RecordFactory):
    class Meta:
        model = AccountSourceReference

    account = factory.SubFactory(AccountFactory)
    system = factory.LazyFunction(lambda: SourceSystem.objects.get(code="CUSTOMER_INTERFACE"))
    value = factory.Sequence("account-{}".format)


class AccountSiteFactory(RecordFactory):
    """A site of an account at a new address of its party, in a new operating unit unless one is given."""

    class Meta:
        model = AccountSite

    account = factory.SubFactory(AccountFactory)
    party_site = factory.SubFactory(PartySiteFactory, party=factory.SelfAttribute("..account.party"))
    unit = factory.SubFactory("tests.factories.OperatingUnitFactory")


class SiteUseFactory(RecordFactory):
    """A bill-to that is not primary; account and unit are the site's."""

    class Meta:
        model = SiteUse

    site = factory.SubFactory(AccountSiteFactory)
    account = factory.SelfAttribute("site.account")
    unit = factory.SelfAttribute("site.unit")
    purpose = "BILL_TO"
    location = factory.Sequence("LOC{}".format)


class SiteSourceReferenceFactory(RecordFactory):
    class Meta:
        model = SiteSourceReference

    site = factory.SubFactory(AccountSiteFactory)
    unit = factory.SelfAttribute("site.unit")
    system = factory.LazyFunction(lambda: SourceSystem.objects.get(code="CUSTOMER_INTERFACE"))
    value = factory.Sequence("site-{}".format)


class ProfileClassFactory(RecordFactory):
    class Meta:
        model = ProfileClass

    name = factory.Sequence("Class {}".format)


class ProfileFactory(RecordFactory):
    class Meta:
        model = Profile

    account = factory.SubFactory(AccountFactory)


class ProfileVersionFactory(RecordFactory):
    class Meta:
        model = ProfileVersion

    profile = factory.SubFactory(ProfileFactory)
    profile_class = factory.SubFactory(ProfileClassFactory)
    start_date = datetime.date(2024, 1, 1)


# Reference data


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

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(OperatingUnitFactory)


class UserPreferenceFactory(RecordFactory):
    class Meta:
        model = UserPreference

    user = factory.SubFactory(UserFactory)


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
