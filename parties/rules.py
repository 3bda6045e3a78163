"""The rules of the registry over plain values; each raises ValidationError or answers a fact."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.clock import today
from parties import addresses


def compose_name(prefix: str, first: str, middle: str, last: str, suffix: str) -> str:
    """The name of a person from its parts, in the order prefix, first, middle, last, suffix."""
    return " ".join(part.strip() for part in (prefix, first, middle, last, suffix) if part and part.strip())


def details_fit_kind(party: Any, kind: str) -> None:
    """Details of organizations belong to organizations, those of persons to persons."""
    if party.kind != kind:
        raise ValidationError(_("%(party)s is not of this customer type.") % {"party": party})


def sic_code_has_type(code: str, code_type: str) -> None:
    """A SIC code says from which list it comes."""
    if code and not code_type:
        raise ValidationError({"sic_code_type": _("Choose the list that the SIC code comes from.")})


def born_in_the_past(date_of_birth: datetime.date | None) -> None:
    """Nobody is born after today."""
    if date_of_birth and date_of_birth > today():
        raise ValidationError({"date_of_birth": _("The date of birth is not after today.")})


def one_line_address(location: Any) -> str:
    """An address on one line, in the order of its country, the country last."""
    if location.country_id:
        return ", ".join(addresses.printed_lines(location))
    return ", ".join(filter(None, (location.line1, location.postal_code, location.city)))


def reference_texts(record: Any) -> list[str]:
    """Under which references other systems know a record; without any, its id under REGISTRAR, computed (R-031)."""
    given = [str(reference) for reference in record.source_references.all() if reference.is_active]
    return given or [f"REGISTRAR: {record.pk}"]


def reference_may_be_retired(may_steward: bool, reason: str) -> None:
    """A reference once given is taken away or brought back by a data steward alone, who says why (R-031)."""
    if not may_steward:
        raise ValidationError(_("Only a data steward removes or restores a reference."))
    if not reason.strip():
        raise ValidationError(_("Enter a reason: the reference is known to another system."))


def require_address_elements(location: Any) -> None:
    """Every element that the address form of the country requires is given (R-013)."""
    if location.country_id is None:
        return
    form = addresses.form_of(location.country.code2)
    missing = {
        element.field: _("%(element)s is required in %(country)s.")
        % {"element": element.label, "country": location.country}
        for element in form.elements
        if element.required and not addresses.given(location, element.field)
    }
    if missing:
        raise ValidationError(missing)


def name_may_change(before: str, after: str, allowed: bool) -> None:
    """A customer's name changes only where the system option allows it."""
    if before != after and not allowed:
        raise ValidationError({"name": _("The name cannot be changed: the system option forbids it.")})
