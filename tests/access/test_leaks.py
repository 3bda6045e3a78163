"""Shared pages are the same for a user of one unit whatever another unit has there (R-060, D-1, trust 9)."""

import re
from typing import Any

import pytest

from core import scope
from core.querysets import UnitOwnedQuerySet
from core.work import work
from customers.services import NewSite, NewUse, create_sites
from sites.models import AccountSite, SiteUse
from sites.services import change_site, make_primary, remove_use
from tests import factories
from tests.access.asking import ask, leaks
from tests.access.targets import targets
from tests.access.world import MARKS, SETUP_MARKS, A, Persona, World

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-060", "R-010", "D-1")]

# What differs between two answers to the same question.
ONE_TIME = re.compile(r'(name="(?:csrfmiddlewaretoken|form_token)" value=")[^"]*|("X-CSRFToken": ?")[^"]*')


BEYOND_REACH = re.compile(
    r"\d+ active sites? in other operating units"
    r"|<li>and \d+ in operating units you have no access to</li>"
    r"|\d+ account sites? goe?s? along\.( \d+ of them in operating units you have no access to\.)?"
    r"|\d+ active account sites? (is|are) at this address, \d+ of them in your units"
)
# Who keeps the values of lists is told how often one is in use everywhere, as numbers alone.
IN_USE_EVERYWHERE = re.compile(r"^/values/")
ENDS_THE_SESSION = {"logout", "admin:logout"}


def shared_addresses(world: World) -> list[str]:
    """Every address that is not about one unit's own record, and the questions that could find out about one."""
    found = [
        target.path(world, world.sides["B"])
        for target in targets()
        if target.name not in ENDS_THE_SESSION
        and not target.sample.owned
        and (target.model is None or (target.page in ASKED_OF_A_MODEL and _is_customers(target.model)))
    ]
    return sorted({*found, *questions(world)})


ASKED_OF_A_MODEL = {"changelist", "change", "history"}


def _is_customers(model: Any) -> bool:
    return model._meta.app_label in {"parties", "accounts", "customer_sites", "profiles"}


def questions(world: World) -> list[str]:
    """Searches and filters that a curious user would try."""
    customer, account = world.party.get_absolute_url(), world.account.get_absolute_url()
    unit, mark = world.sides[A].unit.pk, MARKS[A]
    texts = [mark, f"EDI {mark}", f"LOC {mark}", f"REF {mark}", f"OLD {mark} 1", SETUP_MARKS[A], "Shared"]
    return [
        *[f"/customers/?q={text}" for text in texts],
        *[f"/customers/?go=1&name={text}&status=all" for text in texts],
        f"/customers/?search=advanced&unit={unit}&status=all&name=Shared",
        "/customers/?search=advanced&purpose=SHIP_TO&name=Shared",
        "/customers/?search=advanced&purpose=DUN&name=Shared",
        "/customers/?search=advanced&city=Hamburg&status=all",
        f"{customer}?status=all&site-status=all",
        f"{customer}?site-unit={unit}",
        f"{account}?status=all",
        f"{account}?unit={unit}",
        f"{customer}history/?page=1&per_page=100",
        *[f"/admin/customer_sites/{name}/?q={mark}" for name in ("accountsite", "siteuse")],
        f"/admin/customer_sites/accountsite/?unit__id__exact={unit}",
        f"/admin/accounts/account/?q={mark}",
    ]


def seen_by(persona: Persona, addresses: list[str]) -> dict[str, tuple[int, str]]:
    """What somebody is shown at these addresses."""
    answers = {path: ask(persona, "GET", path) for path in addresses}
    return {path: (one.status_code, settled(body_of(one))) for path, one in answers.items()}


def body_of(response: Any) -> str:
    """What an answer says: a page, or a file that is handed out."""
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8", "replace")
    return str(response.text)


def settled(text: str) -> str:
    """A page without what differs between two answers, and without the numbers that D-15 and R-063 give on purpose."""
    lines = BEYOND_REACH.sub("", ONE_TIME.sub(r"\1\2", text)).splitlines()
    return "\n".join(line for line in lines if line.strip())


def grow(world: World) -> None:
    """Unit A begins to do more with the shared customer, at an address of unit B as well."""
    side, other = world.sides[A], world.sides["B"]
    mark = MARKS[A]
    with work(actor=None, channel="system", reason=f"Grown {mark}"):
        [site] = create_sites(
            [
                NewSite(
                    other.site.party_site,
                    AccountSite(account=world.account, party_site=other.site.party_site, unit=side.unit),
                    [
                        NewUse(SiteUse(purpose=purpose, location=f"G {purpose} {mark}"))
                        for purpose in PURPOSES
                    ],
                )
            ]
        )
        site.edi_location = f"GROWN {mark}"
        change_site(site, version=site.version)
        first, second, *_others = SiteUse.objects.filter(site=site).order_by("pk")
        remove_use(first, version=first.version)
        make_primary(second, version=second.version)
    factories.SiteSourceReferenceFactory(site=site, value=f"GROWN {mark}")


PURPOSES = ["BILL_TO", "DUN", "LEGAL", "MARKET"]


def differences(world: World, persona: Persona, *only: str) -> list[str]:
    """Addresses, all or only these, at which somebody sees that unit A does more."""
    addresses = list(only) or shared_addresses(world)
    before = seen_by(persona, addresses)
    grow(world)
    after = seen_by(persona, addresses)
    told = [path for path in addresses if before[path] != after[path] and not IN_USE_EVERYWHERE.match(path)]
    # What was asked for stands in the search box again: such pages are only compared.
    quiet = [path for path in addresses if MARKS[A] not in path and SETUP_MARKS[A] not in path]
    named = [path for path in quiet if list(leaks(persona, path, after[path][1]))]
    return told + named


@pytest.mark.parametrize("name", ["other_clerk", "superuser"])
def test_what_another_unit_does_is_not_seen(world, name):
    assert differences(world, world.personas[name]) == []


def places(world: World) -> list[str]:
    """Where there is something to see: lists of our own pages, of the admin, and the history."""
    customer, account = world.party.get_absolute_url(), world.account.get_absolute_url()
    admin = [f"/admin/customer_sites/{name}/" for name in ("accountsite", "siteuse", "sitesourcereference")]
    return [customer, account, f"{customer}history/", f"{account}history/", *admin]


def test_it_is_seen_by_the_unit_itself(world):
    where = places(world)
    assert set(where) <= set(shared_addresses(world))
    assert differences(world, world.personas["clerk"], *where) == where


@pytest.mark.twin("units")
def test_with_the_scope_of_rows_off_it_is_seen(world, monkeypatch):
    monkeypatch.setattr(UnitOwnedQuerySet, "visible_to", lambda rows, user: rows)
    where = [path for path in places(world) if "history" not in path]
    assert set(differences(world, world.personas["other_clerk"], *where)) == set(where)


@pytest.mark.twin("units")
def test_with_the_scope_of_users_off_it_is_seen(world, monkeypatch):
    everything = frozenset(side.unit.pk for side in world.sides.values())
    monkeypatch.setattr(scope.provider(), "visible_units", lambda user: everything, raising=False)
    where = places(world)
    assert set(differences(world, world.personas["other_clerk"], *where)) == set(where)


def test_a_search_for_another_units_words_finds_nobody(world):
    def found(name: str, text: str) -> Any:
        regions = ask(world.personas[name], "GET", f"/customers/?q={text}").context["regions"]
        return [row.record for row in regions[0].table.page.object_list]

    for text in (f"LOC {MARKS[A]}", f"EDI {MARKS[A]}", f"REF {MARKS[A]}"):
        assert found("clerk", text) == [world.party], text
        assert found("other_clerk", text) == [], text
