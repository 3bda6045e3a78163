"""`manage.py load_demo` brings the demo files into the database, once, through the services."""

import datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Min
from django.urls import reverse

from accounts.models import Account
from core import asof, clock
from core.models import ChangeRecord, Record, StoredFile, User
from core.scope import visible_units
from core.uploads import read as read_upload
from customers.demo import papers, past
from customers.demo.files import read
from parties.models import Location, Party, PartySite, PartyUsage, QueueItem
from profiles.models import Profile
from reference.models import DefaultLedgerAccounts, LedgerAccount, OperatingUnit, UserPreference
from sites.models import AccountSite, SiteUse
from tests.personas import signed_in

# The customer by which the guide shows the past.
BLUESTEM = "50326"
FORMER, LATER = "Bluestem Valley Feed & Seed Co.", "Bluestem Valley Grain Co."

pytestmark = pytest.mark.django_db


def run(**options):
    """What the command prints, as lines."""
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo in the database for the tests of this module, and what the command printed."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.conf.settings.DEMO", True, raising=False)
        printed = run()
        with connection.cursor() as cursor:
            # Nothing is committed, so nobody counts these rows for the planner, who would take the tables for empty.
            cursor.execute("ANALYZE")
        yield printed
        transaction.set_rollback(True)


def counts():
    """How many rows every record table and the history have."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    return {model: model._base_manager.count() for model in [*models, ChangeRecord]}


def ago(days):
    """The day so long before today."""
    return clock.today() - datetime.timedelta(days=days)


def as_of(queryset, days):
    """The records of `queryset` at the end of the day so long before today."""
    return asof.at(queryset, asof.end_of(ago(days)))


def journal():
    """The history without that of the starter values."""
    return ChangeRecord.objects.exclude(channel="system").order_by("pk")


def stored_uses():
    """The business purposes by (account number, unit, purpose, location)."""
    rows = SiteUse.objects.select_related("account", "unit", "site__party_site", "bill_to")
    return {(use.account.number, use.unit.code, use.purpose, use.location): use for use in rows}


@pytest.mark.parametrize("demo", [False, None])
def test_it_is_refused_outside_the_demo(settings, demo):
    if demo is not None:
        settings.DEMO = demo
    with pytest.raises(CommandError, match="only with the demo settings"):
        run()
    assert not User.objects.exists() and not Party.objects.exists()


def test_everything_of_the_files_is_there(loaded):
    assert Party.objects.count() == len(read("parties"))
    assert Account.objects.count() == Profile.objects.count() == len(read("accounts"))
    assert AccountSite.objects.count() == len(read("sites"))
    assert SiteUse.objects.count() == len(read("uses"))
    addresses = {row["number"] for row in read("sites")}
    assert PartySite.objects.count() == len(addresses)
    shared = {row["number"] for row in read("sites") if row["place"]}
    assert Location.objects.count() == len(addresses) - len(shared) + 1
    assert OperatingUnit.objects.count() == 3 and User.objects.count() == len(read("users"))


@pytest.mark.rule("R-061")
def test_customers_in_one_house_share_the_place(loaded):
    numbers = [row["number"] for row in read("sites") if row["place"]]
    addresses = PartySite.objects.filter(number__in=numbers)
    assert addresses.count() == len(numbers) == 4
    assert len(set(addresses.order_by().values_list("location", flat=True))) == 1
    sites = AccountSite.objects.filter(party_site__in=addresses)
    assert len(set(sites.values_list("unit", flat=True))) == 2


@pytest.mark.rule("R-028")
def test_parties_are_stored_as_they_are_in_the_file(loaded):
    stored = {party.registry_id: party for party in Party.objects.all()}
    for row in read("parties"):
        party = stored[row["registry_id"]]
        assert (party.kind, party.status, party.category) == (row["kind"], row["status"], row["category"])
        assert party.taxpayer_id == row["taxpayer_id"]
        assert row["name"] in ("", party.name) and row["last_name"] in party.name
    customers = PartyUsage.objects.filter(end_date__isnull=True).values_list("party__registry_id", flat=True)
    vendors = {row["party"] for row in read("accounts") if row["role"] == "VENDOR"}
    active = {row["registry_id"]: row["key"] for row in read("parties") if row["status"] == "A"}
    assert {number for number, key in active.items() if key not in vendors} <= set(customers) <= set(active)


@pytest.mark.rule("R-096")
def test_an_inactive_party_took_its_addresses_accounts_and_sites_along(loaded):
    gone = Party.objects.inactive()
    assert gone.count() == sum(row["status"] == "I" for row in read("parties"))
    for rows in (
        PartySite.objects.filter(party__in=gone),
        Account.objects.filter(party__in=gone),
        AccountSite.objects.filter(account__party__in=gone),
        SiteUse.objects.filter(account__party__in=gone),
    ):
        assert set(rows.values_list("status", "removed_with_parent")) == {("I", True)}


@pytest.mark.rule("R-247")
def test_each_unit_has_ledger_accounts_and_books_on_its_own_by_default(loaded):
    rows = read("ledger")
    stored = set(LedgerAccount.objects.values_list("unit__code", "code", "name"))
    assert stored == {(row["unit"], row["code"], row["name"]) for row in rows}
    for defaults in DefaultLedgerAccounts.objects.select_related("unit"):
        wanted = {row["default_for"]: row["code"] for row in rows if row["unit"] == defaults.unit.code}
        del wanted[""]
        assert {name: getattr(defaults, name).code for name in wanted} == wanted
    assert DefaultLedgerAccounts.objects.count() == 3


def test_persons_have_their_parts(loaded):
    nathaniel = Party.objects.select_related("person").get(person__last_name="Okonjima")
    assert nathaniel.name == "Mr Nathaniel Okonjima III"
    assert nathaniel.person.first_name == "Nathaniel" and nathaniel.person.gender == "M"
    assert Party.objects.get(person__last_name="Sundberg-Ames").name == "Sundberg-Ames"


def test_organizations_have_their_details(loaded):
    brewery = Party.objects.select_related("organization").get(alias="Hotaruzawa Sake Brewery Co., Ltd.")
    assert brewery.name == "蛍沢酒造株式会社" and brewery.pronunciation == "ホタルザワシュゾウ"
    assert brewery.organization.legal_status == "CORPORATION"
    assert brewery.organization.sic_code_type == ("1987" if brewery.organization.sic_code else "")


def test_accounts_and_sites_are_stored_as_they_are_in_the_files(loaded):
    accounts = {row["key"]: row for row in read("accounts")}
    stored = {account.number: account for account in Account.objects.select_related("party")}
    for row in accounts.values():
        account = stored[row["number"]]
        assert (account.status, account.account_type, account.role) == (
            row["status"],
            row["type"],
            row["role"],
        )
        assert account.established_date == datetime.date.fromisoformat(row["established_date"])
        assert (account.termination_date is None) == (account.status == "A")
    sites = AccountSite.objects.select_related("account", "unit", "party_site__location__country")
    of = {(site.account.number, site.unit.code, site.party_site.number): site for site in sites}
    for row in read("sites"):
        site = of[accounts[row["account"]]["number"], row["unit"], row["number"]]
        place = site.party_site.location
        assert (site.status, site.category, site.translation) == (
            row["status"],
            row["category"],
            row["translation"],
        )
        assert (place.country.code2, place.line1, place.city) == (row["country"], row["line1"], row["city"])
        assert (place.state, place.province, place.postal_code) == (
            row["state"],
            row["province"],
            row["postal_code"],
        )
        assert site.party_site.identifying == (row["identifying"] == "Y")


def test_some_accounts_are_maintained_elsewhere(loaded):
    expected = [row["number"] for row in read("accounts") if row["maintained_in"]]
    stored = Account.objects.filter(externally_maintained=True).select_related(
        "inventory_site", "warehouse", "document_language"
    )
    assert sorted(account.number for account in stored) == sorted(expected) != []
    for account in stored:
        assert account.externally_maintained_in == "Customer sync" and account.customer_group == "10"
        assert (account.inventory_site.code, account.warehouse.code) == ("1", "13")
        assert account.document_language.code == "en-us"


@pytest.mark.rule("R-072", "R-095", "R-096")
def test_purposes_are_stored_as_they_are_in_the_file(loaded):
    sites = {row["key"]: row for row in read("sites")}
    numbers = {row["key"]: row["number"] for row in read("accounts")}
    rows = {row["key"]: row for row in read("uses")}
    stored = stored_uses()

    def use_of(row):
        site = sites[row["site"]]
        return stored[numbers[site["account"]], site["unit"], row["purpose"], row["location"]]

    for row in rows.values():
        use = use_of(row)
        assert use.status == row["status"] and use.site.party_site.number == sites[row["site"]]["number"]
        assert (use.is_primary and use.is_active) == (row["primary"] == "Y")
        if use.is_active:
            assert use.bill_to == (use_of(rows[row["bill_to"]]) if row["bill_to"] else None)


def test_customers_are_made_by_users_who_have_all_their_units(loaded):
    parties = set(
        ChangeRecord.objects.filter(model="parties.party", action="create").values_list(
            "actor__username", "channel"
        )
    )
    assert {name for name, _channel in parties} >= {"clara.clerk", "uma.clerk", "ken.clerk", "stella.steward"}
    assert {channel for _name, channel in parties} == {"command"}
    units = {user.pk: visible_units(user) for user in User.objects.all()}
    made = AccountSite.objects.values_list("created_by_id", "unit_id")
    assert made and all(unit in units[user] for user, unit in made)


def test_users_have_role_units_and_preferences(loaded):
    for row in read("users"):
        user = User.objects.get(username=row["username"])
        assert user.is_demo and not user.is_superuser and not user.is_staff
        assert [group.name for group in user.groups.all()] == [row["role"]]
        assert {access.unit.code for access in user.unit_access.all()} == set(row["units"].split(";"))
        assert UserPreference.objects.get(user=user).default_unit.code == row["default_unit"]


def test_what_is_printed_signs_in(loaded):
    said, _header, *lines = loaded
    assert said == f"{len(read('parties'))} customers loaded, 0 were there already."
    printed = {line.split()[0]: line.split()[1] for line in lines}
    assert len(set(printed.values())) == len(printed) == len(read("users"))
    for name, password in printed.items():
        assert User.objects.get(username=name).check_password(password)


def test_a_second_run_changes_nothing(loaded, settings):
    settings.DEMO = True
    before = counts()
    assert run() == [
        f"0 customers loaded, {len(read('parties'))} were there already.",
        "The demo users keep their passwords; --reset-passwords makes and prints new ones.",
    ]
    assert counts() == before


def test_passwords_are_made_anew_when_asked_and_kept_in_a_private_file(loaded, settings, tmp_path):
    settings.DEMO = True
    file = tmp_path / "folder" / "sign-ins.txt"
    first = run(passwords_file=file, reset_passwords=True)[1:]
    assert file.stat().st_mode & 0o777 == 0o600
    name, password = first[1].split()[:2]
    assert User.objects.get(username=name).check_password(password)
    assert run(passwords_file=file)[1:] == first
    again = run(passwords_file=file, reset_passwords=True)[1:]
    assert len(again) == len(first) and not set(again[1:]) & set(first[1:])
    assert not User.objects.get(username=name).check_password(password)


def test_no_password_is_in_the_history(loaded):
    changes = ChangeRecord.objects.filter(model="core.user").values_list("changes", flat=True)
    assert all(password not in str(change) for change in changes for password in ("pbkdf2", "md5$"))


@pytest.mark.rule("R-264")
def test_one_customer_has_notes_and_documents_of_every_kind(loaded):
    party = Party.objects.get(registry_id=papers.CUSTOMER)
    account = party.accounts.get(number=papers.ACCOUNT)
    site = account.sites.order_by("pk").first()
    owners = [party, account, site]
    assert [owner.notes.count() for owner in owners] == [2, 1, 1]
    documents = [document for owner in owners for document in owner.documents.select_related("file")]
    assert sorted(document.file.name for document in documents) == [
        "bank-letter.pdf",
        "directions.txt",
        "framework-agreement.pdf",
        "price-list.csv",
        "tax-certificate.pdf",
    ]
    for document in documents:
        content = default_storage.open(document.file.path).read()
        upload = read_upload(SimpleUploadedFile(document.file.name, content))
        assert (upload.content_type, document.file.stored_by) == (
            document.file.content_type,
            document.created_by,
        )


@pytest.mark.rule("R-264")
def test_its_pdf_files_can_be_read(loaded):
    [stored] = StoredFile.objects.filter(name="framework-agreement.pdf")
    content = default_storage.open(stored.path).read()
    table = int(content.rpartition(b"startxref\n")[2].split()[0])
    places = [int(line[:10]) for line in content[table:].splitlines() if line.endswith(b" n ")]
    assert [content[place:].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, 1)] == [
        True
    ] * 5


def test_customers_were_made_over_fourteen_months(loaded):
    made = [(ago(0) - at.date()).days for at in Party.objects.values_list("created_at", flat=True)]
    assert 55 <= min(made) <= 90 and 420 <= max(made) <= 430
    assert len({days // 30 for days in made}) >= 12
    starts = Party.objects.annotate(start=Min("usages__start_date")).values_list("start", "created_at")
    assert all(start is None or abs((start - at.date()).days) <= 1 for start, at in starts)


def test_the_journal_is_in_the_order_of_time_and_ends_before_today(loaded):
    times = list(journal().values_list("at", flat=True))
    assert times == sorted(times)
    assert ago(past.BEGINNING + 3) <= times[0].date() and times[-1].date() < ago(0)
    assert not QueueItem.objects.filter(found_at__gt=times[-1]).exists()


def test_every_change_of_the_past_is_in_the_history(loaded):
    calendar, lines = past.Calendar(), {}
    for line in journal().exclude(channel="command").select_related("actor"):
        lines.setdefault((line.at, line.actor.username, line.channel, line.reason), []).append(line)
    for change in past.changes():
        at = calendar.moment(change.days, change.user)
        own = lines[at, change.user, change.channel, change.reason]
        done = {"change": "update", "add": "create"}.get(change.action, change.action)
        assert done in {line.action for line in own}, change
        noted = {name: pair for line in own if line.changes for name, pair in line.changes.items()}
        for name, value in change.values.items():
            former, now = noted[name]
            if name != "salesperson":
                assert (str(former), str(now)) == (change.former[name], value)
    assert {line.channel for line in journal()} == {"command", "page", "interface"}
    assert len({username for _at, username, _channel, _reason in lines}) >= 7


def test_who_changed_something_may_do_so(loaded):
    users = {user.pk: user for user in User.objects.all()}
    for line in journal().exclude(channel="command"):
        verb = "add" if line.action == "create" else "change"
        app, model = line.model.split(".")
        user = users[line.actor_id]
        assert user.has_perm(f"{app}.{verb}_{model}"), line
        assert line.unit_id is None or line.unit_id in visible_units(user)


def test_half_a_year_ago_a_customer_had_another_name_and_fewer_sites(loaded):
    parties = Party.objects.filter(registry_id=BLUESTEM)
    sites = AccountSite.objects.filter(account__party__registry_id=BLUESTEM)
    purpose = SiteUse.objects.filter(site__in=sites, location="Portland", purpose="SHIP_TO")
    assert [party.name for party in (*as_of(parties, 183), *as_of(parties, 100))] == [FORMER, LATER]
    assert [len(as_of(sites, days)) for days in (430, 183, 160)] == [0, 5, 6]
    assert [use.status for days in (183, 120, 60) for use in as_of(purpose, days)] == ["A", "I", "A"]
    main = sites.filter(party_site__number="60604").select_related("party_site__location", "salesperson")
    rows = [as_of(main, days)[0] for days in (300, 183, 60)]
    assert [row.party_site.location.line1 for row in rows] == [
        "825 Bishop Street",
        *["852 Bishop Street"] * 2,
    ]
    assert [str(row.salesperson) for row in rows] == ["None", "Sam Prescott", "Harriet Quill"]


def test_the_pages_of_the_past_show_it(loaded):
    carlos = signed_in(User.objects.get(username="carlos.clerk"))
    party = Party.objects.get(registry_id=BLUESTEM)
    page = reverse("customers:overview", args=[party.pk])
    assert FORMER.replace("&", "&amp;") in carlos.get(f"{page}?as_of={ago(183)}").text
    assert FORMER.replace("&", "&amp;") not in carlos.get(page).text
    compared = carlos.get(f"{page}compare/?from={ago(183)}").text
    expected = (FORMER.replace("&", "&amp;"), LATER, "Harriet Quill", "Store Honolulu")
    assert [text for text in expected if text not in compared] == []
    history = carlos.get(f"{page}history/?person=stella&since={ago(130)}&until={ago(110)}").text
    assert "extract of the register" in history and "Sam Prescott" not in history
