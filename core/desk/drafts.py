"""Drafts: what a user typed into the form at an address and did not save yet (trust 26). Owner of Draft.

A draft is shown to the user who typed it and to nobody else, and only at its address. It goes when the form is saved
or thrown away, and after a week by itself.
"""

import datetime
import json
from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict
from django.utils import timezone

from core.cards import card_number_in
from core.models import Draft

KEPT = datetime.timedelta(days=7)
MOST_PER_USER = 50
LONGEST_PATH = 500
# Of all names and values together, in characters.
LARGEST = 200_000
# Part of an address that says how its form was reached, not which form it is.
TAKE_UP = "draft"
NOT_THE_FORM = ("next", TAKE_UP)
# What a form sends besides what was typed into it.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "button", "add_row", "refresh", "next", TAKE_UP, "draft-path"})
# Fields whose names contain this are never kept.
NEVER = "password"
# Free text: what holds a card number is refused when it is saved, so it is not kept before either (trust 14).
FREE_TEXT = frozenset({"text", "title", "reason", "description"})

Content = dict[str, list[str]]


def path_of(address: str) -> str:
    """The address under which the form's draft is kept; "" when it is too long to keep one."""
    parts = urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    for name in NOT_THE_FORM:
        query.pop(name, None)
    path = f"{parts.path}?{query.urlencode()}" if query else parts.path
    return path if len(path) <= LONGEST_PATH else ""


def content_of(data: QueryDict) -> Content:
    """What was typed, by field: never a token, password, card number or file; {} when it is more than can be kept."""
    typed = {
        name: [value for value in values if isinstance(value, str) and not _is_secret(name, value)]
        for name, values in data.lists()
        if name not in NOT_TYPED and NEVER not in name.lower()
    }
    return typed if len(json.dumps(typed, ensure_ascii=False)) <= LARGEST else {}


def _is_secret(name: str, value: str) -> bool:
    """True for a free text with a card number in it. Other numbers may look like one by chance."""
    return name.rpartition("-")[2] in FREE_TEXT and bool(card_number_in(value))


def data_of(draft: Draft) -> QueryDict:
    """What a draft holds, as the form would have sent it."""
    data = QueryDict(mutable=True)
    for name, values in draft.content.items():
        data.setlist(name, values)
    return data


def find(user: Any, address: str) -> Draft | None:
    """What `user` typed into the form at this address and did not save, if it is not too old."""
    path = path_of(address)
    newest = timezone.now() - KEPT
    return Draft.objects.filter(user=user, path=path, at__gte=newest).first() if path else None


def keep(user: Any, address: str, content: Content) -> bool:
    """Keep what `user` typed, in place of what he typed there before; False where there is nothing to keep."""
    path = path_of(address)
    if not (path and content):
        return False
    Draft.objects.bulk_create(
        [Draft(user=user, path=path, content=content, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["user", "path"],
        update_fields=["content", "at"],
    )
    newest = Draft.objects.filter(user=user).order_by("-at", "-pk").values("pk")[:MOST_PER_USER]
    Draft.objects.filter(user=user).exclude(pk__in=newest).delete()
    return True


def forget(user: Any, address: str) -> None:
    """The form was saved, or what was typed is thrown away."""
    if path := path_of(address):
        Draft.objects.filter(user=user, path=path).delete()


def expired(now: datetime.datetime) -> Any:
    """The drafts that are too old to be offered."""
    return Draft.objects.filter(at__lt=now - KEPT)
