"""The pages about passwords, as people meet them."""

import re

import pytest
from django.core import mail as outbox
from django.test import Client
from django_tasks_db.models import DBTaskResult

from core import mail, passwords
from core.models import ChangeRecord, User
from tests.core.pages.markup import consequences, problems, told
from tests.factories import PASSWORD, UserFactory
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

GOOD = "a-much-better-password"
FORGOTTEN = "/password/forgotten/"


@pytest.fixture
def ada():
    return UserFactory(username="ada", email="ada@example.com")


@pytest.fixture
def posted(django_capture_on_commit_callbacks):
    """Send a form, and let the worker do what waits; answers the answer."""

    def post(browser, url, data):
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(url, data)
        for task in DBTaskResult.objects.filter(task_path="core.passwords.send_links"):
            passwords.send_links.call(*task.args_kwargs["args"])
            task.delete()
        return answer

    return post


def without_token(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|value="ada@[^"]*"', "", answer.text)


def test_the_sign_in_page_leads_there():
    assert f'<a href="{FORGOTTEN}">Forgot your password?</a>' in Client().get("/login/").text


def test_known_and_unknown_addresses_get_the_same_answer(ada, posted):
    known = posted(Client(), FORGOTTEN, {"email": "ADA@example.com"})
    unknown = posted(Client(), FORGOTTEN, {"email": "nobody@example.com"})
    assert "If somebody here has this address, a link" in known.text
    assert without_token(known) == without_token(unknown)
    assert [message.to for message in outbox.outbox] == [["ada@example.com"]]


@pytest.mark.parametrize("email", ["", "ada", "ada@"])
def test_what_is_no_address_is_said(email):
    assert 'class="err"' in Client().post(FORGOTTEN, {"email": email}).text


def test_too_many_wishes_of_one_client_are_refused(monkeypatch):
    monkeypatch.setattr(passwords, "MOST_PER_CLIENT", 1)
    browser = Client()
    answers = [browser.post(FORGOTTEN, {"email": "x@example.com"}) for _number in range(2)]
    assert [(one.status_code, one.headers.get("Retry-After")) for one in answers] == [
        (200, None),
        (429, "3600"),
    ]


def test_without_a_mail_server_the_page_names_who_can_help(settings):
    settings.EMAIL_BACKEND = mail.NOWHERE
    page = Client().get(FORGOTTEN)
    assert "Ask your administrator" in page.text
    assert 'name="email"' not in page.text


@pytest.mark.rule("R-230")
def test_the_link_sets_a_new_password_once_and_ends_every_session(ada, posted):
    elsewhere = signed_in(ada)
    posted(Client(), FORGOTTEN, {"email": ada.email})
    link = re.search(r"(/password/new/\S+)", outbox.outbox[0].body).group(1)
    browser = Client()
    page = browser.get(link, follow=True)
    assert page.redirect_chain[0][0].endswith("/set-password/")
    bad = browser.post(page.redirect_chain[0][0], {"new_password1": "short", "new_password2": "short"})
    assert "This password is too short" in bad.text
    done = browser.post(
        page.redirect_chain[0][0], {"new_password1": GOOD, "new_password2": GOOD}, follow=True
    )
    assert told(done) == []
    assert "Your new password is set. Sign in with it." in done.text
    stored = User.objects.get(pk=ada.pk)
    assert (stored.check_password(GOOD), stored.version) == (True, 2)
    change = ChangeRecord.objects.get(model="core.user", object_id=ada.pk, action="update")
    assert (change.actor, change.channel, change.changes) == (
        ada,
        "page",
        {"password": ["•••", "•••"]},
    )
    assert change.reason == "Set by the link that was sent by mail."
    assert elsewhere.get("/").status_code == 302
    assert "This link is not good any more" in Client().get(link).text


@pytest.mark.parametrize("values", [{"is_active": False}, {"is_demo": True}])
def test_a_link_of_somebody_who_may_have_none_is_no_good(ada, values):
    link = passwords.link_path(ada)
    other = UserFactory(email="b@example.com", **values)
    assert "This link is not good any more" in Client().get(passwords.link_path(other), follow=True).text
    assert "At least twelve characters" in Client().get(link, follow=True).text


def test_ones_own_password_is_changed_and_other_sessions_end(ada):
    here, elsewhere = signed_in(ada), signed_in(ada)
    data = {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD}
    answer = here.post("/password/", data, follow=True)
    assert told(answer) == ["Your password was changed. Other devices are signed out."]
    change = ChangeRecord.objects.get(model="core.user", object_id=ada.pk, action="update")
    assert (change.actor, change.channel, GOOD in repr(change.changes)) == (ada, "page", False)
    assert (here.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)


@pytest.mark.parametrize(
    "data, said",
    [
        ({"old_password": "wrong"}, "Your old password was entered incorrectly"),
        ({"new_password2": "another-good-password"}, "The two password fields"),
        ({"new_password1": "short", "new_password2": "short"}, "This password is too short"),
    ],
)
def test_a_wrong_or_weak_password_is_said_beside_its_field(ada, data, said):
    sent = {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD, **data}
    [problem] = problems(signed_in(ada).post("/password/", sent))
    assert said in problem
    assert User.objects.get(pk=ada.pk).check_password(PASSWORD)


def test_an_administrator_sends_a_link_from_the_users_page(administrator_client, ada, posted):
    page = administrator_client.get(f"/admin/core/user/{ada.pk}/change/")
    assert f'href="/password/link/{ada.pk}/"' in page.text
    asked = administrator_client.get(f"/password/link/{ada.pk}/")
    assert consequences(asked)[0] == "The link works once and for an hour."
    answer = posted(administrator_client, f"/password/link/{ada.pk}/", {"version": ada.version})
    assert answer.headers["Location"] == f"/admin/core/user/{ada.pk}/change/"
    assert [message.to for message in outbox.outbox] == [["ada@example.com"]]


def test_an_administrator_is_told_who_cannot_have_one(administrator_client, administrator):
    user = UserFactory(email="")
    answer = administrator_client.post(f"/password/link/{user.pk}/", {"version": user.version})
    assert "has no mail address" in answer.text
    assert outbox.outbox == []


def test_others_send_no_links(clerk_client, ada):
    assert clerk_client.post(f"/password/link/{ada.pk}/", {"version": 1}).status_code == 403
