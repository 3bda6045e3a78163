"""A page as of a date: `?as_of=2026-03-31` shows an overview as it was at the end of that day.

    past = asked_for(request)           # in SubtabView.load; None where the page is asked for as it is
    past_of(request)                    # anywhere later in the same request

Every table that `table_region` makes is then of that day: its rows rebuilt, its actions gone, its filters those that
need no database. A header asks `asof.moment_of(record)` and reads accordingly.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from core import asof
from core.dates import date_text
from core.models import Record
from core.pages.header import Crumb, Fact, Header
from core.pages.page import allowed

PARAMETER = "as_of"
PERMISSION = "core.view_changerecord"
# Before this year nobody kept books with us; it is a slip of the keyboard.
EARLIEST = datetime.date(1900, 1, 1)


@dataclass(frozen=True)
class Past:
    """The day that a page is about, and the moment at which it ended."""

    day: datetime.date
    moment: datetime.datetime

    def rows(self, queryset: Any) -> Any:
        """The rows of `queryset` as they were, leading to their pages of that day; journals stay as they are."""
        if not issubclass(queryset.model, Record):
            return queryset
        rows = asof.Rows(asof.at(queryset, self.moment))
        rows.model = queryset.model
        for row in rows:
            self.lead(row)
        return rows

    def record(self, queryset: Any, pk: int) -> Any:
        """The one record as it was; None where it was not there yet."""
        found = self.rows(queryset.filter(pk=pk))
        return found[0] if found else None

    def lead(self, record: Any) -> None:
        """Let links to `record` lead to its page of that day."""
        if hasattr(record, "get_absolute_url"):
            address = self.address(record.get_absolute_url())
            record.get_absolute_url = lambda: address

    def address(self, url: str) -> str:
        """`url` as of the day, where the page there has a past."""
        return f"{url}?{PARAMETER}={self.day}" if "?" not in url and has_past(url) else url

    def header(self, header: Header) -> Header:
        """The head of a record that nothing can be done with, and whose links lead to the same day."""
        header.actions = ()
        header.facts, header.details = self._led(header.facts), self._led(header.details)
        header.crumbs = [Crumb(crumb.label, self.address(crumb.url)) for crumb in header.crumbs]
        return header

    def _led(self, facts: Sequence[Fact]) -> list[Fact]:
        return [replace(fact, url=self.address(fact.url)) if fact.url else fact for fact in facts]


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a day in the past, nothing, or something that is told in words."""

    past: Past | None = None
    problem: str = ""
    text: str = ""


def asked_for(request: HttpRequest) -> Asked:
    """The day that the address names. PermissionDenied for who may not read the history."""
    text = request.GET.get(PARAMETER, "").strip()
    if not text:
        return Asked()
    if not allowed(request.user, PERMISSION):
        raise PermissionDenied
    day = day_in(text)
    today = timezone.localdate()
    if day is None:
        return Asked(problem=_("“%(text)s” is no date. This is the page of today.") % {"text": text[:40]})
    if day > today:
        told = _("%(day)s is still to come. This is the page of today.")
        return Asked(problem=told % {"day": date_text(day)})
    if day == today:
        return Asked()
    return Asked(Past(day, asof.end_of(day)), text=day.isoformat())


def day_in(text: str) -> datetime.date | None:
    """The day that a text such as 2026-03-31 means; None where it means none."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST else None


def past_of(request: HttpRequest) -> Past | None:
    """The day that this request's page is about; None for today."""
    found: Past | None = getattr(request, "past", None)
    return found


def has_past(url: str) -> bool:
    """True where the page at `url` can be shown as of a date."""
    try:
        view = resolve(url).func
    except Resolver404:
        return False
    return bool(getattr(getattr(view, "view_class", None), "has_past", False))
