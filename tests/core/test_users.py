"""Users: made by the one write path, unique in every spelling of case, and signed in without being changed."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from core.exceptions import WriteRefused
from core.models import ChangeRecord, User
from tests.factories import UserFactory


def test_the_first_administrator_is_made_by_a_command(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long enough password")
    call_command(
        "createsuperuser", username="Root", email="root@example.com", interactive=False, stdout=io.StringIO()
    )
    user = User.objects.get(username_key="root")
    assert user.check_password("a long enough password")
    assert (user.is_staff, user.is_superuser, user.version) == (True, True, 1)
    change = ChangeRecord.objects.get(model="core.user")
    assert (change.action, change.channel, change.actor) == ("create", "command", None)


@pytest.mark.parametrize("username", ["clerk", "CLERK", " Clerk ", "Ｃlerk"])
def test_a_username_is_taken_in_every_spelling_of_case(db, username):
    UserFactory(username="clerk")
    with pytest.raises(ValidationError) as caught:
        User.objects.create_user(username, password="a long enough password")
    assert list(caught.value.message_dict) == ["username"]


@pytest.mark.parametrize("spelling", ["clerk", "CLERK", " clerk"])
def test_a_user_signs_in_under_any_spelling(db, client, spelling):
    user = UserFactory(username="Clerk")
    assert User.objects.get_by_natural_key(spelling) == user


def test_signing_in_is_no_change_to_the_person(db, client):
    user = UserFactory()
    client.force_login(user)
    assert User.objects.get(pk=user.pk).version == 1
    assert ChangeRecord.objects.filter(model="core.user").count() == 1


def test_users_are_not_deleted_and_not_saved_by_themselves(db):
    user = UserFactory()
    for attempt in (user.save, user.delete, User.objects.all().delete):
        with pytest.raises(WriteRefused):
            attempt()
