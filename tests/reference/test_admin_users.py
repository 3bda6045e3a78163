"""The set-up page of users: roles, units, preferences and passwords on one page."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from core import roles
from core.models import ChangeRecord, Membership, User
from core.work import work
from reference import services
from reference.models import UnitAccess, UserPreference, Warehouse
from tests import factories
from tests.personas import signed_in

pytestmark = pytest.mark.django_db


def url(model, page, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def user_page(user=None, *, members=(), units=(), preference=None, **values) -> dict:
    """What the page of a user sends."""
    sent = {"first_name": "Uma", "last_name": "User", "email": "", "is_active": "on", "reason": "", **values}
    if user is not None:
        sent |= {"username": user.username, "opened_version": user.version, **values}
    for prefix, rows in {
        "memberships": members,
        "unit_access": units,
        "preference": [preference] if preference else [],
    }.items():
        stored = [row for row in rows if "id" in row]
        sent |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(stored)}
        for number, row in enumerate(rows):
            sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


GOOD = "a quiet blue harbour"


def test_a_user_is_made_with_roles_units_and_a_password_that_works(administrator_client, unit_a):
    group = Group.objects.get(name=roles.CLERK)
    sent = user_page(
        username="uma",
        password1=GOOD,
        password2=GOOD,
        reason="new colleague",
        members=[{"group": group.pk}],
        units=[{"unit": unit_a.pk}],
    )
    answer = administrator_client.post(url(User, "add"), sent)
    assert answer.status_code == 302
    user = User.objects.get(username="uma")
    assert user.check_password(GOOD)
    assert user.has_perm("parties.change_party")
    assert list(user.unit_access.values_list("unit__code", flat=True)) == ["A"]
    written = ChangeRecord.objects.filter(reason="new colleague").values_list("model", "action", "channel")
    assert list(written) == [
        ("core.user", "create", "admin"),
        ("core.membership", "create", "admin"),
        ("reference.unitaccess", "create", "admin"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "errors"),
    [
        ("", "", {"password1": ["Enter a password for the new user."]}),
        (GOOD, "something else", {"password2": ["The two passwords are not the same."]}),
        (
            "short",
            "short",
            {
                "password1": [
                    "This password is too short. It must contain at least 12 characters.",
                ]
            },
        ),
    ],
)
def test_a_bad_password_is_refused(administrator_client, first, second, errors):
    answer = administrator_client.post(
        url(User, "add"), user_page(username="uma", password1=first, password2=second)
    )
    assert answer.context["adminform"].form.errors == errors
    assert not User.objects.filter(username="uma").exists()


def test_a_username_is_taken_in_every_spelling_of_case(administrator_client, clerk):
    sent = user_page(username="CLERK", password1=GOOD, password2=GOOD)
    answer = administrator_client.post(url(User, "add"), sent)
    assert answer.context["adminform"].form.errors == {"username": ["Another user has this username."]}


def test_a_user_keeps_the_password_when_none_is_typed_and_history_masks_a_new_one(
    administrator_client, clerk
):
    administrator_client.post(url(User, "change", clerk.pk), user_page(clerk))
    clerk.refresh_from_db()
    assert clerk.check_password(factories.PASSWORD)
    administrator_client.post(url(User, "change", clerk.pk), user_page(clerk, password1=GOOD, password2=GOOD))
    clerk.refresh_from_db()
    assert clerk.check_password(GOOD)
    last = ChangeRecord.objects.filter(model="core.user", object_id=clerk.pk).latest("pk")
    assert last.changes == {"password": ["•••", "•••"]}


def test_roles_and_units_are_taken_away_with_a_trace(administrator_client, clerk, unit_b):
    membership, access = clerk.memberships.get(), clerk.unit_access.get()
    sent = user_page(
        clerk,
        first_name=clerk.first_name,
        last_name=clerk.last_name,
        members=[
            {
                "id": membership.pk,
                "user": clerk.pk,
                "group": membership.group_id,
                "opened_version": 1,
                "DELETE": "on",
            }
        ],
        units=[
            {"id": access.pk, "user": clerk.pk, "unit": access.unit_id, "opened_version": 1, "DELETE": "on"},
            {"unit": unit_b.pk, "user": clerk.pk},
        ],
    )
    assert administrator_client.post(url(User, "change", clerk.pk), sent).status_code == 302
    assert not Membership.objects.filter(user=clerk).exists()
    assert [row.unit for row in UnitAccess.objects.filter(user=clerk)] == [unit_b]
    kinds = (
        ChangeRecord.objects.filter(channel="admin")
        .values_list("model", "action")
        .order_by("model", "action")
    )
    assert list(kinds) == [
        ("core.membership", "delete"),
        ("reference.unitaccess", "create"),
        ("reference.unitaccess", "delete"),
    ]


@pytest.mark.rule("R-059")
def test_a_preference_for_a_unit_off_the_list_is_told_and_nothing_is_written(
    administrator_client, clerk, unit_b
):
    sent = user_page(
        clerk, first_name="Changed", preference={"default_unit": unit_b.pk, "default_country": ""}
    )
    answer = administrator_client.post(url(User, "change", clerk.pk), sent)
    assert answer.context["adminform"].form.errors == {
        "__all__": ["user preferences: Choose a unit that is on the user's access list."]
    }
    assert not UserPreference.objects.exists()
    assert User.objects.get(pk=clerk.pk).first_name == clerk.first_name


def test_an_inactive_user_is_out_at_once(administrator_client, clerk):
    browser = signed_in(clerk)
    assert browser.get(url(Warehouse, "changelist")).status_code == 200
    sent = user_page(clerk)
    del sent["is_active"]
    assert administrator_client.post(url(User, "change", clerk.pk), sent).status_code == 302
    assert browser.get(url(Warehouse, "changelist")).status_code == 302


def test_nobody_locks_himself_out(administrator_client, administrator):
    sent = user_page(administrator)
    del sent["is_active"]
    answer = administrator_client.post(url(User, "change", administrator.pk), sent)
    assert answer.context["adminform"].form.errors == {"is_active": ["You cannot deactivate yourself."]}
    assert User.objects.get(pk=administrator.pk).is_active


def test_what_is_not_on_the_page_cannot_be_set(administrator_client, clerk):
    sent = user_page(clerk, is_superuser="on", is_staff="on", is_demo="on", version=99)
    administrator_client.post(url(User, "change", clerk.pk), sent)
    stored = User.objects.get(pk=clerk.pk)
    assert (stored.is_superuser, stored.is_staff, stored.is_demo, stored.version) == (False, False, False, 2)


def test_only_who_may_sees_users(viewer_client, auditor_client, clerk):
    assert viewer_client.get(url(User, "changelist")).status_code == 403
    assert auditor_client.get(url(User, "changelist")).status_code == 200
    assert auditor_client.post(url(User, "change", clerk.pk), user_page(clerk)).status_code == 403


def test_ones_own_password_has_the_page_that_everybody_has(administrator_client):
    assert administrator_client.get(reverse("admin:password_change")).headers["Location"] == "/password/"


def test_the_services_and_the_page_write_the_same_access(administrator_client, administrator, unit_b):
    user = factories.UserFactory()
    with work(actor=administrator, channel="admin"):
        access = services.grant_unit(user, unit_b)
    page = administrator_client.get(url(User, "change", user.pk))
    rows = [form.instance for form in page.context["inline_admin_formsets"][1].formset.initial_forms]
    assert rows == [access]
