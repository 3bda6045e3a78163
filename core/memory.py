"""What a request or a unit of work has read already of what an installation sets up.

A page shows a dozen meanings and asks for the options several times: each is read from the database once. Nothing
outlives the request (or, outside a request, the unit of work), so no process ever answers with an old value.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started

from core import work

_request: ContextVar[dict[Any, Any] | None] = ContextVar("memory", default=None)


def recall(key: Any, load: Callable[[], Any]) -> Any:
    """The value remembered under `key`; `load()` once where there is none."""
    store = _store()
    if store is None:
        return load()
    if key not in store:
        store[key] = load()
    return store[key]


def forget() -> None:
    """Forget everything, because some of it was just written.

    The open unit of work remembers on its own from here, so that what it may yet roll back stays with it.
    """
    store = _request.get()
    if store is not None:
        store.clear()
    unit_of_work = work.open_unit()
    if unit_of_work is not None:
        unit_of_work.remembered = {}


def _store() -> dict[Any, Any] | None:
    unit_of_work = work.open_unit()
    if unit_of_work is None:
        return _request.get()
    if unit_of_work.remembered is None:
        request_store = _request.get()
        if request_store is not None:
            return request_store
        unit_of_work.remembered = {}
    return unit_of_work.remembered


def _begin(**_kwargs: Any) -> None:
    _request.set({})


def _end(**_kwargs: Any) -> None:
    _request.set(None)


def connect() -> None:
    """Start and end the memory of each request."""
    request_started.connect(_begin, dispatch_uid="core.memory.begin")
    request_finished.connect(_end, dispatch_uid="core.memory.end")
