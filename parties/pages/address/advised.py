"""A form that says what can be told of the address that is typed into it (R-037, R-047 to R-051)."""

import copy
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.pages.forms import NewRecordForm, section_id
from parties.address_check import check
from parties.models import Location
from parties.pages.address.advice import Advice, Known, advice_on, filling
from reference.models import Country

TOLD = "told"
# Behind the name of a field: what the script filled in there before; it is sent while the clerk types.
FILLED = "-filled"


def nothing_known(_location: Location) -> Iterable[Known]:
    """What a page answers that knows no other addresses."""
    return ()


class AdvisedForm(NewRecordForm):
    """A form with the columns of an address and its `country`.

    - While the clerk types, the advice is fetched after each element that the check looks at, and elements that the
      others make certain are filled in where they are empty (R-050). What was filled in before is asked for as if it
      were empty; the advice is on the address as it stands afterwards.
    - A finding under the country's level Error is an error of its field (R-047). Under level Warning, and where the
      customer has the address already, the form is shown once more; who sends the same address again, or has seen the
      advice before he sent it, saves it as it is (R-037, R-048).

    `known` answers the customer's addresses that are the one typed.
    """

    country: Country | None = None

    def __init__(
        self, *args: Any, known: Callable[[Location], Iterable[Known]] = nothing_known, **kwargs: Any
    ) -> None:
        self.known = known
        super().__init__(*args, **kwargs)

    @property
    def advice_id(self) -> str:
        """The id of the element with the advice."""
        return section_id(self, "advice")

    @property
    def told_name(self) -> str:
        """The name of the field that says which advice was seen."""
        return self.add_prefix(TOLD)

    @property
    def is_checked(self) -> bool:
        """Whether there is an address to look at: one was typed, and it counts."""
        if not self.is_bound or self.aside or self.country is None:
            return False
        # An address that is stored and was not touched is not found fault with.
        return self.instance.pk is None or self.has_changed()

    @cached_property
    def typed(self) -> Location:
        """The address as it stands in the fields."""
        names = [name for name in self.fields if name != "country" and hasattr(Location, name)]
        values = {name: self.data.get(self.add_prefix(name), "").strip() for name in names}
        return Location(country=self.country, **values)

    @cached_property
    def advice(self) -> Advice | None:
        """What can be told of it; None where there is nothing to look at."""
        if not self.is_checked:
            return None
        verdict = check([self.typed])[0]
        standing, completion = self._standing(verdict.completion), verdict.completion
        if standing is not self.typed:
            [verdict] = check([standing])
        return advice_on(standing, verdict, completion, self.known(standing), self.prefix or "")

    def _standing(self, completion: Mapping[str, str]) -> Location:
        """The address with what is filled in while the clerk types, now or before."""
        if not self.quiet:
            return self.typed
        names = [name for name in self.fields if hasattr(Location, name) and not getattr(self.typed, name)]
        filled = {
            name: completion.get(name) or self.data.get(f"{self.add_prefix(name)}{FILLED}", "").strip()
            for name in names
        }
        if not any(filled.values()):
            return self.typed
        standing = copy.copy(self.typed)
        for name, value in filled.items():
            setattr(standing, name, value)
        return standing

    @property
    def is_untold(self) -> bool:
        """Whether something must be told before this address is saved."""
        if self.quiet or self.advice is None or not self.advice.warns:
            return False
        return bool(self.data.get(self.told_name, "") != self.advice.fingerprint)

    def is_valid(self) -> bool:
        """Nothing is wrong, and what had to be told was told."""
        return super().is_valid() and not self.is_untold

    def full_clean(self) -> None:
        """Fill in what is certain first: what is filled in is not missing (R-050)."""
        if not self.quiet:
            self._fill_in()
        super().full_clean()

    def _fill_in(self) -> None:
        completion = self.advice.completion if self.advice else None
        if not completion:
            return
        data: Any = self.data.copy()
        for name in completion.keys() & self.fields.keys():
            data[self.add_prefix(name)] = completion[name]
        self.data = data
        del self.typed, self.advice

    def _post_clean(self) -> None:
        """The values, then what the check refuses, each beside its field."""
        super()._post_clean()
        if self.advice is None or not self.advice.refuses:
            return
        for finding in self.advice.findings:
            name = finding.element if finding.element in self.fields else None
            if name not in self._errors:
                self.add_error(name, finding.whole)

    @property
    def completed(self) -> dict[str, str]:
        """What the script fills into empty fields: name and value as the form sends them, and the words for it."""
        if self.advice is None or not self.advice.completion:
            return {}
        values = {name: value for name, value in self.advice.completion.items() if name in self.fields}
        words = ", ".join(f"{self.fields[name].label} {value}" for name, value in values.items())
        return {
            "fill": filling(values, self.prefix or ""),
            "words": _("Filled in: %(words)s.") % {"words": words},
        }


class AdviceBlock(LayoutObject):
    """The place of the advice in a form's layout."""

    template = "parties/address_advice.html"

    def __init__(self) -> None:
        self.fields: list[Any] = []

    def render(self, form: Any, context: Any, template_pack: Any = "registrar", **kwargs: Any) -> str:
        """The advice, or the empty element that will hold it."""
        return render_to_string(self.template, {"form": form, "advice": form.advice})
