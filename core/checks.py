"""System checks of our own. `manage.py check` fails on what they find."""

import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver

from core.access import PUBLIC, SIGNED_IN
from core.demo_users import demo_user_names


@checks.register(checks.Tags.security)
def check_view_permissions(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every view of ours in the URLconf says who may open it (trust rule 8)."""
    return [problem for name, view in our_views(get_resolver()) for problem in problems_of(name, view)]


@checks.register(checks.Tags.security, deploy=True)
def check_demo_users(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Demo users, whose passwords are public, do not exist in production (trust rule 23)."""
    if not settings.REFUSE_DEMO_USERS or not (names := demo_user_names()):
        return []
    return [checks.Error(f"Demo users exist: {', '.join(names)}.", hint="Remove them.", id="registrar.E003")]


def our_views(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the full URL name and the view of every pattern whose view was written in this repository."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from our_views(entry, inner)
        elif isinstance(entry, URLPattern):
            view = getattr(entry.callback, "view_class", entry.callback)
            if is_ours(view):
                yield f"{namespace}{entry.name or entry.pattern}", entry.callback


def permission_of(callback: Any) -> Any:
    """What a view in the URLconf asks for: said where it is put there (`as_view(permission=...)`), or in its class."""
    view = getattr(callback, "view_class", callback)
    given: Any = getattr(callback, "view_initkwargs", {})
    return given.get("permission", getattr(view, "permission", None))


def is_ours(view: Any) -> bool:
    """Tell whether a view lives below the project's own directory and not among the installed packages."""
    if not inspect.isclass(view) and not inspect.isfunction(view):
        return False
    return view.__module__.partition(".")[0] in our_packages()


def our_packages() -> set[str]:
    """Return the names of the top-level packages of this repository that can hold views."""
    apps_of_ours = {app.name for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}
    return apps_of_ours | {"config"}


def problems_of(name: str, view: Any) -> Iterable[checks.CheckMessage]:
    """Yield what is wrong with the declaration of one view."""
    permission = permission_of(view)
    view = getattr(view, "view_class", view)
    where = f"{view.__module__}.{view.__qualname__} ({name})"
    if not isinstance(permission, str) or not permission:
        yield checks.Error(
            f"{where} does not say who may open it.",
            hint="Set `permission` to a Django permission or to a word of core.access.",
            id="registrar.E001",
        )
    elif (permission == PUBLIC) != (name in settings.PUBLIC_URL_NAMES):
        yield checks.Error(
            f"{where} is open to everyone in its class or in PUBLIC_URL_NAMES, but not in both.",
            id="registrar.E002",
        )
    elif permission not in {PUBLIC, SIGNED_IN} and permission not in known_permissions():
        yield checks.Error(
            f"{where} asks for the permission {permission}, which no model has.", id="registrar.E001"
        )


def known_permissions() -> set[str]:
    """Return every permission that a model of the project declares."""
    known: set[str] = set()
    for model in apps.get_models():
        meta = model._meta
        codes = [f"{action}_{meta.model_name}" for action in meta.default_permissions]
        codes += [code for code, _label in meta.permissions]
        known.update(f"{meta.app_label}.{code}" for code in codes)
    return known
