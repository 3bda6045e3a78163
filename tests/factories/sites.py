"""Account sites, their business purposes, and addresses that move."""

import datetime

import factory

from reference.models import SourceSystem
from sites.models import AccountSite, AddressMove, SiteSourceReference, SiteUse
from tests.factories.accounts import AccountFactory
from tests.factories.base import RecordFactory
from tests.factories.parties import LocationFactory, PartySiteFactory
from tests.factories.reference import OperatingUnitFactory


class AccountSiteFactory(RecordFactory):
    """A site of an account at a new address of its party, in a new operating unit unless one is given."""

    class Meta:
        model = AccountSite

    account = factory.SubFactory(AccountFactory)
    party_site = factory.SubFactory(PartySiteFactory, party=factory.SelfAttribute("..account.party"))
    unit = factory.SubFactory(OperatingUnitFactory)


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


class AddressMoveFactory(RecordFactory):
    """A move far in the future."""

    class Meta:
        model = AddressMove

    party_site = factory.SubFactory(PartySiteFactory)
    location = factory.SubFactory(LocationFactory)
    takes_effect = datetime.date(2099, 3, 1)
