"""System options and preferences: what they say and who falls back on what."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from core import clock
from core.exceptions import StaleRecord
from core.work import work
from reference import options, services
from reference.models import Country, SystemOptions, UserPreference
from tests import factories

pytestmark = pytest.mark.django_db


def change(**values):
    with work(actor=None, channel="system"):
        return services.change_options(**values)


def prefer(user, **values):
    with work(actor=None, channel="system"):
        return services.set_preferences(user, **{"default_unit": None, "default_country": None, **values})


def test_the_starter_options():
    row = options.options()
    names = [field.name for field in SystemOptions._meta.concrete_fields if field.editable]
    assert {name: getattr(row, name) for name in names if name != "id"} == {
        "automatic_customer_numbering": True,
        "automatic_site_numbering": True,
        "generate_registry_id": True,
        "generate_site_number": True,
        "time_zone": "UTC",
        "default_country": None,
        "change_customer_name": True,
        "sort_by_pronunciation": False,
        "order_management_installed": True,
        "one_dunning_site": True,
    }


def test_options_change_under_a_version():
    changed = change(automatic_customer_numbering=False, version=1)
    assert (changed.version, options.options().automatic_customer_numbering) == (2, False)


@pytest.mark.rule("D-19", "R-228")
def test_a_stale_change_of_the_same_option_is_refused():
    change(time_zone="Europe/Vienna")
    with pytest.raises(StaleRecord):
        change(time_zone="Asia/Tokyo", version=1)
    assert options.options().time_zone == "Europe/Vienna"


def test_an_unknown_option_is_refused():
    with pytest.raises(ValidationError, match="There is no system option version"):
        change(version_of_what=1)


@pytest.mark.rule("D-17")
def test_the_installations_day_is_that_of_its_time_zone(monkeypatch):
    late = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(clock, "now", lambda: late)
    unit = factories.OperatingUnitFactory.build(time_zone="America/New_York")
    assert clock.today() == datetime.date(2026, 3, 1)
    change(time_zone="Asia/Tokyo")
    assert clock.today() == datetime.date(2026, 3, 2)
    assert clock.today(unit) == datetime.date(2026, 3, 1)


@pytest.mark.rule("R-092")
def test_multiple_organizations_comes_with_the_second_unit_and_stays():
    from core import writes

    assert options.multiple_organizations() is False
    factories.OperatingUnitFactory()
    assert options.multiple_organizations() is False
    second = factories.OperatingUnitFactory()
    assert options.multiple_organizations() is True
    with work(actor=None, channel="system"):
        writes.remove(second, version=1)
    assert options.multiple_organizations() is True


@pytest.mark.rule("R-057")
def test_the_users_country_comes_before_the_installations(clerk):
    germany, japan = Country.objects.get(code2="DE"), Country.objects.get(code2="JP")
    assert options.default_country(clerk) is None
    change(default_country=germany)
    assert options.default_country(clerk) == germany
    prefer(clerk, default_country=japan)
    assert options.default_country(clerk) == japan
    assert options.default_country() == germany


def test_the_default_unit_is_the_preferred_one_or_the_only_one(unit_a, unit_b):
    user = factories.UserFactory(units=[unit_a])
    assert options.default_unit(user) == unit_a
    both = factories.UserFactory(units=[unit_a, unit_b])
    assert options.default_unit(both) is None
    prefer(both, default_unit=unit_b)
    assert options.default_unit(both) == unit_b
    assert options.default_unit(factories.UserFactory()) is None


def test_a_preferred_unit_that_was_taken_off_the_list_is_no_default(unit_a, unit_b):
    user = factories.UserFactory(units=[unit_a, unit_b])
    prefer(user, default_unit=unit_b)
    with work(actor=None, channel="system"):
        services.revoke_unit(user.unit_access.get(unit=unit_b), version=1)
    assert options.default_unit(type(user).objects.get(pk=user.pk)) == unit_a


@pytest.mark.rule("R-059")
def test_nobody_prefers_a_unit_off_the_access_list(clerk, unit_b):
    with pytest.raises(ValidationError) as refused:
        prefer(clerk, default_unit=unit_b)
    assert refused.value.message_dict == {
        "default_unit": ["Choose a unit that is on the user's access list."]
    }
    assert not UserPreference.objects.exists()


def test_preferences_are_one_row_per_user(clerk, unit_a):
    assert prefer(clerk, default_unit=unit_a).version == 1
    assert prefer(clerk, default_unit=None).version == 2
    assert UserPreference.objects.filter(user=clerk).count() == 1


def test_a_request_reads_the_options_once(django_assert_num_queries):
    with work(actor=None, channel="system"), django_assert_num_queries(1):
        for _round in range(3):
            options.options()
            options.installation_zone()
