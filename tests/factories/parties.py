"""Organizations, persons and their addresses."""

import datetime

import factory

from parties.models import (
    Location,
    OrganizationDetails,
    Party,
    PartySite,
    PartySourceReference,
    PartyUsage,
    PersonDetails,
    QueueDecision,
)
from reference.models import SourceSystem
from tests.factories.base import RecordFactory
from tests.factories.reference import country


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


class QueueDecisionFactory(RecordFactory):
    """A decision that sets nothing aside."""

    class Meta:
        model = QueueDecision

    party = factory.SubFactory(PartyFactory)
    check_code = "NOT_READY"
    subject = factory.Sequence("account:{}".format)
