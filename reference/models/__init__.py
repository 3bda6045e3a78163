"""The tables of reference data."""

from reference.models.base import ReferenceRecord
from reference.models.documents import DocumentBase, DocumentType
from reference.models.geography import GeographySource, Place, PlaceName
from reference.models.late_charges import ChargeSchedule, ChargeScheduleLine, InterestTier, InterestTierSet
from reference.models.ledger import DefaultLedgerAccounts, LedgerAccount, LedgerAccounts, TaxCode
from reference.models.lookups import LookupType, LookupValue
from reference.models.options import SystemOptions
from reference.models.orders import InventorySite, OrderType, PriceList, ShipMethod, Warehouse
from reference.models.people import Collector, Resource, SalesTerritory
from reference.models.sources import SourceSystem
from reference.models.terms import (
    AutoCashRuleSet,
    DunningLetterSet,
    GroupingRule,
    PaymentTerm,
    ReceiptMethod,
    StatementCycle,
)
from reference.models.units import OperatingUnit, UnitAccess, UserPreference
from reference.models.world import Country, Currency, Language

__all__ = [
    "AutoCashRuleSet",
    "ChargeSchedule",
    "ChargeScheduleLine",
    "Collector",
    "Country",
    "Currency",
    "DefaultLedgerAccounts",
    "DocumentBase",
    "DocumentType",
    "DunningLetterSet",
    "GeographySource",
    "GroupingRule",
    "InterestTier",
    "InterestTierSet",
    "InventorySite",
    "Language",
    "LedgerAccount",
    "LedgerAccounts",
    "LookupType",
    "LookupValue",
    "OperatingUnit",
    "OrderType",
    "PaymentTerm",
    "Place",
    "PlaceName",
    "PriceList",
    "ReceiptMethod",
    "ReferenceRecord",
    "Resource",
    "SalesTerritory",
    "ShipMethod",
    "SourceSystem",
    "StatementCycle",
    "SystemOptions",
    "TaxCode",
    "UnitAccess",
    "UserPreference",
    "Warehouse",
]
