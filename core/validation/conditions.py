"""Does a row meet the condition of a constraint? Answered from its values, without the database.

As in SQL the answer may be unknown (None): a row with an empty value neither meets `end_date >= start_date` nor
breaks it.
"""

import operator
from collections.abc import Callable
from typing import Any

from django.db.models import CheckConstraint, F, Q

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "": operator.eq,
    "exact": operator.eq,
    "in": lambda value, wanted: value in wanted,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


def checks_of(model: Any) -> list[Any]:
    """The check constraints of a model."""
    return [constraint for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]


def holds(condition: Q | None, record: Any) -> bool:
    """True when `record` meets `condition`: a partial constraint concerns it."""
    return condition is None or _answer(condition, record) is True


def violates(condition: Q, record: Any) -> bool:
    """True when a check with `condition` refuses `record`; an unknown answer passes, as in SQL."""
    return _answer(condition, record) is False


def _answer(condition: Q, record: Any) -> bool | None:
    """Three-valued AND, OR and NOT over the children."""
    results = {_child(child, record) for child in condition.children}
    decisive = condition.connector != Q.AND
    if decisive in results:
        return decisive is not condition.negated
    return None if None in results else decisive is condition.negated


def _child(child: Any, record: Any) -> bool | None:
    if isinstance(child, Q):
        return _answer(child, record)
    name, _, lookup = child[0].partition("__")
    value = _value(record, name)
    wanted = child[1]
    if lookup == "isnull":
        return (value is None) is wanted
    if lookup not in _COMPARISONS:
        raise NotImplementedError(f"Conditions of constraints use isnull, in and comparisons; not {lookup}.")
    if isinstance(wanted, F):
        column: Any = wanted
        wanted = _value(record, column.name)
    if value is None or wanted is None:
        return None
    return _COMPARISONS[lookup](value, getattr(wanted, "pk", wanted))


def _value(record: Any, name: str) -> Any:
    return getattr(record, record._meta.get_field(name).attname)
