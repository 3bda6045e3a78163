"""An account has one active Statements, Late Charges and (as the option says) Dunning site in a unit (R-077, R-079)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core import writes
from core.guard import allowed
from core.models import ChangeRecord
from core.work import work
from reference.models import SystemOptions
from sites import services
from sites.models import SiteUse
from tests.factories import AccountFactory, AccountSiteFactory, SiteUseFactory, UserFactory

pytestmark = pytest.mark.django_db
ONLY_ONE = (
    "The account has an active site of this purpose in this operating unit already; there can be only one."
)


@pytest.fixture
def account():
    return AccountFactory(number="A1")


@pytest.fixture
def site(account, unit_a):
    """Makes a further site of the account, with a Bill To."""

    def make(unit=unit_a):
        new = AccountSiteFactory(account=account, unit=unit)
        SiteUseFactory(site=new)
        return new

    return make


def switch(value, actor=None):
    row = SystemOptions.objects.get()
    row.one_dunning_site = value
    with work(actor=actor, channel="system"):
        writes.save(row, version=row.version)


def refused(action, *args, **values):
    with pytest.raises(ValidationError) as caught:
        action(*args, **values)
    return caught.value.message_dict


@pytest.mark.rule("R-077", "R-079")
@pytest.mark.parametrize("purpose", ["STMTS", "LC", "DUN"])
def test_second_one_is_refused_in_words(site, unit_b, purpose):
    first = SiteUseFactory(site=site(), purpose=purpose)
    assert refused(SiteUseFactory, site=site(), purpose=purpose) == {"purpose": [ONLY_ONE]}
    elsewhere = SiteUseFactory(site=site(unit_b), purpose=purpose)
    assert set(SiteUse.objects.filter(purpose=purpose, exclusive=True)) == {first, elsewhere}


@pytest.mark.rule("R-077", "R-079")
@pytest.mark.parametrize("purpose", ["STMTS", "LC", "DUN"])
def test_next_one_comes_when_the_first_is_inactive_and_the_first_stays_then(site, purpose):
    first = SiteUseFactory(site=site(), purpose=purpose)
    with work(actor=None, channel="system"):
        services.remove_use(first, version=first.version)
    SiteUseFactory(site=site(), purpose=purpose)
    with pytest.raises(ValidationError) as caught, work(actor=None, channel="system"):
        services.restore_use(first, version=first.version)
    assert caught.value.messages == [ONLY_ONE]
    assert SiteUse.objects.active().filter(purpose=purpose).count() == 1


@pytest.mark.rule("R-077", "R-079")
@pytest.mark.parametrize("purpose", ["STMTS", "LC", "DUN"])
def test_direct_sql_is_refused_by_the_constraint(site, purpose):
    SiteUseFactory(site=site(), purpose=purpose)
    second = SiteUseFactory(site=site(), purpose="LEGAL")
    with (
        allowed(),
        connection.cursor() as cursor,
        pytest.raises(IntegrityError) as caught,
        transaction.atomic(),
    ):
        cursor.execute(
            "UPDATE customer_sites_siteuse SET purpose = %s, exclusive = %s WHERE id = %s",
            [purpose, True, second.pk],
        )
    name = getattr(getattr(caught.value.__cause__, "diag", None), "constraint_name", str(caught.value))
    assert "customer_sites_one_exclusive" in name or "purpose" in name


@pytest.mark.rule("R-077", "R-079")
@pytest.mark.parametrize("purpose", ["STMTS", "LC"])
def test_nobody_gets_around_it_by_the_column(site, purpose):
    use = SiteUseFactory(site=site(), purpose=purpose)
    with (
        allowed(),
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match="customer_sites_always_exclusive"),
        transaction.atomic(),
    ):
        cursor.execute("UPDATE customer_sites_siteuse SET exclusive = %s WHERE id = %s", [False, use.pk])


@pytest.mark.rule("R-079")
def test_option_off_lets_an_account_have_two(site):
    SiteUseFactory(site=site(), purpose="DUN")
    switch(False)
    SiteUseFactory(site=site(), purpose="DUN")
    assert SiteUse.objects.active().filter(purpose="DUN", exclusive=False).count() == 2


@pytest.mark.rule("R-079")
def test_option_on_is_refused_with_a_list_while_two_are_active(site):
    switch(False)
    for _number in range(2):
        second = SiteUseFactory(site=site(), purpose="DUN")
    assert refused(switch, True) == {
        "one_dunning_site": [
            "1 account has several active Dunning purposes in one operating unit: A1 (Unit A)."
        ]
    }
    assert SystemOptions.objects.get().one_dunning_site is False
    with work(actor=None, channel="system"):
        services.remove_use(second, version=second.version)
    switch(True)
    assert refused(SiteUseFactory, site=site(), purpose="DUN") == {"purpose": [ONLY_ONE]}


@pytest.mark.rule("R-079", "D-15")
def test_list_names_no_account_of_units_that_the_user_does_not_see(site, unit_b):
    switch(False)
    for _number in range(2):
        SiteUseFactory(site=site(), purpose="DUN")
        SiteUseFactory(site=site(unit_b), purpose="DUN")
    assert refused(switch, True, actor=UserFactory(units=[unit_b])) == {
        "one_dunning_site": [
            "2 accounts have several active Dunning purposes in one operating unit: A1 (Unit B), "
            "1 in other operating units."
        ]
    }


@pytest.mark.rule("R-079")
def test_option_changes_no_purpose_in_the_eyes_of_history(site):
    use = SiteUseFactory(site=site(), purpose="DUN")
    before = ChangeRecord.objects.filter(model="customer_sites.siteuse").count()
    switch(False)
    switch(True)
    use.refresh_from_db()
    assert (use.version, use.exclusive) == (1, True)
    assert ChangeRecord.objects.filter(model="customer_sites.siteuse").count() == before


@pytest.mark.rule("R-079", "R-097")
def test_purpose_comes_back_as_the_option_says_now(site):
    use = SiteUseFactory(site=site(), purpose="DUN")
    with work(actor=None, channel="system"):
        services.remove_use(use, version=use.version)
    switch(False)
    with work(actor=None, channel="system"):
        services.restore_use(use, version=use.version)
    use.refresh_from_db()
    assert (use.is_active, use.exclusive) == (True, False)


@pytest.mark.rule("R-079")
def test_option_is_switched_in_the_set_up_and_refused_beside_its_field(site, administrator_client):
    for _number in range(2):
        new = site()
        switch(False)
        SiteUseFactory(site=new, purpose="DUN")
    row = SystemOptions.objects.get()
    address = f"/admin/reference/systemoptions/{row.pk}/change/"
    sent = {"time_zone": "UTC", "opened_version": row.version, "one_dunning_site": "on"}
    answer = administrator_client.post(address, sent)
    assert answer.context["adminform"].form.errors == {
        "one_dunning_site": [
            "1 account has several active Dunning purposes in one operating unit: A1 (Unit A)."
        ]
    }
