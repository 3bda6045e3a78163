"""Order-management settings: one set of columns, the same wherever they can be entered."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reference.fields import LookupField
from reference.models import OrderType, PriceList, ShipMethod, Warehouse

TOLERANCES = (
    "over_shipment_tolerance",
    "under_shipment_tolerance",
    "over_return_tolerance",
    "under_return_tolerance",
)


class ItemIdentifier(models.TextChoices):
    """By whose number items are called on orders (R-196)."""

    INTERNAL = "INTERNAL", _("Internal")
    CUSTOMER = "CUSTOMER", _("Customer")
    GENERIC = "GENERIC", _("Generic")


class InvoiceBase(models.TextChoices):
    """What is invoiced when more was shipped than ordered (R-197)."""

    ORDERED = "ORDERED", _("Ordered")
    FULFILLED = "FULFILLED", _("Fulfilled (Shipped)")


class RequestDate(models.TextChoices):
    """What the requested date of an order means."""

    SHIP = "SHIP", _("Ship")
    ARRIVAL = "ARRIVAL", _("Arrival")


def _reference(model: type[models.Model], label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        model, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


def _tolerance(label: Any, most: int | None) -> models.DecimalField:
    limits = [MinValueValidator(0), *([MaxValueValidator(most)] if most else [])]
    return models.DecimalField(
        label,
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=limits,
        help_text=_("Per cent of the original order."),
    )


class OrderManagementFields(models.Model):
    """What order management takes from the customer (R-196 to R-199)."""

    price_list = _reference(PriceList, _("price list"))
    order_type = _reference(OrderType, _("order type"))
    item_identifier_type = models.CharField(
        _("item identifier type"), max_length=8, choices=ItemIdentifier.choices, blank=True
    )
    overship_invoice_base = models.CharField(
        _("overship invoice base"), max_length=9, choices=InvoiceBase.choices, blank=True
    )
    over_shipment_tolerance = _tolerance(_("over shipment tolerance %"), None)
    under_shipment_tolerance = _tolerance(_("under shipment tolerance %"), 100)
    over_return_tolerance = _tolerance(_("over return tolerance %"), None)
    under_return_tolerance = _tolerance(_("under return tolerance %"), 100)
    arrival_sets = models.BooleanField(_("lines in arrival sets"), default=False)
    ship_sets = models.BooleanField(_("lines in ship sets"), default=False)
    request_date_type = models.CharField(
        _("request date type"), max_length=7, choices=RequestDate.choices, blank=True
    )
    freight_terms = LookupField(type="FREIGHT_TERMS", blank=True, verbose_name=_("freight terms"))
    fob = LookupField(type="FOB", blank=True, verbose_name=_("FOB"))
    warehouse = _reference(Warehouse, _("warehouse"))
    ship_method = _reference(ShipMethod, _("ship method"))
    demand_class = LookupField(type="DEMAND_CLASS", blank=True, verbose_name=_("demand class"))
    gsa = models.BooleanField(_("GSA"), default=False, help_text=_("Public price agreements apply."))

    class Meta:
        abstract = True

    ORDER_MANAGEMENT = (
        "price_list",
        "order_type",
        "item_identifier_type",
        "overship_invoice_base",
        *TOLERANCES,
        "arrival_sets",
        "ship_sets",
        "request_date_type",
        "freight_terms",
        "fob",
        "warehouse",
        "ship_method",
        "demand_class",
        "gsa",
    )


def order_management_constraints() -> list[models.BaseConstraint]:
    """What the database holds of the set."""
    return [
        models.CheckConstraint(
            condition=Q(arrival_sets=False) | Q(ship_sets=False),
            name="%(app_label)s_%(class)s_one_kind_of_sets",
            violation_error_message=_("Lines go into arrival sets or into ship sets, not both."),
        ),
        *[
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True})
                | (
                    Q(**{f"{name}__gte": 0, f"{name}__lte": 100})
                    if name.startswith("under")
                    else Q(**{f"{name}__gte": 0})
                ),
                name=f"%(app_label)s_%(class)s_{name}",
                violation_error_message=_(
                    "A tolerance is not negative, and an under-tolerance is at most 100 %."
                ),
            )
            for name in TOLERANCES
        ],
    ]
