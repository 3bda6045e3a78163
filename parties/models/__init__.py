"""The tables of the registry."""

from parties.models.address import Location, PartySite, UnvalidatedAddress
from parties.models.notes import PartyDocument, PartyNote
from parties.models.party import OrganizationDetails, Party, PersonDetails
from parties.models.queue import QueueDecision, QueueItem
from parties.models.reference import PartySourceReference, SourceReferenceBase
from parties.models.usage import PartyUsage

__all__ = [
    "Location",
    "OrganizationDetails",
    "Party",
    "PartyDocument",
    "PartyNote",
    "PartySite",
    "PartySourceReference",
    "PartyUsage",
    "PersonDetails",
    "QueueDecision",
    "QueueItem",
    "SourceReferenceBase",
    "UnvalidatedAddress",
]
