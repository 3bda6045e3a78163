"""Many writers at once, as real transactions of real threads (R-072, R-073, D-19; trust rules 1 and 5)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import Account
from core import numbers, tokens, writes
from core.exceptions import StaleRecord
from core.guard import allowed
from core.models import ChangeRecord, FormToken
from core.work import work
from sites.models import SiteUse
from tests.core.writes.test_primary import primaries, uses_of_one_group
from tests.factories import AccountFactory, PartyFactory, UserFactory

WRITERS = 16
CONFLICTS = (ValidationError, StaleRecord)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(attempts):
    """Run the attempts in threads that start together; what each answered or raised, in their order."""
    start = Barrier(len(attempts))

    def run(attempt):
        try:
            start.wait(timeout=20)
            return attempt()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as threads:
        running = [threads.submit(run, attempt) for attempt in attempts]
    return [one.exception() or one.result() for one in running]


def unexpected(answers):
    return [
        answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, CONFLICTS)
    ]


def marking(use):
    def attempt():
        mine = SiteUse.objects.get(pk=use.pk)
        with work(actor=None, channel="page"):
            return writes.make_primary(mine, version=mine.version)

    return attempt


@pytest.mark.rule("R-072", "R-073")
@pytest.mark.parametrize("rows", [WRITERS, 3])
def test_sixteen_writers_mark_a_primary_and_exactly_one_is_left(rows):
    uses = uses_of_one_group(rows)
    answers = at_once([marking(uses[number % rows]) for number in range(WRITERS)])
    assert unexpected(answers) == []
    assert any(isinstance(answer, SiteUse) for answer in answers)
    assert len(primaries()) == 1
    for use in SiteUse.objects.all():
        changes = ChangeRecord.objects.filter(model="customer_sites.siteuse", object_id=use.pk)
        assert sorted(changes.values_list("version", flat=True)) == list(range(1, use.version + 1))


@pytest.mark.rule("R-072", "R-073")
def test_sixteen_writers_add_a_primary_and_exactly_one_is_left():
    uses = uses_of_one_group(WRITERS + 1)
    sites = [use.site for use in uses]
    with work(actor=None, channel="system"):
        writes.remove_many(SiteUse.objects.all())

    def adding(number):
        def attempt():
            site = sites[number]
            use = SiteUse(site=site, account=site.account, unit=site.unit, purpose="BILL_TO")
            use.location, use.is_primary = f"NEW{number}", True
            with work(actor=None, channel="page"):
                writes.demote_others(use)
                return writes.save(use)

        return attempt

    answers = at_once([adding(number) for number in range(WRITERS)])
    assert unexpected(answers) == []
    assert len(primaries()) == 1


@pytest.mark.twin("one primary")
def test_without_the_constraint_two_primaries_are_left():
    """Negative control: a check before the write does not hold when nobody waits."""
    first, second, third = uses_of_one_group(3)
    with allowed(), connection.cursor() as cursor:
        cursor.execute("DROP INDEX customer_sites_one_primary")
    try:
        table = SiteUse._base_manager
        with allowed():
            table.filter(pk=first.pk).update(is_primary=False)
        checked = Barrier(2)

        def attempt(use):
            def run():
                with allowed(), transaction.atomic():
                    assert not primaries()
                    checked.wait(timeout=20)
                    table.filter(pk=use.pk).update(is_primary=True)

            return run

        assert at_once([attempt(second), attempt(third)]) == [None, None]
        assert sorted(primaries()) == [second.pk, third.pk]
    finally:
        with allowed():
            SiteUse._base_manager.filter(pk=third.pk).update(is_primary=False)
        rule = next(c for c in SiteUse._meta.constraints if c.name == "customer_sites_one_primary")
        with connection.schema_editor() as editor:
            editor.add_constraint(SiteUse, rule)


@pytest.mark.rule("R-017")
def test_sixteen_writers_of_one_account_number_make_one_account():
    party = PartyFactory()

    def attempt():
        with work(actor=None, channel="page"):
            return writes.save(Account(party=party, number="SAME"))

    answers = at_once([attempt] * WRITERS)
    assert unexpected(answers) == []
    assert [type(answer) for answer in answers].count(Account) == 1
    refused = [answer.message_dict for answer in answers if isinstance(answer, ValidationError)]
    assert refused == [{"number": ["Account with this account number exists already."]}] * (WRITERS - 1)


@pytest.mark.rule("D-19", "R-228")
def test_sixteen_writers_of_one_field_lose_nobodys_work_silently():
    account = AccountFactory(description="Opened")

    def attempt_with(text):
        mine = Account.objects.get(pk=account.pk)
        mine.description = text

        def attempt():
            with work(actor=None, channel="page"):
                return writes.save(mine, version=1)

        return attempt

    answers = at_once([attempt_with(f"Writer {number}") for number in range(WRITERS)])
    assert unexpected(answers) == []
    assert [type(answer) for answer in answers].count(Account) == 1
    assert Account.objects.get().version == 2


def test_numbers_are_drawn_once_whoever_draws():
    def attempt():
        with work(actor=None, channel="page"):
            return numbers.draw("account_number", 5)

    drawn = [number for answer in at_once([attempt] * WRITERS) for number in answer]
    assert len(set(drawn)) == len(drawn) == WRITERS * 5


def test_a_form_sent_sixteen_times_at_once_is_kept_once():
    user = UserFactory()

    def attempt():
        with work(actor=user, channel="page"):
            party = PartyFactory()
            tokens.keep(user, "token", "content", f"/customers/{party.pk}/")
            return party

    answers = at_once([attempt] * WRITERS)
    late = [answer for answer in answers if isinstance(answer, tokens.SentMeanwhile)]
    (made,) = (answer for answer in answers if not isinstance(answer, Exception))
    assert len(late) == WRITERS - 1
    assert type(made).objects.count() == 1
    assert FormToken.objects.get().result_url == f"/customers/{made.pk}/"
    assert tokens.replay(user, "token", "content") == f"/customers/{made.pk}/"


def test_the_database_names_the_constraint_of_a_second_primary():
    _first, second = uses_of_one_group(2)
    with pytest.raises(IntegrityError) as caught, allowed(), connection.cursor() as cursor:
        cursor.execute("UPDATE customer_sites_siteuse SET is_primary = true WHERE id = %s", [second.pk])
    assert caught.value.__cause__.diag.constraint_name == "customer_sites_one_primary"
