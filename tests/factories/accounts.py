"""Customer accounts."""

import datetime

import factory

from accounts.models import Account, AccountSourceReference, FormerAccountNumber
from reference.models import SourceSystem
from tests.factories.base import RecordFactory
from tests.factories.parties import PartyFactory


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
