"""P3: creating a customer through its page, beside a bare insert of the very same rows."""

import itertools
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from accounts.models import Account
from bench.browser import Answer, Browser
from bench.figures import Figure, rounded
from bench.timing import Times, times
from bench.world import FAR
from core.guard import allowed
from parties.models import Party
from profiles.models import ProfileClass
from reference.models import Country, OperatingUnit
from sites.models import AccountSite

ADDRESS = "/customers/create/organization/"
CUSTOMERS = 40
MOST, MOST_MS = 5, 60


def form(browser: Browser, number: int) -> dict[str, str]:
    """What a browser sends for a customer with a bill-to and a ship-to: the page's own form, filled in."""
    page = browser.get(ADDRESS)
    return {
        **page.hidden,
        "party-name": f"Bench {number} Harbour Supplies Ltd",
        "account-account_type": "R",
        "account-role": "CUSTOMER",
        "account-profile_class": str(ProfileClass.objects.get(name="DEFAULT").pk),
        "references-TOTAL_FORMS": "1",
        "references-INITIAL_FORMS": "0",
        "site_references-TOTAL_FORMS": "1",
        "site_references-INITIAL_FORMS": "0",
        "location-country": str(Country.objects.get(code2="DE").pk),
        "location-line1": f"Am Kai {number}",
        "location-city": "Hamburg",
        "location-postal_code": "20457",
        "site-unit": str(OperatingUnit.objects.order_by("pk")[0].pk),
        "purposes-TOTAL_FORMS": "2",
        "purposes-INITIAL_FORMS": "0",
        "purposes-0-purpose": "BILL_TO",
        "purposes-0-primary": "on",
        "purposes-1-purpose": "SHIP_TO",
        "purposes-1-primary": "on",
        "button": "apply",
    }


def create(browser: Browser, data: dict[str, str]) -> Answer:
    """Press the button; anything but "created" is an error."""
    answer = browser.post(ADDRESS, data)
    if answer.status != 302:
        raise RuntimeError(f"The customer was not created: {answer.status}")
    return answer


def measure(browser: Browser, count: int = CUSTOMERS) -> list[Figure]:
    """The figure of P3."""
    forms = [form(browser, number) for number in range(count + 2)]
    spent = iter(forms)
    taken = times(lambda _number: create(browser, next(spent)), range(count))
    bare = insert_bare(count)
    ratio = taken.p50 / bare.p50
    rows = sum(len(some) for some in rows_of(_last()).values())
    return [
        Figure(
            work="P3",
            name="create a customer",
            p50=rounded(taken.p50),
            p95=rounded(taken.p95),
            yardstick=rounded(bare.p50),
            ratio=rounded(ratio),
            target=f"p50 ≤ {MOST} ×; p95 ≤ {MOST_MS} ms",
            reached=ratio <= MOST and taken.p95 <= MOST_MS,
            note=f"bare insert of {rows} rows",
        )
    ]


def _last() -> Party:
    """The customer that was created last through the page."""
    return Party.objects.filter(pk__lt=FAR).latest("pk")


def rows_of(party: Party) -> dict[type[models.Model], list[dict[str, Any]]]:
    """Every row that was made with a customer, by table, from the ground up."""
    found: dict[type[models.Model], list[dict[str, Any]]] = {}
    for model, rows in _queries(party):
        values = list(rows.order_by("pk").values())
        if values:
            found[model] = values
    return found


def _queries(party: Party) -> Iterator[tuple[type[models.Model], Any]]:
    paths: dict[str, dict[str, Any]] = {
        "parties.Party": {"pk": party.pk},
        "parties.OrganizationDetails": {"party": party},
        "parties.Location": {"party_sites__party": party},
        "parties.PartySite": {"party": party},
        "parties.PartyUsage": {"party": party},
        "accounts.Account": {"party": party},
        "profiles.Profile": {"account__party": party},
        "profiles.ProfileVersion": {"profile__account__party": party},
        "customer_sites.AccountSite": {"account__party": party},
        "customer_sites.SiteUse": {"account__party": party},
        "matching.MatchKey": {"party": party},
        "core.ChangeRecord": {"root_id": party.pk},
    }
    for label, path in paths.items():
        model = apps.get_model(label)
        yield model, model._base_manager.filter(**path)


def insert_bare(count: int) -> Times:
    """How long it takes to insert the rows of the last customer once more: one statement a table, one transaction."""
    rows = rows_of(_last())
    statements = [list(_statements(rows, number)) for number in range(count)]
    connection.ensure_connection()
    raw = connection.connection
    # Within a test there is a transaction already.
    begin, end = ("SAVEPOINT bare", "RELEASE bare") if connection.in_atomic_block else ("BEGIN", "COMMIT")

    def insert(number: int) -> None:
        cursor = raw.cursor()
        cursor.execute(begin)
        for statement, values in statements[number]:
            cursor.execute(statement, values)
        cursor.execute(end)

    spent = itertools.count()
    with allowed():
        return times(lambda _number: insert(next(spent)), range(count - 2))


def _statements(
    rows: dict[type[models.Model], list[dict[str, Any]]], number: int
) -> Iterator[tuple[str, list[Any]]]:
    """The same rows with other ids and other numbers."""
    first = FAR + rows[Party][0]["id"] * 10**6
    ids = {
        (model, row["id"]): first + number * 1_000 + at
        for at, (model, row) in enumerate((model, row) for model, some in rows.items() for row in some)
    }
    place = "%s" if connection.vendor == "postgresql" else "?"
    for model, some in rows.items():
        fields = model._meta.concrete_fields
        names = ", ".join(f'"{field.column}"' for field in fields)
        places = ", ".join(f"({', '.join([place] * len(fields))})" for _row in some)
        values = [_value(field, row, ids, number) for row in some for field in fields]
        yield f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES {places}', values


def _value(field: Any, row: dict[str, Any], ids: dict[Any, int], number: int) -> Any:
    value = row[field.attname]
    if field.primary_key:
        return ids[field.model, value]
    if field.is_relation or field.attname in _FILED:
        return ids.get((field.related_model or _FILED[field.attname], value), value)
    if isinstance(field, models.CharField) and field.name in _NUMBERED:
        value = f"{value}-{number}"
    return field.get_db_prep_value(value, connection)


# Under what the lines of history are filed.
_FILED = {"root_id": Party, "branch_id": Account, "leaf_id": AccountSite}
# Texts of which there is one of a kind, and their keys.
_NUMBERED = {"registry_id", "registry_id_key", "number", "number_key"}
