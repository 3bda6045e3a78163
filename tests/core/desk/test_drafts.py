"""Drafts: one per user and address, without secrets, bounded, and gone in time (trust 26)."""

import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from core.desk import drafts
from core.jobs import submit
from core.jobs.engine import execute
from core.models import Draft

pytestmark = pytest.mark.django_db


def test_the_address_of_a_draft_leaves_out_how_the_form_was_reached():
    assert drafts.path_of("/a/1/edit/?next=/b/&draft=1") == "/a/1/edit/"
    assert drafts.path_of("/create/?name=Acme&next=/b/") == "/create/?name=Acme"
    assert drafts.path_of("/create/?name=" + "x" * 500) == ""


def test_tokens_and_passwords_are_never_kept():
    sent = QueryDict("name=Acme&tag=a&tag=b&csrfmiddlewaretoken=t&button=save&next=/&new_Password1=secret")
    assert drafts.content_of(sent) == {"name": ["Acme"], "tag": ["a", "b"]}


def test_a_card_number_in_a_free_text_is_not_kept():
    data = QueryDict(mutable=True)
    data.update(
        {
            "text": "Paid by 4111 1111 1111 1111",
            "note-reason": "4111111111111111",
            "number": "4111111111111111",
        }
    )
    assert drafts.content_of(data) == {"text": [], "note-reason": [], "number": ["4111111111111111"]}


def test_more_than_can_be_kept_is_not_kept():
    data = QueryDict(mutable=True)
    data["text"] = "x" * (drafts.LARGEST - 100)
    assert drafts.content_of(data) != {}
    data["text"] = "x" * drafts.LARGEST
    assert drafts.content_of(data) == {}


def test_a_draft_is_its_users_own_and_the_newest_one_stands(clerk, other_clerk):
    drafts.keep(clerk, "/a/?next=/b/", {"name": ["first"]})
    drafts.keep(clerk, "/a/", {"name": ["second"]})
    drafts.keep(other_clerk, "/a/", {"name": ["theirs"]})
    assert drafts.data_of(drafts.find(clerk, "/a/")).dict() == {"name": "second"}
    assert Draft.objects.filter(user=clerk).count() == 1
    drafts.forget(clerk, "/a/")
    assert (drafts.find(clerk, "/a/"), drafts.find(other_clerk, "/a/").content["name"]) == (None, ["theirs"])


def test_an_old_draft_is_not_offered(clerk):
    drafts.keep(clerk, "/a/", {"name": ["first"]})
    Draft.objects.update(at=timezone.now() - drafts.KEPT - datetime.timedelta(minutes=1))
    assert drafts.find(clerk, "/a/") is None


def test_a_user_has_only_so_many_drafts(clerk, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_PER_USER", 3)
    for number in range(5):
        drafts.keep(clerk, f"/{number}/", {"name": ["x"]})
    assert sorted(Draft.objects.values_list("path", flat=True)) == ["/2/", "/3/", "/4/"]


def test_nothing_is_kept_where_nothing_was_typed(clerk):
    assert drafts.keep(clerk, "/a/", {}) is False
    assert drafts.keep(clerk, "/" + "x" * 500, {"name": ["x"]}) is False
    assert Draft.objects.count() == 0


def test_the_program_prune_takes_away_old_ones(clerk):
    for name, age in {"kept": 6.9, "gone": 7.1}.items():
        drafts.keep(clerk, f"/{name}/", {"name": ["x"]})
        Draft.objects.filter(path=f"/{name}/").update(at=timezone.now() - datetime.timedelta(days=age))
    execute(submit("prune", start=False).pk)
    assert list(Draft.objects.values_list("path", flat=True)) == ["/kept/"]
