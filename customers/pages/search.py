"""Customer Search: criteria, the customers found, and the matching accounts of the chosen one (R-001 to R-006)."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.pages.chooser import PARAMETER
from core.pages.header import Action
from core.pages.regions import Region, table_region
from core.pages.views import ListPage
from customers.pages.search_form import ADVANCED, SIMPLE, SearchForm
from customers.pages.tables import CustomerTable, MatchingAccountTable
from customers.search import Criteria, find_customers, matching_accounts
from parties.models import Party

# What stands in the address besides criteria.
LONGEST_TEXT = 240
TEXT, KIND, SEARCH, GO, DRAFT = "q", "type", "search", "go", "draft"
# The columns of the two lists.
COLUMNS = (PARAMETER, f"accounts-{PARAMETER}")
CREATE = {
    Party.Kind.ORGANIZATION: "customers:create-organization",
    Party.Kind.PERSON: "customers:create-person",
}


class CustomerSearch(ListPage):
    """Simple and advanced search, one address each; the search box of every page leads here too."""

    help: Any = gettext_lazy(
        "Enter what you know and press Go: each word finds words that begin with it, and % stands for "
        "any letters. The first list has the customers found, the second the accounts of the marked "
        "one that meet the criteria. What another operating unit keeps finds nothing here."
    )
    permission = "parties.view_party"
    title = gettext_lazy("Customers")
    template_name = "customers/search.html"

    @classmethod
    def knows(cls, name: str) -> bool:
        """The criteria, the form they stand in, and how the customers are sorted."""
        return name in {TEXT, KIND, SEARCH, GO, *COLUMNS, *SearchForm.base_fields} or super().knows(name)

    @cached_property
    def kind(self) -> str:
        """The customer type: Organization unless the address says Person."""
        wanted = self.request.GET.get(KIND, "")
        return wanted if wanted in Party.Kind.values else Party.Kind.ORGANIZATION

    @cached_property
    def text(self) -> str:
        """What was typed into the search box."""
        return self.request.GET.get(TEXT, "").strip()[:LONGEST_TEXT]

    @cached_property
    def search(self) -> str:
        """Simple or advanced."""
        return ADVANCED if self.request.GET.get(SEARCH) == ADVANCED else SIMPLE

    @cached_property
    def form(self) -> SearchForm:
        """The form with the criteria of the address."""
        given: dict[str, Any] = {"user": self.user, "kind": self.kind, "search": self.search}
        if self.was_asked:
            return SearchForm(self.request.GET, **given)
        return SearchForm(initial=self.request.GET.dict(), **given)

    @property
    def was_asked(self) -> bool:
        """True when the address holds a search, not only the wish to make one or criteria carried over."""
        given = set(self.request.GET) - {KIND, SEARCH, *COLUMNS}
        return DRAFT not in self.request.GET and bool(given)

    @cached_property
    def criteria(self) -> Criteria | None:
        """What to look for; None before anything was asked and where it cannot be understood."""
        if not self.was_asked:
            return None
        if self.text:
            kind = self.kind if KIND in self.request.GET else ""
            return Criteria(kind=kind, text=self.text, status=self.request.GET.get("status", "all"))
        if not self.form.is_valid():
            return None
        criteria = self.form.criteria()
        if criteria.is_empty():
            self.form.add_error(None, _("Enter at least one search criterion besides type and status."))
            return None
        return criteria

    def switched(self, **wanted: str) -> str:
        """The address of the other form, with the criteria that were entered; nothing is searched yet."""
        entered = self.request.GET
        kept = {name: entered[name] for name in SearchForm.base_fields if entered.get(name)}
        given = {KIND: self.kind, SEARCH: self.search, **kept, **wanted, DRAFT: "1"}
        return "?" + urlencode([*given.items(), *self.columns])

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The columns that were chosen, for the next search."""
        return [(name, value) for name in COLUMNS for value in self.request.GET.getlist(name)]

    def get_actions(self) -> Sequence[Action]:
        """Create the kind of customer that is searched for, under the name that was looked for (R-006)."""
        url = reverse(CREATE[Party.Kind(self.kind)])
        name = self.text or self.request.GET.get("name", "")
        if name and self.kind == Party.Kind.ORGANIZATION:
            url += "?" + urlencode({"name": name})
        return [Action(_("Create"), url, "parties.add_party", "primary", icon="plus", shortcut="create")]

    def get_regions(self) -> list[Region]:
        """The customers, and the accounts of the chosen one, the first unless another is chosen (R-003)."""
        if self.criteria is None:
            return []
        customers = table_region(
            self.request,
            find_customers(self.criteria, self.user),
            CustomerTable,
            name="customers",
            title=_("Customers"),
            leads=True,
        )
        rows = [row.record for row in customers.table.page.object_list]
        wanted = self.request.GET.get("customer", "")
        chosen = next((row for row in rows if str(row.pk) == wanted), rows[0] if rows else None)
        if chosen is None:
            return [customers]
        customers.table.selected = chosen.pk
        return [customers, self.accounts_of(chosen, self.criteria)]

    def accounts_of(self, party: Party, criteria: Criteria) -> Region:
        """The accounts of a customer that meet the criteria (R-004)."""
        return table_region(
            self.request,
            matching_accounts(criteria, party, self.user).for_table(),
            MatchingAccountTable,
            name="accounts",
            prefix="accounts-",
            title=_("Accounts of %(customer)s") % {"customer": party},
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`form`, `kind`, `kinds`, `search`, `text`; `problems` for the summary."""
        context = super().get_context_data(**kwargs)
        context.update(
            form=self.form, kind=self.kind, search=self.search, text=self.text, columns=self.columns
        )
        context["kinds"] = [
            (label, value == self.kind, self.switched(**{KIND: value})) for value, label in Party.Kind.choices
        ]
        context["searches"] = [
            (label, value == self.search, self.switched(**{SEARCH: value}))
            for value, label in ((SIMPLE, _("Simple")), (ADVANCED, _("Advanced")))
        ]
        return context
