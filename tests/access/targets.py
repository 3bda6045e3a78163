"""Every address of the URLconf, with what the rules say about it."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from core.access import PUBLIC, SIGNED_IN
from core.checks import permission_of
from tests.access import registry
from tests.access.registry import (
    ADDABLE,
    ADMIN_PAGES,
    MISSING,
    PAGES,
    SAMPLES,
    SET_UP_OF_UNITS,
    SHOWN_ONLY,
    Sample,
)
from tests.access.world import Persona, Side, World

# Where people are sent to sign in. The admin's pages send to its sign-in page, which sends on to ours.
SIGN_IN, ADMIN_SIGN_IN = ("/login/",), ("/admin/login/",)
SEEN = {200, 204, 302}


@dataclass(frozen=True)
class Answer:
    """What a request should be answered: one of the statuses; a redirect to one of the pages `to`, if it has any."""

    statuses: frozenset[int]
    to: tuple[str, ...] = ()


def answer(*statuses: int, to: tuple[str, ...] = ()) -> Answer:
    return Answer(frozenset(statuses), to)


@dataclass(frozen=True)
class Target:
    """One pattern of the URLconf. `model` and `page` are set in the admin of a model."""

    name: str
    view: Any
    sample: Sample
    address: Callable[[dict[str, Any]], str]
    permission: str = ""
    model: Any = None
    page: str = ""
    asks_for: Any = None

    def sides(self) -> tuple[str, ...]:
        """Whose records the address is tried with."""
        return ("A", "B") if self.sample.owned else ("A",)

    def path(self, world: World, side: Side) -> str:
        """The address with a sample record in it."""
        return self.address(self.sample.values(world, side))

    def missing_path(self, world: World, side: Side) -> str:
        """The address with a record that does not exist."""
        return self.address(dict.fromkeys(self.sample.values(world, side), MISSING))

    def takes(self, method: str) -> bool:
        """Whether the view answers this method at all."""
        name = method.lower()
        return name in self.view.http_method_names and hasattr(self.view, name)

    def expected(self, persona: Persona, method: str, side: str) -> Answer:
        """What the rules say (trust 8, 9)."""
        if self.permission == PUBLIC:
            return answer(*SEEN) if self.takes(method) else answer(405)
        if not persona.signed_in and method == "POST" and getattr(self.view, "keeps_drafts", False):
            # What was typed is kept on the sign-in page itself.
            return answer(302, 403, to=SIGN_IN)
        if not persona.signed_in:
            return answer(302, to=SIGN_IN if not self.name.startswith("admin:") else SIGN_IN + ADMIN_SIGN_IN)
        if self.name in ADMIN_PAGES:
            return self._of_admin_page(persona, method)
        if self.model is not None:
            return self._of_admin_model(persona, method, side)
        if self.sample.owned and side not in persona.sees:
            return answer(404)
        if self.sample.seen_with and not persona.may(self.sample.seen_with):
            return answer(404)
        if self.permission != SIGNED_IN and not persona.may(self.permission):
            return answer(403)
        return answer(*SEEN) if self.takes(method) else answer(405)

    def _of_admin_page(self, persona: Persona, method: str) -> Answer:
        # The sign-in page of the admin says no; all other pages lead there first. Signing out is anybody's.
        if not may_enter(persona) and self.name not in ("admin-login", "admin:login"):
            return answer(302) if self.name == "admin:logout" else answer(302, to=ADMIN_SIGN_IN)
        if not may_enter(persona):
            return answer(403) if method == "GET" else answer(405)
        return Answer(frozenset(ADMIN_PAGES[self.name][method]))

    def _of_admin_model(self, persona: Persona, method: str, side: str) -> Answer:
        if not may_enter(persona):
            return answer(302, to=ADMIN_SIGN_IN)
        app, name = self.model._meta.app_label, self.model._meta.model_name
        change = persona.may(f"{app}.change_{name}")
        view = change or persona.may(f"{app}.view_{name}")
        if self.page == "redirect":
            return answer(302)
        if self.page == "add":
            allowed = self.model in ADDABLE and persona.may(f"{app}.add_{name}")
            return answer(*SEEN) if allowed else answer(403)
        if self.page == "changelist":
            return answer(*SEEN) if view else answer(403)
        sees = side in persona.sees or (self.model in SET_UP_OF_UNITS and change)
        if self.sample.owned and not sees:
            return answer(404)
        change = change and self.model not in SHOWN_ONLY
        allowed = {"delete": False, "history": view, "change": change if method == "POST" else view}
        return answer(*SEEN) if allowed[self.page] else answer(403)


def may_enter(persona: Persona) -> bool:
    """Whether somebody may open the admin: he may see some kind of record there."""
    return any(
        persona.may(f"{model._meta.app_label}.view_{model._meta.model_name}")
        for model in admin.site._registry
    )


def patterns(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the URLconf with its full name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inner)
        else:
            yield f"{namespace}{entry.name}", entry


def targets(without: Container[str] = ()) -> list[Target]:
    """A target for each pattern but those named; KeyError for a page that the registry does not know."""
    return [_target(name, entry) for name, entry in patterns() if name not in without]


def unknown(resolver: URLResolver | None = None) -> list[str]:
    """Names of pages without a line in the registry, and lines without a page."""
    names = {name for name, _entry in patterns(resolver) if not name.startswith("admin")}
    return sorted(names ^ set(PAGES))


def _target(name: str, entry: URLPattern) -> Target:
    view = getattr(entry.callback, "view_class", entry.callback)
    if name.startswith("admin:"):
        return _admin_target(name, entry, view)
    if name in ADMIN_PAGES:
        return _fixed(name, view)
    permission, sample = PAGES[name]
    return Target(
        name,
        view,
        SAMPLES[sample],
        lambda values: reverse(name, kwargs=values),
        permission,
        asks_for=permission_of(entry.callback),
    )


def _admin_target(name: str, entry: URLPattern, view: Any) -> Target:
    if name in ADMIN_PAGES:
        return _fixed(name, view)
    model_admin = getattr(entry.callback, "model_admin", None)
    if model_admin is None:
        return Target("admin:catch_all", view, SAMPLES[""], lambda values: "/admin/no/such/page")
    model = model_admin.model
    if entry.name is None:
        # The admin's old address of a change page, which has no name.
        name = f"admin:redirect:{model._meta.label}"
        return Target(name, view, registry.sample_of(model), _below_list(model), "", model, "redirect")
    sample = registry.sample_of(model) if "object_id" in str(entry.pattern) else SAMPLES[""]
    return Target(
        name,
        view,
        sample,
        lambda values: reverse(name, args=list(values.values())),
        "",
        model,
        name.rpartition("_")[2],
    )


def _fixed(name: str, view: Any) -> Target:
    values = registry.ADMIN_VALUES.get(name, {})
    return Target(name, view, SAMPLES[""], lambda _none: reverse(name, kwargs=values))


def _below_list(model: Any) -> Callable[[dict[str, Any]], str]:
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return lambda values: f"{reverse(base)}{values['pk']}/"
