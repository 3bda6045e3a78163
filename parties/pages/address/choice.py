"""Choosing among the addresses that a customer has, or a new one (R-022, R-037)."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.pages.forms import PageForm, Section, Wide
from parties.models import Party, PartySite
from parties.pages.address.advice import Known, filling

NEW = "new"
# So many are seen at a glance; more are searched, and of very many the first are listed.
AT_A_GLANCE = 10
MOST = 500


@dataclass(frozen=True)
class Offer:
    """One address in the list: what it is called, where it is, by whom it is used."""

    name: str
    address: str = ""
    uses: Sequence[str] = ()

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.address]))


class AddressRadios(forms.RadioSelect):
    """Radio buttons with name, address and uses."""

    template_name = "parties/address_radios.html"


class AddressChoiceForm(PageForm):
    """Which address: one that the customer has, or a new one, whose fields follow below.

    taken   keys of addresses that are not offered: the account has its site there already (R-058).
    uses    answers, for the keys of addresses, which account sites the user sees there.
    takes_first   whether the first address, the identifying one, is chosen to begin with.
    """

    def __init__(
        self,
        *args: Any,
        party: Party,
        taken: Collection[int] = (),
        uses: Callable[[Sequence[int]], Mapping[int, Sequence[str]]] = lambda _keys: {},
        takes_first: bool = False,
        **kwargs: Any,
    ) -> None:
        self.party, self.taken, self.uses, self.takes_first = party, taken, uses, takes_first
        super().__init__(*args, **kwargs)

    @property
    def sections(self) -> list[Section]:
        """The choice, with a word on what there is to choose from."""
        note = _("One that the customer has already, or a new one.")
        if not self.rows:
            note = _("There is no other address to choose from.")
        elif not self.is_at_a_glance:
            note = _("Type a part of its number, street or city, or choose Create Address.")
        return [
            Section(_("Address"), Wide("address"), note=note, anchor="address", css_class="choose-address")
        ]

    @cached_property
    def rows(self) -> list[PartySite]:
        """The active addresses that are offered, the identifying one first."""
        rows = PartySite.objects.active().with_address().filter(party=self.party).exclude(pk__in=self.taken)
        return list(rows.order_by("-identifying", "number_key")[:MOST])

    @property
    def is_at_a_glance(self) -> bool:
        """Whether all addresses are seen at once."""
        return len(self.rows) <= AT_A_GLANCE

    def add_fields(self) -> None:
        """The choice: radio buttons for a few addresses, a list with a search for more."""
        few = self.is_at_a_glance
        self.fields["address"] = forms.ChoiceField(
            label=gettext_lazy("Address"),
            choices=list(self._choices(few)),
            widget=AddressRadios if few else forms.Select,
            error_messages={"required": gettext_lazy("Choose an address, or Create Address.")},
            initial=self._initial(),
        )

    def _choices(self, few: bool) -> Iterator[tuple[str, Any]]:
        # At the end of a long list nobody would find it.
        new = (NEW, Offer(_("Create Address")))
        if not few:
            yield from (("", "–"), new)
        uses = self.uses([row.pk for row in self.rows]) if few else {}
        for row in self.rows:
            name = (
                _("%(site)s (identifying address)") % {"site": _named(row)}
                if row.identifying
                else _named(row)
            )
            yield str(row.pk), Offer(name, str(row.location), uses.get(row.pk, ()))
        if few:
            yield new

    def _initial(self) -> str:
        if not self.rows:
            return NEW
        return str(self.rows[0].pk) if self.takes_first else ""

    @property
    def value(self) -> str:
        """What is chosen at the moment, checked or not."""
        return str(self["address"].value() or "")

    @property
    def is_new(self) -> bool:
        """Whether a new address is wanted."""
        return self.value == NEW

    @property
    def chosen(self) -> PartySite | None:
        """The address that was chosen; None for a new one."""
        return next((row for row in self.rows if str(row.pk) == self.value), None)

    def known(self, site: PartySite) -> Known:
        """What to do about an address that the customer has and that was typed once more (R-037, R-038)."""
        if site.pk in {row.pk for row in self.rows}:
            return Known(site, fill=filling({"address": str(site.pk)}, self.prefix or ""))
        if site.is_active:
            return Known(site, note=_("The account has its site there already."))
        return known_before(site)


def known_before(site: PartySite) -> Known:
    """An address that the customer has, on a page where it cannot be chosen."""
    text = _("It is inactive: restore it among the customer's addresses to use it.")
    return Known(site, note="" if site.is_active else text)


def _named(site: PartySite) -> str:
    return f"{site.number} · {site.name}" if site.name else site.number
