"""Account Site Overview, Site Details: the address as it is written, and every field of the site, group by group."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.clock import today
from core.pages import extra
from core.pages.header import Fact, Part
from core.pages.views import SubtabView
from parties.addresses import AREA_FIELDS, form_of, printed_lines
from parties.models import Location
from parties.rules import reference_texts
from reference.lookups import meaning
from sites import documents
from sites.models import AccountSite

ELEMENTS = ("line1", "line2", "line3", "line4", "city", *AREA_FIELDS, "postal_code", "postal_plus4")
OPTIONAL = frozenset({"line2", "line3", "line4", "postal_plus4", *AREA_FIELDS})


class DetailsTab(SubtabView):
    """Everything that is kept of an account site."""

    help: Any = gettext_lazy(
        "Every field of the account site. The address belongs to the customer and may be shared by sites of several "
        "operating units; the rest belongs to this site alone. Edit changes it."
    )
    label = gettext_lazy("Site Details")
    permission = "customer_sites.view_accountsite"

    def get_parts(self) -> Sequence[Part]:
        """The groups of fields."""
        return parts_of(self.record)


def parts_of(site: AccountSite) -> list[Part]:
    """The groups of fields of a site."""
    further = extra.all_facts(site)
    return [
        Part(_("Address"), _address(site), _("Shared by every account site at this address.")),
        Part(_("Account Site Details"), _details(site)),
        Part(
            pgettext("of the business", "Documents"),
            _documents(site),
            _("How documents that leave the house name this customer."),
        ),
        *([Part(_("Further Information"), further)] if further else []),
    ]


def _address(site: AccountSite) -> list[Fact]:
    """The address as it is printed, its elements as they were entered, and what the customer calls it."""
    address, location = site.party_site, site.party_site.location
    names = form_of(location.country.code2)
    lines = printed_lines(location, name=documents.document_name(site), addressee=address.addressee)
    return [
        Fact(_("As It Is Printed"), lines[0], lines=lines),
        Fact(_("Country"), location.country),
        *[
            Fact(_label(names, name), getattr(location, name))
            for name in ELEMENTS
            if getattr(location, name) or name not in OPTIONAL
        ],
        Fact(_("Addressee"), address.addressee),
        Fact(_("Mail Stop"), address.mail_stop),
        Fact(_("Site Number"), address.number),
        Fact(_("Site Name"), address.name),
        Fact(_("Identifying Address"), address.identifying),
    ]


def _label(names: Any, name: str) -> Any:
    """What the element is called in its country."""
    element = names.element(name)
    field: Any = Location._meta.get_field(name)
    return element.label if element else field.verbose_name


def _details(site: AccountSite) -> list[Fact]:
    return [
        Fact(_("Operating Unit"), site.unit),
        Fact(_("Category"), site.get_category_display()),
        Fact(_("Salesperson"), site.salesperson),
        Fact(_("EDI Location"), site.edi_location),
        Fact(_("Reference"), ", ".join(reference_texts(site))),
        Fact(_("Status"), site.get_status_display()),
    ]


def _documents(site: AccountSite) -> list[Fact]:
    """What documents take from the site, each with where it comes from (R-248)."""
    origin = _("the translation") if site.translation else _("the customer's name")
    day = today(site.unit)
    identity = documents.document_identity(site, day)
    ship_to, bill_to = documents.at_site(site)
    shipping = documents.shipping_terms(ship_to, bill_to)
    terms = documents.effective_terms(bill_to.payment_terms if bill_to else None, None, None)
    return [
        Fact(_("Name on Documents"), identity.name, origin=origin),
        Fact(
            _("Language"),
            identity.language,
            origin=_elsewhere(site.language, identity.language, _("Account")),
        ),
        Fact(_("Translation"), site.translation),
        Fact(
            _("Territory"),
            identity.territory,
            origin=_elsewhere(site.territory, identity.territory, _("Country of the address")),
        ),
        _answer(_("Tax Registration"), identity.tax_registration),
        _answer(_("New Transactions"), documents.takes_new_transactions(site, day)),
        _answer(_("Payment Terms"), terms),
        _answer(_("FOB"), shipping["fob"], meaning("FOB", shipping["fob"].value or "")),
        _answer(_("Ship Method"), shipping["ship_method"]),
    ]


def _elsewhere(own: Any, effective: str, origin: str) -> str:
    """Where a value comes from that was not entered at the site."""
    return "" if own or not effective else origin


def _answer(label: Any, answer: documents.Answer, text: Any = None) -> Fact:
    """An answer with its origin; the origin alone says nothing where nothing was entered."""
    value = text or answer.value
    return Fact(label, value, origin=answer.origin if value not in (None, "") else "")
