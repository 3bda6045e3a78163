"""The program `checkdata`: finds what is not as the rules want it, and says where; changes nothing."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from core import writes
from core.guard import allowed
from core.jobs import checkdata, submit
from core.jobs.engine import execute
from core.models import ChangeRecord, JobRun
from core.work import work
from parties.models import Party
from reference.models import LookupValue, ShipMethod
from sites.models import SiteUse
from tests.factories import (
    AccountFactory,
    OrganizationFactory,
    PartyFactory,
    ShipMethodFactory,
    SiteUseFactory,
)

pytestmark = pytest.mark.django_db


def check(**parameters):
    run = submit("checkdata", parameters, start=False)
    execute(run.pk)
    run.refresh_from_db()
    JobRun.objects.filter(pk=run.pk).update(state="done")
    return run


def behind_the_back(record, **values):
    """Write past the write functions, as somebody with the database's password could."""
    with allowed():
        QuerySet(type(record)).filter(pk=record.pk).update(**values)


def told(run):
    return [(line["kind"], line["where"], line["text"]) for line in run.problems]


def records():
    return sum(model._base_manager.count() for model in checkdata.record_models())


def test_what_the_write_functions_wrote_is_right(clerk):
    SiteUseFactory()
    OrganizationFactory()
    run = check()
    assert told(run) == []
    assert run.counts == {"checked": records(), "problems": 0, "notes": 0}
    assert (run.state, run.done, run.total) == ("done", records(), records())


def test_a_key_that_is_not_that_of_the_name_is_found():
    PartyFactory(name="Right Ltd")
    party = PartyFactory(name="Harbour Works Ltd")
    behind_the_back(party, name_key="something else")
    run = check()
    assert told(run) == [
        ("problem", "Harbour Works Ltd", "name: is not stored in the form that saving would give it.")
    ]
    assert (run.problems[0]["model"], run.problems[0]["pk"]) == ("parties.party", party.pk)
    assert run.counts["problems"] == 1


def test_a_record_that_a_rule_refuses_is_found():
    party = PartyFactory(name="Harbour Works Ltd")
    behind_the_back(party, name="")
    [(kind, _where, text)] = [line for line in told(check(model="parties.party")) if "blank" in line[2]]
    assert (kind, text) == ("problem", "name: This field cannot be blank.")


@pytest.mark.sqlite
def test_a_copy_that_differs_from_its_parent_is_found():
    """On PostgreSQL a foreign key makes this impossible; here somebody took the trigger away."""
    use = SiteUseFactory()
    other = AccountFactory()
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "customer_sites_use_of_site_update"')
    behind_the_back(use, account_id=other.pk)
    assert [line["text"] for line in check(model="customer_sites.siteuse").problems] == [
        "A business purpose belongs to the account and operating unit of its site."
    ]
    assert SiteUse.objects.get(pk=use.pk).account == other


@pytest.mark.rule("R-260")
def test_inactive_values_in_use_are_notes_and_no_problems():
    value = LookupValue.objects.filter(type__code="CUSTOMER_CATEGORY").first()
    for _number in range(2):
        PartyFactory(category=value.code)
    method = ShipMethodFactory(name="By sloop")
    SiteUseFactory(ship_method=method)
    with work(actor=None, channel="system"):
        writes.remove(LookupValue.objects.get(pk=value.pk), version=value.version)
        writes.remove(ShipMethod.objects.get(pk=method.pk), version=method.version)
    run = check()
    assert told(run) == [
        (
            "note",
            "Business purposes, ship method",
            "“By sloop” is inactive or not in the list, and in use once.",
        ),
        (
            "note",
            "Customers, customer category",
            f"“{value.code}” is inactive or not in the list, and in use 2 times.",
        ),
    ]
    assert run.counts["problems"] == 0
    assert run.counts["notes"] == 2


def test_one_kind_of_record_is_checked_where_that_is_asked():
    behind_the_back(PartyFactory(), name_key="something else")
    run = check(model="accounts.account")
    assert (told(run), run.counts["checked"], run.total) == ([], 0, 0)


def test_nothing_is_changed():
    party = PartyFactory(name="Harbour Works Ltd")
    behind_the_back(party, name_key="something else")
    before = (ChangeRecord.objects.count(), list(Party.objects.values()))
    check()
    assert (ChangeRecord.objects.count(), list(Party.objects.values())) == before


class Killed(BaseException):
    """The process is gone."""


def test_a_check_that_was_killed_goes_on_without_finding_anything_twice(monkeypatch):
    monkeypatch.setattr(checkdata, "AT_A_TIME", 2)
    for party in [PartyFactory() for _number in range(5)]:
        behind_the_back(party, name_key="something else")
    looked, real = [], checkdata.wrong_rows

    def killed_at_the_second_chunk(found):
        looked.append(found)
        if len(looked) == 2:
            raise Killed
        return real(found)

    monkeypatch.setattr(checkdata, "wrong_rows", killed_at_the_second_chunk)
    run = submit("checkdata", {"model": "parties.party"}, start=False)
    with pytest.raises(Killed):
        execute(run.pk)
    JobRun.objects.filter(pk=run.pk).update(state="waiting")
    execute(run.pk)
    run.refresh_from_db()
    assert run.counts == {"checked": 5, "problems": 5, "notes": 0}
    assert len({line["pk"] for line in run.problems}) == len(run.problems) == 5


def test_a_model_that_was_finished_is_not_looked_at_again():
    PartyFactory()
    position = {"model": "parties.party", "after": None}
    run = checkdata.Run(1, {"model": "parties.party"}, position, {}, None)
    assert [step.counts for step in checkdata.checkdata.start(run)] == [{}]


def test_the_list_of_problems_is_bounded(monkeypatch):
    monkeypatch.setattr("core.jobs.leases.PROBLEMS_KEPT", 3)
    for party in [PartyFactory() for _number in range(5)]:
        behind_the_back(party, name_key="something else")
    run = check()
    assert (len(run.problems), run.counts["problems"]) == (3, 5)


def test_a_chunk_costs_as_many_queries_for_three_rows_as_for_one():
    def cost():
        rows = list(SiteUse.objects.order_by("pk"))
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            work(actor=None, channel="system"),
        ):
            list(checkdata.wrong_rows(rows))
            list(checkdata.wrong_copies(SiteUse, rows))
        return len(queries)

    SiteUseFactory()
    one = cost()
    SiteUseFactory()
    SiteUseFactory()
    assert cost() == one
