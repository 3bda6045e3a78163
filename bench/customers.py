"""Customers made by a seed, as rows: organizations and persons, skewed names and cities, several accounts and sites.

One in `DUPLICATES` customers is an earlier one over again, entered with a mistake: its registry ID is that one's with
`-D` behind it, so that whoever looks for duplicates knows the truth.
"""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accounts.models import Account
from bench import words
from bench.sheets import Sheet
from core import numbers
from core.models import ChangeRecord
from parties.models import (
    Location,
    OrganizationDetails,
    Party,
    PartySite,
    PartyUsage,
    PersonDetails,
)
from profiles.models import Profile, ProfileClass, ProfileVersion
from reference.models import Country, OperatingUnit
from sites.models import AccountSite, SiteUse

DUPLICATES = 25
PERSONS = 0.25
SINCE = datetime.date(2019, 1, 1)
ACCOUNTS = ((1, 2, 3, 4), (88, 8, 3, 1))
SITES = ((1, 2, 3, 5), (80, 14, 4, 2))
UNITS = (60, 25, 10, 5)
NUMBERS_AT_A_TIME = 5_000


@dataclass
class Person:
    """What a customer is called and where it lives, before it becomes rows."""

    name: str
    kind: str
    parts: tuple[str, str]
    country: int
    area: list[str]
    city: str
    line: str
    postal_code: str
    taxpayer_id: str
    registry_id: str


class Maker:
    """Makes customers, so many at a time, and keeps the ids of their rows."""

    def __init__(self, seed: int, *, history: bool = False) -> None:
        self.source = random.Random(seed)
        source, take, known = self.source, words.Skewed, words.vocabulary(seed)
        self.names, self.cities = take(known.names, source), take(known.cities, source)
        self.first, self.last = take(known.first, source), take(known.last, source)
        self.trades = take(words.TRADES, source)
        codes = {country.code2: country.pk for country in Country.objects.all()}
        self.countries = [(codes[code], form, area) for code, form, *area in words.COUNTRIES]
        self.units = list(OperatingUnit.objects.order_by("pk").values_list("pk", flat=True))
        self.classes = list(ProfileClass.objects.order_by("pk").values_list("pk", flat=True))
        self.history = history
        self.ids = {model: _last(model) for model, columns in COLUMNS.items() if "id" in columns}
        self.sheets = {model: Sheet(model, *columns) for model, columns in COLUMNS.items()}
        self.earlier: list[Person] = []
        self.numbers = {code: _series(code) for code in numbers.series()}

    def make(self, count: int) -> tuple[int, int]:
        """Fill the sheets with `count` customers; answers the first and the last party id."""
        first = self.ids[Party] + 1
        for _number in range(count):
            self._customer(self._person())
        self.earlier = self.earlier[-2_000:]
        return first, self.ids[Party]

    def write(self) -> int:
        """Put everything that was made into the database."""
        return sum(sheet.write() for sheet in self.sheets.values())

    def _number(self, code: str) -> str:
        return str(next(self.numbers[code]))

    def _next(self, model: type[Any]) -> int:
        self.ids[model] += 1
        return self.ids[model]

    def _person(self) -> Person:
        """Somebody new, or somebody whom we have with a mistake."""
        source = self.source
        if self.earlier and source.randrange(DUPLICATES) == 0:
            return self._again(self.earlier.pop(source.randrange(len(self.earlier))))
        country, form, area = source.choice(self.countries)
        if source.random() < PERSONS:
            kind, parts = Party.Kind.PERSON, (self.first.take(1)[0], self.last.take(1)[0])
            name = " ".join(parts)
        else:
            kind, parts = Party.Kind.ORGANIZATION, ("", "")
            some = self.names.take(source.choice((1, 2, 2, 3)))
            name = " ".join([*some, *self.trades.take(source.choice((0, 1, 1))), form])
        made = Person(
            name=name,
            kind=kind,
            parts=parts,
            country=country,
            area=area,
            city=self.cities.take(1)[0],
            line=f"{source.choice(words.STREETS)} {source.randint(1, 240)}",
            postal_code=f"{source.randrange(1_000, 99_999):05d}",
            taxpayer_id=f"T{source.randrange(10**9):09d}" if source.random() < 0.4 else "",
            registry_id=self._number("registry_id"),
        )
        self.earlier.append(made)
        return made

    def _again(self, one: Person) -> Person:
        """The same with one mistake in the name, and perhaps another house or no tax number."""
        parts, source = one.name.split(" "), self.source
        at = source.randrange(len(parts))
        parts[at] = words.misspelt(parts[at], source)
        names = (parts[0], " ".join(parts[1:])) if one.kind == Party.Kind.PERSON else one.parts
        line = one.line if source.random() < 0.7 else f"{one.line}a"
        return Person(
            name=" ".join(parts),
            kind=one.kind,
            parts=names,
            country=one.country,
            area=one.area,
            city=one.city,
            line=line,
            postal_code=one.postal_code,
            taxpayer_id=one.taxpayer_id if source.random() < 0.5 else "",
            registry_id=f"{one.registry_id}-D",
        )

    def _customer(self, one: Person) -> None:
        party = self._next(Party)
        self.sheets[Party].add(party, one.kind, one.name, one.registry_id, one.taxpayer_id, "CUSTOMER")
        if one.kind == Party.Kind.PERSON:
            self.sheets[PersonDetails].add(party, *one.parts)
        else:
            self.sheets[OrganizationDetails].add(party, self.source.randrange(1900, 2024))
        self.sheets[PartyUsage].add(party, PartyUsage.Usage.CUSTOMER, SINCE)
        addresses = [self._address(party, one, number) for number in range(self._some(SITES))]
        for number in range(self._some(ACCOUNTS)):
            self._account(party, one, addresses if number == 0 else addresses[:1])
        self._log(Party, party, one.name, party)

    def _address(self, party: int, one: Person, number: int) -> int:
        location, site = self._next(Location), self._next(PartySite)
        city = one.city if number == 0 else self.cities.take(1)[0]
        line = one.line if number == 0 else f"{self.source.choice(words.STREETS)} {number}"
        self.sheets[Location].add(
            location,
            one.country,
            line,
            city,
            one.postal_code,
            *one.area,
        )
        self.sheets[PartySite].add(site, party, location, self._number("party_site_number"), number == 0)
        return site

    def _account(self, party: int, one: Person, addresses: list[int]) -> None:
        account, profile = self._next(Account), self._next(Profile)
        number = self._number("account_number")
        self.sheets[Account].add(account, party, number, one.name.split(" ")[0], SINCE)
        self.sheets[Profile].add(profile, account)
        for version in range(self.source.choice((1, 1, 1, 2))):
            start = SINCE + datetime.timedelta(days=365 * version)
            self.sheets[ProfileVersion].add(profile, start, self.classes[0])
        primaries: dict[int, int] = {}
        for address in addresses:
            [unit] = self.source.choices(self.units, UNITS[: len(self.units)])
            self._site(party, account, address, unit, primaries)
        self._log(Account, account, number, party, account)

    def _site(self, party: int, account: int, address: int, unit: int, primaries: dict[int, int]) -> None:
        site, bill_to, ship_to = self._next(AccountSite), self._next(SiteUse), self._next(SiteUse)
        self.sheets[AccountSite].add(site, account, address, unit)
        primary = unit not in primaries
        primaries.setdefault(unit, bill_to)
        for use, purpose, billed in ((bill_to, "BILL_TO", None), (ship_to, "SHIP_TO", bill_to)):
            location = self._number("site_use_location")
            self.sheets[SiteUse].add(use, site, account, unit, purpose, location, primary, billed)
        self._log(AccountSite, site, str(site), party, account, site, unit)

    def _some(self, choice: tuple[tuple[int, ...], tuple[int, ...]]) -> int:
        return self.source.choices(*choice)[0]

    def _log(self, model: type[Any], pk: int, label: str, *roots: int) -> None:
        """The line of history that the making of a record leaves."""
        if self.history:
            filed = (*roots, *[None] * (4 - len(roots)))
            self.sheets[ChangeRecord].add(
                "interface", "create", model._meta.label_lower, pk, label, 1, *filed
            )


COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Party: ("id", "kind", "name", "registry_id", "taxpayer_id", "category"),
    OrganizationDetails: ("party_id", "year_established"),
    PersonDetails: ("party_id", "first_name", "last_name"),
    PartyUsage: ("party_id", "usage", "start_date"),
    Location: ("id", "country_id", "line1", "city", "postal_code", "state", "province"),
    PartySite: ("id", "party_id", "location_id", "number", "identifying"),
    Account: ("id", "party_id", "number", "description", "established_date"),
    Profile: ("id", "account_id"),
    ProfileVersion: ("profile_id", "start_date", "profile_class_id"),
    AccountSite: ("id", "account_id", "party_site_id", "unit_id"),
    SiteUse: (
        *("id", "site_id", "account_id", "unit_id"),
        *("purpose", "location", "is_primary", "bill_to_id"),
    ),
    ChangeRecord: (
        *("channel", "action", "model", "object_id", "object_label", "version"),
        *("root_id", "branch_id", "leaf_id", "unit_id"),
    ),
}
TABLES = tuple(COLUMNS)


def _series(code: str) -> Iterator[int]:
    """The numbers of a series, drawn a few thousand at a time."""
    while True:
        yield from numbers.draw(code, NUMBERS_AT_A_TIME)


def _last(model: type[Any]) -> int:
    return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
