"""Profile classes and profiles in the set-up pages."""

import datetime

import pytest
from django.urls import reverse

from core.models import ChangeRecord
from profiles.models import Profile, ProfileClass, ProfileVersion
from tests import factories
from tests.access.reading import main_form

pytestmark = pytest.mark.django_db


def url(record, page="change") -> str:
    meta = record._meta
    args = [record.pk] if page in ("change", "history", "delete") else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def save(browser, record, **values):
    page = browser.get(url(record))
    return browser.post(url(record), {**main_form(page.text), **values})


def test_an_administrator_adds_a_class(administrator_client, clerk_client):
    assert clerk_client.get(url(ProfileClass, "add")).status_code == 403
    sent = {"name": "Key customers", "description": "Large", "reason": "new"}
    assert administrator_client.post(url(ProfileClass, "add"), sent).status_code == 302
    made = ProfileClass.objects.get(name="Key customers")
    change = ChangeRecord.objects.get(model="profiles.profileclass", object_id=made.pk)
    assert (change.channel, change.actor.username, change.reason) == ("admin", "administrator", "new")
    again = administrator_client.post(url(ProfileClass, "add"), {"name": "KEY  customers"})
    assert list(again.context["adminform"].form.errors) == ["name"]


@pytest.mark.rule("R-019")
def test_class_default_is_neither_removed_nor_renamed(administrator_client):
    default = ProfileClass.objects.get(name="DEFAULT")
    sent = {"action": "remove_records", "_selected_action": [default.pk], "confirmed": "yes"}
    answer = administrator_client.post(url(ProfileClass, "changelist"), sent, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Class DEFAULT is needed for new accounts and stays."
    ]
    renamed = save(administrator_client, default, name="Standard")
    assert renamed.context["adminform"].form.errors["name"] == ["Class DEFAULT cannot be renamed."]
    assert ProfileClass.objects.get(pk=default.pk).name == "DEFAULT"


@pytest.mark.rule("R-260")
def test_removing_a_class_says_how_often_it_is_used(administrator_client):
    version = factories.ProfileVersionFactory()
    chosen = {"action": "remove_records", "_selected_action": [version.profile_class_id]}
    asked = administrator_client.post(url(ProfileClass, "changelist"), chosen)
    assert asked.context["rows"] == [(version.profile_class, ["1 profile version"], "")]


@pytest.mark.rule("R-134")
def test_a_profile_gets_a_further_version(clerk_client):
    version = factories.ProfileVersionFactory(start_date=datetime.date(2024, 1, 1))
    other = factories.ProfileClassFactory()
    row = {"versions-TOTAL_FORMS": "2", "versions-1-start_date": "2025-01-01"}
    assert (
        save(clerk_client, version.profile, **row, **{"versions-1-profile_class": other.pk}).status_code
        == 302
    )
    assert list(version.profile.versions.values_list("start_date", "profile_class")) == [
        (datetime.date(2024, 1, 1), version.profile_class_id),
        (datetime.date(2025, 1, 1), other.pk),
    ]
    row["versions-TOTAL_FORMS"] = "3"
    row["versions-2-start_date"] = "2024-01-01"
    refused = save(clerk_client, version.profile, **row, **{"versions-2-profile_class": other.pk})
    assert refused.status_code == 200
    assert version.profile.versions.count() == 2


def test_a_version_is_changed_on_its_own_page(clerk_client):
    version = factories.ProfileVersionFactory()
    assert save(clerk_client, version, start_date="2023-05-01", reason="late").status_code == 302
    version.refresh_from_db()
    assert (version.start_date, version.version) == (datetime.date(2023, 5, 1), 2)


def test_profiles_come_with_their_accounts(administrator_client):
    version = factories.ProfileVersionFactory()
    for model in (Profile, ProfileVersion):
        assert administrator_client.get(url(model, "add")).status_code == 403
    assert administrator_client.post(url(version.profile, "delete"), {"post": "yes"}).status_code == 403
    assert Profile.objects.count() == 1


LIST_QUERIES = 6
PAGE_QUERIES = 8
VERSION_LIST_QUERIES = 7


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_and_three_rows(clerk_client, django_assert_num_queries, count):
    for _number in range(count):
        profile = factories.ProfileFactory()
    for number in range(count):
        factories.ProfileVersionFactory(profile=profile, start_date=datetime.date(2020 + number, 1, 1))
    clerk_client.get(url(profile))
    with django_assert_num_queries(LIST_QUERIES):
        assert clerk_client.get(url(Profile, "changelist")).context["cl"].result_count == count
    with django_assert_num_queries(PAGE_QUERIES):
        page = clerk_client.get(url(profile))
    assert len(page.context["inline_admin_formsets"][0].formset.initial_forms) == count
    with django_assert_num_queries(VERSION_LIST_QUERIES):
        assert clerk_client.get(url(ProfileVersion, "changelist")).context["cl"].result_count == count
