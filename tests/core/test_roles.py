"""Roles are code (trust rule 8)."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from core import roles
from core.models import Membership
from tests.factories import UserFactory


def held(role):
    rows = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in rows}


def test_every_role_is_a_group(db):
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.GRANTS)


@pytest.mark.parametrize("role", sorted(roles.GRANTS))
def test_nobody_may_delete_what_is_not_a_join_row(db, role):
    deleting = {name for name in held(role) if ".delete_" in name}
    if role == roles.ADMINISTRATOR:
        assert deleting == {"core.delete_membership", "reference.delete_unitaccess"}
    else:
        assert deleting == set()


@pytest.mark.parametrize("role", [roles.VIEWER, roles.AUDITOR, roles.SALES, roles.SALES_ADMINISTRATOR])
def test_reading_roles_change_no_record(db, role):
    changing = {name for name in held(role) if ".view_" not in name}
    reading = {"core.add_jobrun", "core.change_jobrun", "reference.read_confidential_document"}
    assert changing <= reading


def test_a_clerk_writes_customers_and_sets_nothing_up(db):
    names = held(roles.CLERK)
    assert {"parties.add_party", "accounts.change_account", "customer_sites.add_siteuse"} <= names
    assert not {name for name in names if name.startswith("reference.") and ".view_" not in name}
    assert not {"profiles.change_profileclass", "profiles.add_profileclass"} & names
    assert "profiles.view_profileclass" in names
    assert not {name for name in names if name.startswith("core.") and "user" in name}


def test_an_administrator_sets_up_and_manages_users_without_writing_customers(db):
    names = held(roles.ADMINISTRATOR)
    assert {"reference.change_country", "core.add_user", "core.add_membership"} <= names
    assert "profiles.change_profileclass" in names


def test_every_customer_record_can_be_seen_by_every_reading_role(db):
    wanted = {
        f"{model._meta.app_label}.view_{model._meta.model_name}"
        for app in roles.CUSTOMER_APPS
        for model in apps.get_app_config(app).get_models()
    }
    for role in (roles.VIEWER, roles.CLERK, roles.AUDITOR, roles.DATA_STEWARD, roles.ADMINISTRATOR):
        assert wanted <= held(role)


def test_installing_again_mends_what_somebody_changed_and_costs_little(db, django_assert_max_num_queries):
    before = {role: held(role) for role in roles.GRANTS}
    viewer = Group.objects.get(name=roles.VIEWER)
    viewer.permissions.add(Permission.objects.get(codename="change_party"))
    viewer.permissions.remove(Permission.objects.get(codename="view_party"))
    Group.objects.create(name="Somebody's own")
    roles.install()
    assert {role: held(role) for role in roles.GRANTS} == before
    with django_assert_max_num_queries(6):
        roles.install()


def test_a_group_of_somebodys_own_is_left_alone(db):
    own = Group.objects.create(name="Somebody's own")
    permission = Permission.objects.get(codename="view_party")
    own.permissions.add(permission)
    roles.install()
    assert list(own.permissions.all()) == [permission]


def test_a_membership_gives_the_permissions_of_the_role(db):
    user = UserFactory(roles=[roles.CLERK])
    assert Membership.objects.get(user=user).group.name == roles.CLERK
    assert user.has_perm("parties.add_party")
    assert not user.has_perm("core.add_user")
    user.is_active = False
    assert not user.has_perm("parties.add_party")
