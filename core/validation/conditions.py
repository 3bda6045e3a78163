"""Does a row meet the condition of a partial constraint? Answered from its values, without the database."""

from typing import Any

from django.db.models import Q


def holds(condition: Q | None, record: Any) -> bool:
    """True when `record` meets `condition`; understands exact, in and isnull on own columns, AND, OR and NOT."""
    if condition is None:
        return True
    results = (_child(child, record) for child in condition.children)
    met = all(results) if condition.connector == Q.AND else any(results)
    return not met if condition.negated else met


def _child(child: Any, record: Any) -> bool:
    if isinstance(child, Q):
        return holds(child, record)
    name, _, lookup = child[0].partition("__")
    value = getattr(record, record._meta.get_field(name).attname)
    wanted = child[1]
    if lookup in ("", "exact"):
        return value == getattr(wanted, "pk", wanted)
    if lookup == "in":
        return value in wanted
    if lookup == "isnull":
        return (value is None) is wanted
    raise NotImplementedError(f"Conditions of constraints use exact, in or isnull; not {lookup}.")
