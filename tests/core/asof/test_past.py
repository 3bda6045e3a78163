"""Every state that records ever had is rebuilt exactly, whatever was done to them."""

import datetime
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Account, FormerAccountNumber
from core import asof, clock, writes
from core.history import MASK, held
from core.models import Membership, Status, User
from core.work import work
from parties.models import Party, PartySite, PartyUsage
from reference.models import UnitAccess
from sites.models import AccountSite, SiteUse
from tests.factories import (
    AccountFactory,
    AccountSiteFactory,
    ExtraFieldFactory,
    MembershipFactory,
    OperatingUnitFactory,
    PartyUsageFactory,
    SiteUseFactory,
    UnitAccessFactory,
    UserFactory,
)
from tests.scale import size

MODELS = [
    Party,
    PartySite,
    PartyUsage,
    Account,
    FormerAccountNumber,
    AccountSite,
    SiteUse,
    User,
    Membership,
    UnitAccess,
]
START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class Story:
    """Customers and users to whom things happen, one after the other, each at a moment of its own."""

    def __init__(self):
        self.past = []
        self.units = [OperatingUnitFactory(), OperatingUnitFactory()]
        self.numbers = count()
        for code in ("colour", "key0", "key1"):
            ExtraFieldFactory(model="accounts.account", code=code)

    def some(self, model, pick):
        """One of the rows there are."""
        rows = list(model._base_manager.order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    def happen(self, what, pick, text):
        """Do it to one of the rows, where there is one and the rules allow it; remember how everything is then."""
        try:
            with work(actor=None, channel="system"):
                getattr(self, what)(pick, text)
        except ValidationError:
            pass
        self.past.append((clock.now(), now()))

    def new_account(self, pick, text):
        party = self.some(Party, pick) if pick % 2 else None
        AccountFactory(description=text, **({"party": party} if party else {}))

    def new_site(self, pick, text):
        account = self.some(Account, pick)
        if account:
            AccountSiteFactory(account=account, unit=self.units[pick % 2], translation="")

    def new_use(self, pick, text):
        site = self.some(AccountSite, pick)
        if site and site.is_active:
            SiteUseFactory(site=site, purpose=["BILL_TO", "SHIP_TO", "DUN"][pick % 3])

    def edit_party(self, pick, text):
        self.change(self.some(Party, pick), alias=text)

    def edit_account(self, pick, text):
        self.change(
            self.some(Account, pick),
            description=text,
            externally_maintained=bool(pick % 2),
            established_date=datetime.date(2020, 1, 1 + pick % 20) if pick % 3 else None,
            extra={} if pick % 3 else {"colour": text, f"key{pick % 2}": text},
        )

    def edit_use(self, pick, text):
        self.change(self.some(SiteUse, pick), sic_code=text[:30], location=f"L{next(self.numbers)}")

    def primary(self, pick, text):
        use = self.some(SiteUse, pick)
        if use:
            writes.make_primary(use, version=use.version)

    def remove(self, pick, text):
        record = self.some([Account, AccountSite, SiteUse, PartySite][pick % 4], pick)
        if record:
            writes.remove(record, version=record.version)

    def restore(self, pick, text):
        record = self.some([Account, AccountSite, SiteUse, PartySite][pick % 4], pick)
        if record:
            writes.restore(record, version=record.version)

    def new_usage(self, pick, text):
        party = self.some(Party, pick)
        if party:
            PartyUsageFactory(party=party, start_date=day(pick * 40), end_date=day(pick * 40 + 20))

    def re_date(self, pick, text):
        usage = self.some(PartyUsage, pick)
        if usage:
            self.change(usage, end_date=usage.start_date + datetime.timedelta(days=pick))

    def new_user(self, pick, text):
        user = UserFactory()
        MembershipFactory(user=user)
        UnitAccessFactory(user=user, unit=self.units[pick % 2])

    def new_password(self, pick, text):
        user = self.some(User, pick)
        if user:
            user.set_password(f"a very long password {next(self.numbers)}")
            self.change(user)

    def take_away(self, pick, text):
        row = self.some([Membership, UnitAccess][pick % 2], pick)
        if row:
            writes.delete(row, version=row.version)

    def change(self, record, **values):
        if record:
            for name, value in values.items():
                setattr(record, name, value)
            writes.save(record, version=record.version)


THINGS = [
    name for name in vars(Story) if name not in ("some", "happen", "change") and not name.startswith("_")
]


def day(number):
    return datetime.date(2020, 1, 1) + datetime.timedelta(days=number)


def state(record):
    """What must come back: every logged value, the version, the keys."""
    values = {**held(record), "version": record.version}
    for name in record.secret_fields:
        values[name] = MASK if values[name] else values[name]
    return values


def now():
    """All rows of all models by model and key."""
    return {model: {row.pk: state(row) for row in model._base_manager.all()} for model in MODELS}


@pytest.fixture
def ticking(monkeypatch):
    """A clock that goes on by a minute whenever it is asked."""
    minutes = count()
    monkeypatch.setattr(clock, "now", lambda: START + datetime.timedelta(minutes=next(minutes)))


# A story is many writes and is then told from every moment of it.
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=max(5, size().examples // 4)
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(THINGS), st.integers(0, 30), st.text("abc", min_size=1, max_size=3)),
        min_size=1,
        max_size=12,
    )
)
def test_every_past_state_is_rebuilt_exactly(db, ticking, steps):
    with transaction.atomic():
        story = Story()
        for what, pick, text in [("new_account", 0, "a"), ("new_user", 0, "a"), *steps]:
            story.happen(what, pick, text)
        for moment, past in story.past:
            for model in MODELS:
                check(model, moment, past[model])
        transaction.set_rollback(True)


def check(model, moment, past):
    """The set of all rows, and one row by itself."""
    rebuilt = {row.pk: state(row) for row in asof.at(model._base_manager.all(), moment)}
    assert rebuilt == past, (model, moment)
    for pk in [] if model.deletable else list(past)[-1:]:
        (single,) = asof.at(model._base_manager.filter(pk=pk), moment)
        assert state(single) == past[pk]


def test_keys_follow_their_names(db, ticking):
    account = AccountFactory(number="A1", description="Before")
    before = clock.now()
    with work(actor=None, channel="system"):
        account.number, account.description = "B2", "After"
        writes.save(account, version=1)
    (then,) = asof.at(Account.objects.all(), before)
    assert (then.number_key, then.description_key, then.status) == ("a1", "before", Status.ACTIVE)
    assert asof.moment_of(then) == before
    assert asof.moment_of(account) is None
