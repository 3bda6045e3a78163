"""The lists of account sites and business purposes, and their filters."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core.addresses import address_of
from core.pages.bulk.column import PickColumn
from core.pages.columns import (
    ActionsColumn,
    CodeColumn,
    Column,
    FlagColumn,
    LinkColumn,
    LongColumn,
    MeaningColumn,
    StatusColumn,
)
from core.pages.filters import FilterSet, StatusFilter
from core.pages.header import Action
from core.pages.marks import flag_mark, pill_mark
from core.pages.pills import Pill
from core.pages.tables import Table
from core.pages.values import NOTHING
from core.scope import visible_units
from core.text import fold
from reference.models import OperatingUnit
from sites.models import AccountSite, SiteUse
from sites.past import set_active_uses
from sites.rules import ship_to_not_ready

CHANGE_SITE = "customer_sites.change_accountsite"
CHANGE_USE = "customer_sites.change_siteuse"


def site_row_actions(site: AccountSite) -> list[Action]:
    """Remove on an active row, Restore on an inactive one (R-011)."""
    if site.is_active:
        return [Action(_("Remove"), address_of("sites:remove", site.pk), CHANGE_SITE, "danger")]
    return [Action(_("Restore"), address_of("sites:restore", site.pk), CHANGE_SITE)]


def site_label(site: AccountSite) -> str:
    """Number and name of a site: "20001 · Main warehouse", or the number alone."""
    address = site.party_site
    return f"{address.number} · {address.name}" if address.name else address.number


class SiteTable(Table):
    """Account sites; feed it `AccountSite.objects.for_table()`."""

    pick = PickColumn("sites:bulk", CHANGE_SITE)
    site = LinkColumn(
        _("Site Number / Name"),
        accessor="party_site",
        linkify=lambda record: record.get_absolute_url(),
        order_by=("party_site__number_key",),
    )
    address = LongColumn(
        _("Address"), accessor="party_site__location", order_by=("party_site__location__line1", "pk")
    )
    unit = Column(_("Operating Unit"), order_by=("unit__name_key", "pk"))
    purposes = Column(_("Business Purposes"), orderable=False, empty_values=())
    status = StatusColumn()
    customer = Column(_("Customer"), accessor="account__party", optional=True, orderable=False)
    account = CodeColumn(_("Account Number"), accessor="account__number", optional=True, orderable=False)
    city = Column(_("City"), accessor="party_site__location__city", optional=True, orderable=False)
    postal_code = CodeColumn(
        _("Postal Code"), accessor="party_site__location__postal_code", optional=True, orderable=False
    )
    country = Column(_("Country"), accessor="party_site__location__country", optional=True, orderable=False)
    category = MeaningColumn(_("Category"), optional=True, orderable=False)
    territory = Column(_("Territory"), fetch=["territory"], optional=True, orderable=False)
    language = Column(_("Language"), fetch=["language"], optional=True, orderable=False)
    translation = Column(_("Translation"), optional=True, orderable=False)
    edi_location = CodeColumn(_("EDI Location"), optional=True, orderable=False)
    salesperson = Column(_("Salesperson"), fetch=["salesperson"], optional=True, orderable=False)
    actions = ActionsColumn(site_row_actions)

    signed = True
    extends = AccountSite

    class Meta:
        empty_text = _("This account has no site in your operating units with this status.")

    def prepare(self, rows: Sequence[AccountSite]) -> None:
        """The active purposes of then, on a page of a day in the past."""
        if self.past:
            set_active_uses(rows, self.past.moment)

    def render_site(self, record: AccountSite) -> str:
        """What people call the site."""
        return site_label(record)

    @cached_property
    def primary_mark(self) -> str:
        """The mark of a primary purpose, the same in all rows."""
        return format_html(" {}", flag_mark(_("primary")))

    def render_purposes(self, record: Any) -> str:
        """The active purposes, each primary marked."""
        told = (
            (use.purpose_label, self.primary_mark if use.is_primary else "") for use in record.active_uses
        )
        lines = format_html_join("\n", "<li>{}{}</li>", told)
        return format_html('<ul class="purposes">{}</ul>', lines) if lines else NOTHING

    def value_purposes(self, record: Any) -> str:
        """The same as text: "Bill To (primary), Ship To"."""
        return ", ".join(
            _("%(purpose)s (primary)") % {"purpose": use.purpose_label}
            if use.is_primary
            else use.purpose_label
            for use in record.active_uses
        )


class UnitFilter(django_filters.ModelChoiceFilter):
    """One of the operating units on the user's access list (R-010)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("Operating Unit"),
                "queryset": units_of_request,
                "empty_label": _("All my units"),
                **kwargs,
            }
        )


def units_of_request(request: Any) -> Any:
    """The units whose rows the asking user may see."""
    return OperatingUnit.objects.filter(pk__in=visible_units(request.user))


class SiteFilter(FilterSet):
    """Active sites unless asked otherwise; of one unit where one is chosen (R-009, R-010); by what they are called."""

    status = StatusFilter()
    unit = UnitFilter()
    text = django_filters.CharFilter(
        label=_("Number, Name or City"),
        method="with_text",
        max_length=240,
        help_text=_("A part of the site's number or name, of its city or its postal code."),
    )

    def with_text(self, rows: Any, _name: str, value: str) -> Any:
        """Sites whose number, name, city or postal code contains the text, however it is written."""
        key = fold(value)
        return rows.filter(
            Q(party_site__number_key__contains=key)
            | Q(party_site__name_key__contains=key)
            | Q(party_site__location__city_key__contains=key)
            | Q(party_site__location__postal_code_key__contains=key)
        )


def use_row_actions(use: SiteUse) -> list[Action]:
    """Make Primary and Remove on an active row, Restore on an inactive one (R-011)."""
    if not use.is_active:
        return [Action(_("Restore"), address_of("purposes:restore", use.pk), CHANGE_USE)]
    remove = Action(_("Remove"), address_of("purposes:remove", use.pk), CHANGE_USE, "danger")
    if use.is_primary:
        return [remove]
    return [Action(_("Make Primary"), address_of("purposes:primary", use.pk), CHANGE_USE), remove]


class UseTable(Table):
    """Business purposes of one site; feed it `SiteUse.objects.for_table()`."""

    purpose = LinkColumn(
        _("Purpose"), linkify=lambda record: record.get_absolute_url(), order_by=("purpose", "location_key")
    )
    location = CodeColumn(_("Location"), order_by=("location_key",))
    bill_to = CodeColumn(_("Bill To Location"), orderable=False)
    primary = FlagColumn(_("Primary"), word=_("Primary"), accessor="is_primary", orderable=False)
    status = StatusColumn(orderable=False)
    account = CodeColumn(_("Account Number"), accessor="account__number", optional=True, orderable=False)
    at_site = Column(_("Site"), accessor="site__party_site__number", optional=True, orderable=False)
    unit = Column(_("Operating Unit"), optional=True, orderable=False)
    payment_terms = Column(_("Payment Terms"), fetch=["payment_terms"], optional=True, orderable=False)
    salesperson = Column(_("Salesperson"), fetch=["salesperson"], optional=True, orderable=False)
    tax_code = Column(_("Tax Code"), fetch=["tax_code"], optional=True, orderable=False)
    sales_territory = Column(_("Sales Territory"), fetch=["sales_territory"], optional=True, orderable=False)
    sic_code = CodeColumn(_("SIC Code"), optional=True, orderable=False)
    actions = ActionsColumn(use_row_actions)

    signed = True
    invitation = _("Add one with Add Another Row.")

    class Meta:
        empty_text = _("This site has no active business purpose.")

    def render_purpose(self, record: SiteUse) -> str:
        """The purpose in words."""
        return record.purpose_label

    def render_bill_to(self, record: SiteUse, value: SiteUse) -> str:
        """Where it is billed; an inactive bill-to keeps the Ship To from being used (R-100)."""
        problem = ship_to_not_ready(value) if record.is_active else ""
        if not problem:
            return value.location
        return pill_mark(Pill(problem, "warn"))

    def value_bill_to(self, value: SiteUse) -> str:
        """The location, ready or not."""
        return value.location

    def value_primary(self, record: SiteUse) -> bool:
        """As on the page."""
        return record.is_primary and record.is_active

    def render_primary(self, record: SiteUse, column: FlagColumn) -> str:
        """Only an active purpose is primary; an inactive one remembers that it was."""
        return column.render(record.is_primary and record.is_active)


class UseFilter(FilterSet):
    """Active purposes unless asked otherwise (R-009)."""

    status = StatusFilter()
