"""Terms, rules and cycles by which the company bills and collects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.base import ReferenceRecord


class PaymentTerm(ReferenceRecord):
    """When an invoice falls due."""

    balance_forward = models.BooleanField(
        _("balance forward"),
        default=False,
        help_text=_(
            "For bills that carry the open balance forward; profiles offer these only to such customers."
        ),
    )

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("payment term")
        verbose_name_plural = _("payment terms")


class StatementCycle(ReferenceRecord):
    """How often statements are sent."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("statement cycle")
        verbose_name_plural = _("statement cycles")


class DunningLetterSet(ReferenceRecord):
    """The letters that remind of overdue items."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("dunning letter set")
        verbose_name_plural = _("dunning letter sets")


class AutoCashRuleSet(ReferenceRecord):
    """The order in which receipts are applied to open items."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("AutoCash rule set")
        verbose_name_plural = _("AutoCash rule sets")


class GroupingRule(ReferenceRecord):
    """How lines are brought together on invoices."""

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("grouping rule")
        verbose_name_plural = _("grouping rules")


class ReceiptMethod(ReferenceRecord):
    """How a customer pays, and how receipts or bills receivable are made for it (R-082)."""

    class Creation(models.TextChoices):
        MANUAL = "MANUAL", _("Manual")
        AUTOMATIC = "AUTOMATIC", _("Automatic")
        BILLS_RECEIVABLE = "BILLS", _("Bills receivable")

    class Grouping(models.TextChoices):
        INVOICE = "INVOICE", _("One Per Invoice")
        CUSTOMER = "CUSTOMER", _("One Per Customer")
        CUSTOMER_DUE_DATE = "CUSTOMER_DUE_DATE", _("One Per Customer Due Date")
        SITE = "SITE", _("One Per Site")
        SITE_DUE_DATE = "SITE_DUE_DATE", _("One Per Site Due Date")

    constraint_fields = {
        "reference_receiptmethod_creation_known": "creation_method",
        "reference_receiptmethod_grouping_known": "grouping",
    }

    creation_method = models.CharField(
        _("creation method"),
        max_length=20,
        choices=Creation.choices,
        default=Creation.MANUAL,
        help_text=_("Whether receipts are entered, made automatically, or made as bills receivable."),
    )
    grouping = models.CharField(
        _("grouping rule"),
        max_length=20,
        choices=Grouping.choices,
        default=Grouping.INVOICE,
        help_text=_("What goes into one receipt or bill."),
    )

    class Meta(ReferenceRecord.Meta):
        verbose_name = _("receipt method")
        verbose_name_plural = _("receipt methods")
        constraints = [
            *ReferenceRecord.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(creation_method__in=["MANUAL", "AUTOMATIC", "BILLS"]),
                name="reference_receiptmethod_creation_known",
                violation_error_message=_("Choose a creation method of the list."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    grouping__in=["INVOICE", "CUSTOMER", "CUSTOMER_DUE_DATE", "SITE", "SITE_DUE_DATE"]
                ),
                name="reference_receiptmethod_grouping_known",
                violation_error_message=_("Choose a grouping rule of the list."),
            ),
        ]
