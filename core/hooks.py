"""The one way in which an app above has a say in the writes of an app below.

An app's `hooks.py` registers functions; each takes a **set** (list) of records of one model, so that a cascade over
1,200 rows costs as many statements as one over 3. Hooks run in the order of the apps.

- `on_remove(Model)`: called before active rows become inactive. May raise ValidationError to refuse, may change
  fields of the rows, returns the querysets of rows that become inactive with them (D-11).
- `on_restore(Model)`: the same for the way back; returns the querysets of rows to bring back.
- `stays_inactive(Model)`: called with rows that would come back with their parent; answers [(row, reason)] of those
  that cannot. They stay inactive and are told (R-097).
- `before_write(Model)`: may raise ValidationError to veto an insert or update.
- `after_write(Model)`: called once the rows are in the database; may write further records.
- `lock_roots`: called with the ids of customers before rows under them are locked or refreshed.
- `refresh_roots`: called once when the unit of work ends, with the ids of the customers it touched.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models

type_of_hook = Callable[[list[Any]], Any]
_registry: dict[str, dict[type[models.Model], list[type_of_hook]]] = defaultdict(lambda: defaultdict(list))
type_of_roots_hook = Callable[[Sequence[int]], None]
_lockers: list[type_of_roots_hook] = []
_refreshers: list[type_of_roots_hook] = []


def _registrar(event: str) -> Callable[[type[models.Model]], Callable[[type_of_hook], type_of_hook]]:
    def for_model(model: type[models.Model]) -> Callable[[type_of_hook], type_of_hook]:
        def register(function: type_of_hook) -> type_of_hook:
            _registry[event][model].append(function)
            return function

        return register

    return for_model


on_remove = _registrar("on_remove")
on_restore = _registrar("on_restore")
stays_inactive = _registrar("stays_inactive")
before_write = _registrar("before_write")
after_write = _registrar("after_write")


def lock_roots(function: type_of_roots_hook) -> type_of_roots_hook:
    """Register `function` to lock customers; it gets their ids, ascending."""
    _lockers.append(function)
    return function


def refresh_roots(function: type_of_roots_hook) -> type_of_roots_hook:
    """Register `function` to refresh what is derived from customers; it gets their ids, ascending."""
    _refreshers.append(function)
    return function


def call(event: str, records: Sequence[models.Model]) -> Iterable[Any]:
    """Call the hooks of `event` for `records` (all of one model) and yield what each returns."""
    if records:
        for function in _registry[event].get(type(records[0]), []):
            yield function(list(records))


def run(event: str, records: Sequence[models.Model]) -> None:
    """Call the hooks of `event` whose results do not matter."""
    for _ignored in call(event, records):
        pass


def hold(root_ids: Sequence[int]) -> None:
    """Lock the customers."""
    for function in _lockers:
        function(root_ids)


def refresh(root_ids: Sequence[int]) -> None:
    """Let every refresher work on the touched customers."""
    for function in _refreshers:
        function(root_ids)


def table() -> list[tuple[str, str, str, str]]:
    """Every registered hook as (event, model label, function, first line of its docstring), for docs/hooks.md."""
    rows = [
        (event, model._meta.label, f"{function.__module__}.{function.__name__}", _summary(function))
        for event, models_ in _registry.items()
        for model, functions in models_.items()
        for function in functions
    ]
    rows += [
        (event, "-", f"{function.__module__}.{function.__name__}", _summary(function))
        for event, functions in (("lock_roots", _lockers), ("refresh_roots", _refreshers))
        for function in functions
    ]
    return sorted(rows)


def _summary(function: Callable[..., Any]) -> str:
    return (function.__doc__ or "").strip().split("\n")[0]
