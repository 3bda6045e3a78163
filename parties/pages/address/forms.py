"""The blocks of an address: the place, and what the customer calls it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.choices import ActiveChoiceField
from core.pages.forms import Section, asking
from core.pages.labels import title
from parties import addresses
from parties.models import Location, PartySite
from parties.pages.address.advised import AdviceBlock, AdvisedForm
from parties.pages.numbered import NumberedForm
from reference.models import Country
from reference.options import default_country

# No key of ours has more.
MOST_DIGITS = 18
LINES = ["line1", "line2", "line3", "line4"]
# What the check looks at together: when one of these was entered, the advice is fetched.
CHECKED = ("city", "county", "state", "province", "postal_code")
ADVICE = "advice"


class LocationForm(AdvisedForm):
    """An address, country first: the country decides which fields follow, in its own order and words (R-044).

    Give it an `instance` to change an address, `user` for whom the country starts (R-057). What can be told of the
    address stands below its fields (AdvisedForm). A form for another page than that of an account site has a `heading`.
    """

    refreshes = {"country": "address"}
    heading: Any = _("Account site address")

    class Meta:
        model = Location
        fields = [
            "country",
            "line1",
            "line2",
            "line3",
            "line4",
            "city",
            "county",
            "state",
            "province",
            "postal_code",
            "postal_plus4",
        ]
        field_classes = {"country": ActiveChoiceField}

    def __init__(self, *args: Any, user: Any, css_class: str = "", **kwargs: Any) -> None:
        self.css_class = css_class
        super().__init__(*args, **kwargs)
        if self.instance.country_id is None:
            self.initial["country"] = default_country(user)
        self.country = self._country()
        self.address_form = addresses.form_of(self.country.code2 if self.country else "")
        self._follow_country()
        # Errors are told in the order of the page.
        self.order_fields(["country", *LINES, *[element.field for element in self.address_form.elements]])

    def _country(self) -> Country | None:
        chosen = self.data.get(self.add_prefix("country")) if self.is_bound else self.initial.get("country")
        pk = getattr(chosen, "pk", chosen)
        if not pk or not str(pk).isdecimal() or len(str(pk)) > MOST_DIGITS:
            return None
        return Country.objects.filter(pk=pk).first()

    def _follow_country(self) -> None:
        """Keep the fields that the country's addresses have, with its names and what it requires."""
        shown = {element.field for element in self.address_form.elements} | {"country", *LINES}
        if self.address_form.country_code == "US":
            shown.add("postal_plus4")
        for name in [name for name in self.fields if name not in shown]:
            del self.fields[name]
        for element in self.address_form.elements:
            field = self.fields[element.field]
            field.required = element.required
            field.label = title(element.label)
        for name in self.fields.keys() & set(CHECKED):
            attrs = {**asking(ADVICE, f"#{self.advice_id}"), "hx-sync": "closest .section:queue last"}
            self.fields[name].widget.attrs.update(attrs)

    @property
    def sections(self) -> list[Section]:
        """The country, then the elements in the country's order, then what is to be said of them."""
        rest = [element.field for element in self.address_form.elements if element.field not in LINES]
        extra = ["postal_plus4"] if "postal_plus4" in self.fields else []
        fields = ["country", *LINES, *rest, *extra, AdviceBlock()]
        return [Section(self.heading, *fields, anchor="address", css_class=self.css_class)]


class PartySiteForm(NumberedForm):
    """The address as the customer's: its name and number, and whether the customer is known by it.

    Of a customer's first address (`is_first`) that is not asked: it identifies the customer (R-054).
    """

    number_field, number_option = "number", "generate_site_number"
    heading: Any = _("Site")

    class Meta:
        model = PartySite
        fields = ["name", "number", "addressee", "mail_stop", "identifying"]

    def __init__(self, *args: Any, is_first: bool = True, css_class: str = "", **kwargs: Any) -> None:
        self.is_first, self.css_class = is_first, css_class
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["identifying"]
        else:
            self.fields["identifying"].help_text = _("It takes the mark from the one that has it.")

    @property
    def sections(self) -> list[Section]:
        """What the customer calls the place."""
        note = _("The first address is the customer's identifying address.") if self.is_first else ""
        return [Section(self.heading, *self.fields, note=note, css_class=self.css_class)]
