"""What orders and shipments refer to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.base import ReferenceRecord


class PriceList(ReferenceRecord):
    """A list of prices."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")


class OrderType(ReferenceRecord):
    """A kind of order, with its own way through order entry."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("order type")
        verbose_name_plural = _("order types")


class ShipMethod(ReferenceRecord):
    """A carrier and the service it gives."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("ship method")
        verbose_name_plural = _("ship methods")


class Warehouse(ReferenceRecord):
    """A place that goods are shipped from."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("warehouse")
        verbose_name_plural = _("warehouses")


class InventorySite(ReferenceRecord):
    """An internal location that goods are moved to, and the inventory organization it belongs to (R-088)."""

    organization_name = models.CharField(
        _("internal organization"),
        max_length=240,
        help_text=_("The inventory organization of the location; shown wherever the location is chosen."),
    )

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("internal location")
        verbose_name_plural = _("internal locations")
