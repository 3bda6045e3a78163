"""Hostile text in every field of a customer, on every page; and in the address itself (trust 16, 19)."""

from typing import Any

import pytest
from django.db import models

from accounts.models import Account
from core import writes
from core.fields import KeyField
from core.work import work
from parties.models import Location, Party, PartySite
from profiles.models import ProfileClass
from reference.fields import LookupField
from reference.models import LookupValue
from sites.models import AccountSite, SiteUse
from tests import factories
from tests.access.asking import ask, undone
from tests.access.reading import PageReader
from tests.access.targets import targets
from tests.access.world import EVERYBODY, World

pytestmark = pytest.mark.django_db

# Short enough for the shortest text field (30), and each broken by escaping alone.
PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>a()//",
    '"><script>a()</script>',
    "'><script>a()</script>",
    "<img src=x onerror=a()>",
    '"><img src=x onerror=a()>',
    "<svg onload=a()>",
    "<svg/onload=a()>",
    '" onmouseover="a()',
    "' onmouseover='a()",
    '" autofocus onfocus="a()',
    "<iframe src=javascript:a()>",
    '<a href="javascript:a()">x',
    "</title><script>a()</script>",
    "</textarea><script>a()",
    "</select><b onclick=a()>",
    "--><script>a()</script>",
    "]]><script>a()</script>",
    "<body onload=a()>",
    "<style>*{color:red}</style>",
    '" style="color:red',
    "<math><mi//xlink:href='x'>",
    "<details open ontoggle=a()>",
    "<form action=//e.x><input>",
    "<base href=//e.x>",
    "<b hx-get=/x hx-trigger=load>",
    "{{ 7|add:35 }}<b>",
    "{% debug %}<i>",
    "${a()}`<u>`",
    "&lt;b&gt;<i>&quot;",
]
PAGES = (
    "start",
    "customers:search",
    "customers:overview",
    "customers:history",
    "customers:edit",
    "customers:remove",
    "accounts:overview",
    "accounts:history",
    "accounts:edit",
    "accounts:remove",
    "sites:overview",
    "sites:history",
    "sites:edit",
    "sites:remove",
    "sites:add-purposes",
    "purposes:primary",
    "admin:parties_party_changelist",
    "admin:parties_party_change",
    "admin:parties_party_history",
    "admin:parties_location_change",
    "admin:accounts_account_change",
    "admin:customer_sites_accountsite_change",
    "admin:customer_sites_siteuse_change",
    "admin:customer_sites_siteuse_changelist",
)
LISTS = {Party, Location, PartySite, Account, AccountSite, SiteUse, LookupValue}
# Fields whose form is fixed (digits), so that nothing hostile can be stored.
DIGITS = {"duns_number", "naics_code", "postal_plus4"}


def text_fields(record: Any) -> list[Any]:
    """Every field of a record that people type text into."""
    return [
        field
        for field in record._meta.concrete_fields
        if isinstance(field, models.CharField)
        and not isinstance(field, KeyField | LookupField)
        and field.editable
        and not field.choices
        and field.name not in DIGITS | record.fixed_fields
    ]


def records_of(world: World) -> list[Any]:
    """One record of each kind that a customer is made of."""
    side = world.sides["A"]
    return [
        world.party,
        side.site.party_site.location,
        side.site.party_site,
        world.account,
        side.site,
        side.use,
        side.reference,
        ProfileClass.objects.exclude(name="DEFAULT").get(),
    ]


def spread(world: World, turn: int) -> int:
    """Put a payload into every text field, in each turn another one; answers how many fields there are."""
    number = 0
    with work(actor=world.personas["clerk"].user, channel="system", reason=PAYLOADS[turn]):
        for record in records_of(world):
            record.refresh_from_db()
            for field in text_fields(record):
                payload = PAYLOADS[(turn + number) % len(PAYLOADS)]
                assert field.max_length >= len(payload), field
                setattr(record, field.name, payload)
                number += 1
            writes.save(record, version=record.version)
    return number


def unescaped(text: str) -> list[str]:
    """Payloads that stand in a page as they were typed, and whatever else would run there."""
    return [payload for payload in PAYLOADS if payload in text] + PageReader(text).inline


def is_plain(name: str) -> bool:
    """Pages of Django's own templates, and questions that say one name, are asked for in every third turn only."""
    return name.startswith(("admin", "purposes", "start")) or name.endswith((":remove", ":add-purposes"))


def text_of(world: World, path: str) -> str:
    """A page as the clerk of unit A gets it."""
    answer = ask(world.personas["clerk"], "GET", path)
    assert answer.status_code == 200, path
    return answer.text


def test_no_payload_outgrows_the_shortest_field():
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 30
    assert max(map(len, PAYLOADS)) <= 30
    assert all(set(payload) & set("<>\"'&") for payload in PAYLOADS)


def test_what_people_type_is_shown_and_never_runs(world, figures):
    factories.ProfileClassFactory()
    paths = {one.name: one.path(world, world.sides["A"]) for one in targets() if one.name in PAGES}
    assert set(paths) == set(PAGES)
    paths["customers:search"] += "?go=1&city=a&status=all"
    paths["search"] = "/customers/?q=alert"
    found, shown = [], set()
    for turn, payload in enumerate(PAYLOADS):
        with undone():
            assert spread(world, turn) >= 25
            # What Django's own templates show is asked for in every third turn.
            asked = {
                name: path for name, path in paths.items() if turn % 3 == 0 or not name.startswith("admin")
            }
            texts = {name: text_of(world, path) for name, path in asked.items()}
            texts["asked for"] = text_of(world, f"/customers/?q={payload}")
        found += [f"{name}: {one}" for name, text in texts.items() for one in unescaped(text)]
        figures.add("payloads shown", len(PAYLOADS) * len(texts))
        shown |= {name for name, text in texts.items() if "&lt;" in text}
    figures.add("payloads unescaped", len(found))
    assert found == []
    # The negative control: the pages do show what was typed, so escaping is what was tried.
    assert {"customers:overview", "accounts:history", "sites:edit", "admin:parties_party_change"} <= shown


@pytest.mark.twin("escaping")
def test_an_unescaped_payload_is_seen():
    assert [
        unescaped(f"<p>{payload}</p>") for payload in PAYLOADS if not unescaped(f"<p>{payload}</p>")
    ] == []


@pytest.mark.parametrize("name", ["anonymous", "clerk", "administrator"])
def test_a_nul_in_the_address_is_refused_everywhere(world, name, figures):
    persona, accepted = world.personas[name], []
    for target in targets():
        path = target.path(world, world.sides["A"])
        for asked in (f"{path}?q=%00", f"{path}?%00=1"):
            answer = ask(persona, "GET", asked)
            if (answer.status_code, "Content-Security-Policy" in answer.headers) != (400, True):
                accepted.append(asked)
            figures.add("nul requests")
    figures.add("nul accepted", len(accepted))
    assert accepted == []


def test_an_address_that_means_nothing_is_answered_without_a_fault(world):
    """No question makes a page fail: it is ignored, refused or answered."""
    odd = [
        "page=-1",
        "page=x",
        "sort=nothing",
        "status=%F0%9F%98%80",
        "pk__in=x",
        "unit=99999999999999999999",
        "o=9",
    ]
    lists = [one for one in targets() if one.permission or (one.page == "changelist" and one.model in LISTS)]
    for target in lists:
        path = target.path(world, world.sides["A"])
        for question in odd:
            status = ask(world.personas["administrator"], "GET", f"{path}?{question}").status_code
            assert status in (200, 302, 400, 403, 404, 405), f"{path}?{question}"


def test_everybody_is_in_the_world(world):
    assert set(world.personas) == set(EVERYBODY)
