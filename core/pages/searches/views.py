"""The pages of saved searches: save, rename and share, delete, begin with, and all of them in one list."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.access import SIGNED_IN
from core.desk import searches
from core.models import SavedSearch
from core.pages import saving
from core.pages.forms import ActionForm, PageForm, Section, Wide
from core.pages.page import allowed
from core.pages.searches.lists import address_of, lists_open_to, query_of, savable_lists
from core.pages.searches.tables import SearchTable
from core.pages.views import CreateView, ListPage, RecordActionView

ALL = reverse_lazy("searches:list")


class SearchForm(PageForm):
    """The name, and what happens with it."""

    sections = [Section("", Wide("name"), "shared", "begin_here")]

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What the search is called in the sidebar.")
    )
    shared = forms.BooleanField(
        label=_("Share with everybody"),
        required=False,
        help_text=_("Everybody who may open the list sees the search, with your name."),
    )
    begin_here = forms.BooleanField(
        label=_("Begin the day here"),
        required=False,
        help_text=_("Signing in leads here instead of to the start page."),
    )


class SaveSearch(CreateView):
    """Saves the list that its address names, with the filters in it."""

    permission = SIGNED_IN
    title = _("Save This Search")
    section = "searches"
    form_class = SearchForm
    cancel_url: Any = ALL
    template_name = "searches/form.html"
    search: SavedSearch

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Without a list there is nothing to save."""
        if request.user.is_authenticated and "list" not in request.GET:
            return HttpResponseRedirect(str(ALL))
        return super().dispatch(request, *args, **kwargs)

    def load(self) -> None:
        """The list with those of its filters that it knows; Http404 where the user may not open it."""
        name = self.request.GET.get("list", "")
        view = savable_lists().get(name)
        if view is None or not allowed(self.user, view.permission):
            raise Http404
        query = query_of(view, QueryDict(self.request.GET.get("query", "")))
        self.search = SavedSearch(owner=self.user, url_name=name, query=query)
        self.cancel_url = address_of(self.search)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`list_title`: what is listed."""
        return super().get_context_data(**kwargs) | {
            "list_title": savable_lists()[self.search.url_name].title
        }

    def save(self, form: Any) -> SavedSearch:
        """Save it for the user."""
        self.search.name, self.search.shared = form.cleaned_data["name"], form.cleaned_data["shared"]
        begin_here = form.cleaned_data["begin_here"] or None
        return searches.save(self.search, begin_here=begin_here, user=self.user)

    def get_success_url(self, record: SavedSearch) -> str:
        """The list again, as it was saved."""
        return address_of(record)

    def get_success_message(self, record: SavedSearch) -> str:
        """Where to find it from now on."""
        return _now("The search “%(name)s” was saved. It stands in the sidebar.") % {"name": record}


def found_among(rows: Any, pk: int) -> SavedSearch:
    """The search with this key; Http404 when it is not among the rows."""
    search: SavedSearch | None = rows.filter(pk=pk).first()
    if search is None:
        raise Http404
    return search


class ChangeSearch(CreateView):
    """Renames and shares a search."""

    permission = SIGNED_IN
    section = "searches"
    form_class = SearchForm
    cancel_url = ALL
    success_message = _("The search “%(record)s” was saved.")
    record: SavedSearch

    def load(self) -> None:
        """The search, when the user may change it."""
        self.record = found_among(searches.manageable(self.user), self.kwargs["pk"])

    def get_title(self) -> Any:
        """What is changed."""
        return _now("Saved search “%(name)s”") % {"name": self.record}

    def get_initial(self) -> dict[str, Any]:
        """What it is now."""
        begins = searches.start_of(self.user) == self.record
        return {"name": self.record.name, "shared": self.record.shared, "begin_here": begins}

    def save(self, form: Any) -> SavedSearch:
        """Save what was changed."""
        self.record.name, self.record.shared = form.cleaned_data["name"], form.cleaned_data["shared"]
        return searches.save(self.record, begin_here=form.cleaned_data["begin_here"], user=self.user)

    def get_success_url(self, record: SavedSearch) -> str:
        """Back to all of them."""
        return saving.safe_next(self.request, str(ALL))


class PlainQuestion(ActionForm):
    """A question about what has no history."""

    reason: Any = None


class SearchAction(RecordActionView):
    """What is asked before it is done to a search."""

    permission = SIGNED_IN
    section = "searches"
    form_class = PlainQuestion

    def find(self) -> SavedSearch:
        """The search, among those that the action is for."""
        return found_among(searches.manageable(self.user), self.kwargs["pk"])

    def load(self) -> None:
        """Machinery has no versions: what is there is what was shown."""
        self.record = self.find()
        self.record.version = 1

    def get_success_url(self) -> str:
        """Back to all of them."""
        return saving.safe_next(self.request, str(ALL))


class DeleteSearch(SearchAction):
    """Deletes a search."""

    verb = _("Delete")
    question = _("Delete the saved search “%(record)s”?")
    danger = True
    success_message = _("The search “%(record)s” was deleted.")

    def consequences(self) -> Sequence[Any]:
        """Who misses it."""
        if not self.record.shared:
            return [_now("Nobody else sees it. The records that it finds stay as they are.")]
        return [
            _now("It is gone for everybody it is shared with. The records that it finds stay as they are.")
        ]

    def perform(self, version: int) -> SavedSearch:
        """Delete it."""
        searches.delete(self.record)
        return self.record


class BeginWith(SearchAction):
    """Begins the day with a search, or with the start page again."""

    def find(self) -> SavedSearch:
        """Any search that the user sees."""
        return found_among(searches.visible(self.user, lists_open_to(self.user)), self.kwargs["pk"])

    def load(self) -> None:
        """The search, and whether it is the start page today."""
        super().load()
        begins = searches.start_of(self.user) == self.record
        self.wanted = None if begins else self.record
        self.verb = _now("Begin With The Start Page") if begins else _now("Begin Here")
        self.question = (
            _now("Begin with the start page again instead of “%(record)s”?")
            if begins
            else _now("Begin the day with “%(record)s”?")
        )

    def consequences(self) -> Sequence[Any]:
        """Where signing in leads."""
        if self.wanted is None:
            return [_now("Signing in leads to the start page.")]
        return [_now("Signing in leads here. The start page stays in the sidebar.")]

    def perform(self, version: int) -> SavedSearch:
        """Note it for the user."""
        searches.begin_with(self.user, self.wanted)
        return self.record

    def get_success_message(self, record: SavedSearch) -> str:
        """Where signing in leads from now on."""
        if self.wanted is None:
            return _now("You begin with the start page again.")
        return _now("You begin with “%(name)s” from now on.") % {"name": record}


class SearchList(ListPage):
    """Every saved search that the user may open, to manage them."""

    help: Any = _(
        "Your saved searches and those that others share. A saved search keeps the filters, the "
        "sorting and the columns of a list; one of them can be where your day begins."
    )
    permission = SIGNED_IN
    title = _("Saved Searches")
    section = "searches"
    table_class = SearchTable
    can_be_saved = False

    def get_queryset(self) -> Any:
        """His own and what is shared."""
        return searches.visible(self.user, lists_open_to(self.user))
