"""The list of a customer's addresses."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import asof
from core.pages.columns import ActionsColumn, CodeColumn, Column, FlagColumn, LongColumn, StatusColumn
from core.pages.filters import FilterSet, StatusFilter
from core.pages.header import Action
from core.pages.pills import Pill
from core.pages.tables import Table
from parties.models import PartySite
from sites.models import AccountSite, AddressMove

CHANGE = "parties.change_partysite"
CHANGE_PLACE = "parties.change_location"
FAILED = Pill(_("Move failed"), "bad")


def row_actions(address: PartySite) -> list[Action]:
    """What can be done with an address; an inactive one is only restored (R-011)."""
    if not address.is_active:
        return [Action(_("Restore"), reverse("addresses:restore", args=[address.pk]), CHANGE)]
    mark = Action(_("Mark As Identifying"), reverse("addresses:identifying", args=[address.pk]), CHANGE)
    return [
        Action(_("Edit Address"), reverse("addresses:change", args=[address.pk]), CHANGE_PLACE),
        Action(_("Edit Details"), reverse("addresses:edit", args=[address.pk]), CHANGE),
        *([] if address.identifying else [mark]),
        Action(_("Remove"), reverse("addresses:remove", args=[address.pk]), CHANGE, "danger"),
    ]


class AddressTable(Table):
    """Addresses of a customer; feed it `PartySite.objects.for_table()`."""

    location = LongColumn(_("Address"), order_by=("location__line1", "pk"), empty_values=())
    number = CodeColumn(_("Site Number"), order_by=("number_key",))
    name = Column(_("Site Name"), order_by=("name_key", "pk"))
    identifying = FlagColumn(_("Identifying"), word=_("Identifying"), orderable=False)
    sites = Column(
        _("Account Sites"),
        orderable=False,
        empty_values=(),
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    status = StatusColumn()
    addressee = Column(_("Addressee"), optional=True, orderable=False)
    mail_stop = Column(_("Mail Stop"), optional=True, orderable=False)
    actions = ActionsColumn(row_actions)

    label = _("Addresses")
    signed = True
    invitation = _("Add one with Add Address.")

    class Meta:
        empty_text = _("The customer has no address with this status.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.counts: dict[int, int] = {}
        self.moves: dict[int, AddressMove] = {}
        super().__init__(*args, **kwargs)

    def prepare(self, rows: Sequence[PartySite]) -> None:
        """The active account sites that the user sees, and the moves that are planned; one query each."""
        sites = AccountSite.objects.filter(party_site__in=[row.pk for row in rows]).visible_to(
            self.request.user
        )
        moves = AddressMove.objects.with_addresses().filter(party_site__in=[row.pk for row in rows])
        if self.past:
            then = [site for site in asof.at(sites, self.past.moment) if site.is_active]
            for site in then:
                self.counts[site.party_site_id] = self.counts.get(site.party_site_id, 0) + 1
            found = [move for move in asof.at(moves, self.past.moment) if move.is_open]
        else:
            counted = sites.active().order_by().values_list("party_site").annotate(Count("pk"))
            self.counts = dict(counted)
            found = list(moves.open())
        self.moves = {move.party_site_id: move for move in found}

    def render_location(self, record: PartySite) -> str:
        """Where it is, and where it is going to be."""
        context = {"location": record.location, "move": self.moves.get(record.pk), "failed": FAILED}
        return render_to_string("addresses/place_cell.html", context)

    def value_location(self, record: PartySite) -> str:
        """Where it is."""
        return str(record.location)

    def render_identifying(self, record: PartySite, column: FlagColumn) -> str:
        """Only an active address identifies; an inactive one remembers that it did."""
        return column.render(record.identifying and record.is_active)

    def value_identifying(self, record: PartySite) -> bool:
        """As on the page."""
        return record.identifying and record.is_active

    def render_sites(self, record: PartySite) -> int:
        """How many active account sites are there, in the user's operating units."""
        return self.counts.get(record.pk, 0)

    value_sites = render_sites


class AddressFilter(FilterSet):
    """Active addresses unless asked otherwise (R-009)."""

    status = StatusFilter()
