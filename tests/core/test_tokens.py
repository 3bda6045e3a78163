"""A form that is sent twice is answered once (trust rule 5). Two at once: writes/test_races.py."""

import pytest
from django.db import transaction
from django.http import QueryDict

from core import tokens
from core.models import FormToken
from core.work import work
from parties.models import Party
from tests.factories import PartyFactory, UserFactory


def keep(user, token="token", content="content", url="/customers/1/"):
    with transaction.atomic():
        tokens.keep(user, token, content, url)


def test_tokens_are_long_and_never_the_same():
    made = {tokens.new() for _number in range(100)}
    assert len(made) == 100
    assert {len(token) for token in made} == {43}


def test_the_digest_is_that_of_the_content(db):
    first = tokens.digest(QueryDict("name=Acme&tag=a&tag=b&form_token=1&csrfmiddlewaretoken=x"))
    assert first == tokens.digest(QueryDict("tag=a&tag=b&name=Acme&form_token=2&csrfmiddlewaretoken=y"))
    assert len(first) == 64
    for other in ("name=Acme&tag=b&tag=a", "name=acme&tag=a&tag=b", "name=Acme&tag=a", "name=Acme&tag=ab"):
        assert tokens.digest(QueryDict(other)) != first


def test_a_new_token_has_no_answer_yet(db):
    assert tokens.replay(UserFactory(), "token", "content") is None


def test_the_same_form_gets_the_same_answer(db):
    user = UserFactory()
    keep(user)
    assert tokens.replay(user, "token", "content") == "/customers/1/"


def test_the_same_form_with_other_content_is_refused(db):
    user = UserFactory()
    keep(user)
    with pytest.raises(tokens.OtherContent, match="sent already, with other content"):
        tokens.replay(user, "token", "other content")


def test_a_token_is_its_users_own(db):
    keep(UserFactory())
    stranger = UserFactory()
    assert tokens.replay(stranger, "token", "content") is None
    with pytest.raises(tokens.SentMeanwhile):
        keep(stranger)


def test_the_answer_is_kept_with_the_result_or_not_at_all(db):
    user = UserFactory()
    with pytest.raises(ZeroDivisionError), work(actor=user, channel="page"):
        PartyFactory()
        tokens.keep(user, "token", "content", "/customers/1/")
        raise ZeroDivisionError
    assert not FormToken.objects.exists()
    assert not Party.objects.exists()


def test_the_slower_of_two_leaves_no_second_result(db):
    user = UserFactory()
    keep(user)
    with pytest.raises(tokens.SentMeanwhile), work(actor=user, channel="page"):
        PartyFactory()
        tokens.keep(user, "token", "content", "/customers/2/")
    assert not Party.objects.exists()
    assert tokens.replay(user, "token", "content") == "/customers/1/"
