"""What the values of lookups mean and which of them may be chosen.

All values are read at once and remembered for the request or the unit of work (`core.memory`), so a page costs
one query for its lookups, however many columns and rows it shows.
"""

import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from core import memory
from core.clock import today
from reference.models.lookups import LookupValue


class Value(NamedTuple):
    """One value of a lookup, as pages need it."""

    meaning: str
    status: str
    start_date: datetime.date | None
    end_date: datetime.date | None

    def in_use_on(self, day: datetime.date) -> bool:
        """True when the value may be chosen on `day`."""
        started = self.start_date is None or self.start_date <= day
        ended = self.end_date is not None and self.end_date < day
        return self.status == "A" and started and not ended


def meaning(type_code: str, code: str) -> str:
    """What `code` means; the code itself where the lookup does not know it, "" for no code."""
    value = _values(type_code).get(code)
    return value.meaning if value else code


def label(type_code: str, code: str) -> str:
    """The meaning, marked "(inactive)" where the value can no longer be chosen (R-260)."""
    value = _values(type_code).get(code)
    if value is None:
        return code
    return value.meaning if value.in_use_on(today()) else _marked(value.meaning)


def choices(type_code: str, current: str | None = None, *, ended: bool = False) -> list[tuple[str, str]]:
    """(code, meaning) of the values that may be chosen today, and of `current`, marked where it may not (R-260).

    With `ended` all others follow, marked: for searching, where nothing is chosen anew.
    """
    day = today()
    values = _values(type_code)
    offered = [(code, value.meaning) for code, value in values.items() if value.in_use_on(day)]
    if ended:
        rest = [code for code, value in values.items() if not value.in_use_on(day)]
        return [*offered, *((code, _marked(values[code].meaning)) for code in rest)]
    if current and current not in dict(offered):
        known = values.get(current)
        offered.append((current, _marked(known.meaning if known else current)))
    return offered


def may_choose(type_code: str, code: str) -> bool:
    """True when `code` is a value of the lookup that may be newly chosen today."""
    value = _values(type_code).get(code)
    return value is not None and value.in_use_on(today())


def _marked(text: str) -> str:
    return _("%(value)s (inactive)") % {"value": text}


def _values(type_code: str) -> dict[str, Value]:
    """The values of one lookup by code, in the order of lists."""
    return memory.recall("lookups", _load).get(type_code, {})


def _load() -> dict[str, dict[str, Value]]:
    rows = LookupValue.objects.order_by("type__code", "position", "meaning_key").values_list(
        "type__code", "code", "meaning", "status", "start_date", "end_date"
    )
    loaded: dict[str, dict[str, Value]] = {}
    for type_code, code, meaning_, status, start_date, end_date in rows:
        loaded.setdefault(type_code, {})[code] = Value(meaning_, status, start_date, end_date)
    return loaded
