"""Saved searches: a list with its filters under a name. Owner of SavedSearch and StartSearch."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from core.models import SavedSearch, StartSearch
from core.text import clean_text, fold

# Who may rename, unshare and delete what others have shared.
MANAGE = "core.change_savedsearch"
LONGEST_QUERY = 2000


def visible(user: Any, lists: Collection[str]) -> QuerySet[SavedSearch]:
    """What `user` may see of `lists`, the URL names of lists that he may open: his own first, then what is shared."""
    own_first = Case(When(owner=user, then=Value(0)), default=Value(1))
    found = SavedSearch.objects.filter(Q(owner=user) | Q(shared=True), url_name__in=lists)
    return found.select_related("owner").order_by(own_first, "name_key", "pk")


def manageable(user: Any) -> QuerySet[SavedSearch]:
    """What `user` may rename, share and delete: his own; who manages them, also what is shared."""
    rows = SavedSearch.objects.select_related("owner")
    return rows.filter(Q(owner=user) | Q(shared=True)) if user.has_perm(MANAGE) else rows.filter(owner=user)


def save(search: SavedSearch, *, begin_here: bool | None = None, user: Any = None) -> SavedSearch:
    """Save a search under its name; `begin_here` also makes it, or no longer makes it, the start page of `user`."""
    search.name = clean_text(search.name)
    search.name_key = fold(search.name)
    if not search.name_key:
        raise ValidationError({"name": _("Give the search a name.")})
    if len(search.query) > LONGEST_QUERY:
        raise ValidationError(_("These filters are too long to be saved. Narrow them."))
    taken = SavedSearch.objects.filter(owner=search.owner, name_key=search.name_key).exclude(pk=search.pk)
    if taken.exists():
        raise ValidationError({"name": _name_is_taken()})
    try:
        with transaction.atomic():
            search.save()
    except IntegrityError as error:  # saved under this name at the same moment
        raise ValidationError({"name": _name_is_taken()}) from error
    if begin_here is not None:
        begin_with(user, search if begin_here else None, instead_of=search)
    return search


def delete(search: SavedSearch) -> None:
    """Delete a search; who began with it begins with the start page again."""
    search.delete()


def begin_with(user: Any, search: SavedSearch | None, *, instead_of: SavedSearch | None = None) -> None:
    """Make `search` the start page of `user`; None gives him the usual one back (only if it was `instead_of`)."""
    if search is not None:
        StartSearch.objects.update_or_create(user=user, defaults={"search": search})
        return
    chosen = StartSearch.objects.filter(user=user)
    (chosen.filter(search=instead_of) if instead_of else chosen).delete()


def start_of(user: Any) -> SavedSearch | None:
    """The search that `user` begins with, unless its owner no longer shares it with him."""
    chosen = StartSearch.objects.filter(user=user).select_related("search").first()
    if chosen is None or not (chosen.search.shared or chosen.search.owner_id == user.pk):
        return None
    return chosen.search


def _name_is_taken() -> str:
    return _("You have a saved search with this name already.")
