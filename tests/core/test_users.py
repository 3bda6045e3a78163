"""Users: made by the one write path, unique in every spelling of case, and signed in without being changed."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from core import writes
from core.exceptions import WriteRefused
from core.models import ChangeRecord, User
from core.work import work
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


def test_people_are_found_by_the_beginnings_of_their_names_in_every_spelling(db):
    for username, first, last in (
        ("ada", "Ümit", "Lovett"),
        ("bert", "Bertram", "Ümlau%t"),
        ("cy", "", ""),
        ("dirk", "Dirk", "van der Berg"),
    ):
        UserFactory(username=username, first_name=first, last_name=last)

    def called(text):
        return sorted(User.objects.called(text).values_list("username", flat=True))

    assert called("ü") == called("Ü") == ["ada", "bert"]
    assert called("LOV üm") == called("ümit lov") == ["ada"]
    assert called("van der") == called("dirk van der b") == called("van der berg d") == ["dirk"]
    assert called("cy") == ["cy"]
    assert called("%") == called("mit") == called("ada bert") == []


def test_a_word_of_a_name_that_was_changed_is_found(db):
    user = UserFactory(first_name="Ada")
    user.first_name = "Grace"
    with work(actor=None, channel="system"):
        writes.save(user, version=user.version)
    assert list(User.objects.called("gra")) == [user]
    assert not User.objects.called("ada").exclude(username_key__startswith="ada").exists()
