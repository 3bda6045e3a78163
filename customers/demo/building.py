"""Demo rows turned into what the services take."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from accounts.models import Account
from customers.demo.files import Row, grouped, read
from customers.demo.past import Change
from customers.services import NewAccount, NewCustomer, NewSite, NewUse
from parties.models import Location, OrganizationDetails, Party, PartySite, PersonDetails
from profiles.models import ProfileClass
from reference.models import Country, InventorySite, Language, OperatingUnit, Warehouse
from sites.models import AccountSite, SiteUse

LINES = ("line1", "line2", "line3", "line4", "city", "county", "state", "province", "postal_code")
PERSON = ("prefix", "first_name", "middle_name", "last_name", "suffix", "gender")


class Builder:
    """Makes a NewCustomer of a row of parties.csv and the rows below it, and remembers what became of each key.

    What is made is as it was before the `changes`.
    """

    def __init__(self, changes: Sequence[Change] = ()) -> None:
        self.later = {change.key for change in changes if change.action == "add"}
        self.removed = {change.key for change in changes if change.action == "remove"}
        self.former: dict[tuple[str, str], Row] = {}
        for change in reversed(changes):
            self.former.setdefault((change.kind, change.key), {}).update(change.former)
        self.accounts = grouped(read("accounts"), "party")
        self.sites = grouped(read("sites"), "account")
        self.uses = grouped(read("uses"), "site")
        self.rows = {
            kind: {row["key"]: row for rows in groups.values() for row in rows}
            for kind, groups in (("site", self.sites), ("use", self.uses))
        }
        self.countries = {country.code2: country for country in Country.objects.all()}
        self.languages = {language.code: language for language in Language.objects.all()}
        self.inventory_sites = {site.code: site for site in InventorySite.objects.all()}
        self.warehouses = {warehouse.code: warehouse for warehouse in Warehouse.objects.all()}
        self.units = {unit.code: unit for unit in OperatingUnit.objects.all()}
        self.classes = {profile_class.name: profile_class for profile_class in ProfileClass.objects.all()}
        self.records: dict[str, Any] = {}
        self.at_place = {
            place: {row["number"] for row in rows}
            for place, rows in grouped(read("sites"), "place").items()
            if place
        }
        self.places: dict[str, Location] = {}

    def units_of(self, party: Row) -> frozenset[str]:
        """The codes of the units in which a customer has sites."""
        accounts = self.accounts[party["key"]]
        return frozenset(site["unit"] for account in accounts for site in self.sites[account["key"]])

    def established(self, party: Row) -> str:
        """Since when somebody is a customer, as text that sorts."""
        return min(account["established_date"] for account in self.accounts[party["key"]])

    def keys_of(self, party: Row) -> Iterator[str]:
        """The keys of a customer and of all below it."""
        yield party["key"]
        for account in self.accounts[party["key"]]:
            yield account["key"]
            for site in self.sites[account["key"]]:
                yield site["key"]
                yield from (use["key"] for use in self.uses[site["key"]])

    def customer(self, row: Row) -> NewCustomer:
        """The customer of one row of parties.csv, as it was at first."""
        row = self._at_first("party", row)
        party = Party(
            kind=row["kind"],
            name=row["name"],
            registry_id=row["registry_id"],
            alias=row["alias"],
            pronunciation=row["pronunciation"],
            taxpayer_id=row["taxpayer_id"],
            tax_registration_number=row["tax_registration_number"],
            category=row["category"],
        )
        self.records[row["key"]] = party
        addresses: dict[str, PartySite] = {}
        accounts = [self._account(account, addresses) for account in self.accounts[row["key"]]]
        return NewCustomer(party, _details(row), accounts)

    def later_site(self, key: str) -> tuple[Account, NewSite]:
        """A site that was added later, and the account that gets it."""
        row = self.rows["site"][key]
        return self.records[row["account"]], self._site(row, {})

    def later_use(self, key: str) -> NewUse:
        """A purpose that was added later."""
        row = self.rows["use"][key]
        new = self._use(row)
        new.use.site = self.records[row["site"]]
        return new

    def _at_first(self, kind: str, row: Row) -> Row:
        return row | self.former.get((kind, row["key"]), {})

    def _account(self, row: Row, addresses: dict[str, PartySite]) -> NewAccount:
        row = self._at_first("account", row)
        account = Account(
            number=row["number"],
            description=row["description"],
            account_type=row["type"],
            role=row["role"],
            classification=row["classification"],
            sales_channel=row["sales_channel"],
            established_date=datetime.date.fromisoformat(row["established_date"]),
            externally_maintained=bool(row["maintained_in"]),
            externally_maintained_in=row["maintained_in"],
            customer_group=row["customer_group"],
            inventory_site=self.inventory_sites.get(row["inventory_site"]),
            warehouse=self.warehouses.get(row["warehouse"]),
            document_language=self.languages.get(row["document_language"]),
        )
        self.records[row["key"]] = account
        sites = [
            self._site(site, addresses) for site in self.sites[row["key"]] if site["key"] not in self.later
        ]
        return NewAccount(account, sites, self.classes[row["profile_class"]])

    def _site(self, row: Row, addresses: dict[str, PartySite]) -> NewSite:
        address = addresses.get(row["number"])
        if address is None:
            address = addresses[row["number"]] = self._address(row)
        site = AccountSite(
            unit=self.units[row["unit"]],
            category=row["category"],
            language=self.languages.get(row["language"]),
            translation=row["translation"],
        )
        self.records[row["key"]] = site
        uses = [self._use(use) for use in self.uses[row["key"]] if use["key"] not in self.later]
        return NewSite(address, site, uses)

    def _address(self, row: Row) -> PartySite:
        row = self._at_first("address", row)
        return PartySite(
            location=self._location(row),
            number=row["number"],
            name=row["name"],
            addressee=row["addressee"],
            mail_stop=row["mail_stop"],
            identifying=row["identifying"] == "Y",
        )

    def _use(self, row: Row) -> NewUse:
        use = SiteUse(purpose=row["purpose"], location=row["location"])
        self.records[row["key"]] = use
        return NewUse(use, primary=True if row["primary"] == "Y" else None)

    def _location(self, row: Row) -> Location:
        """Where it is: a place of its own, or the one that the customers of the same `place` share (R-061)."""
        row = self._at_first("place", row)
        new = Location(country=self.countries[row["country"]], **{column: row[column] for column in LINES})
        if not row["place"]:
            return new
        if row["place"] not in self.places:
            standing = PartySite.objects.filter(number__in=self.at_place[row["place"]])
            found = standing.select_related("location").first()
            self.places[row["place"]] = found.location if found else new
        return self.places[row["place"]]


def _details(row: Row) -> OrganizationDetails | PersonDetails:
    if row["kind"] == Party.Kind.PERSON:
        born = row["date_of_birth"]
        return PersonDetails(
            **{column: row[column] for column in PERSON},
            date_of_birth=datetime.date.fromisoformat(born) if born else None,
        )
    return OrganizationDetails(
        duns_number=row["duns"],
        sic_code_type="1987" if row["sic"] else "",
        sic_code=row["sic"],
        legal_status=row["legal_status"],
        year_established=int(row["year_established"] or 0) or None,
        employees_total=int(row["employees_total"] or 0) or None,
    )
