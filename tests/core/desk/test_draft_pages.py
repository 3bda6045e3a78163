"""What was typed survives the end of a session, and is offered again to who typed it (trust 26, D-19)."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from core import writes
from core.models import Draft
from core.work import work
from parties.models import Party
from tests.core.pages.markup import filled, hidden, problems, told
from tests.customers.builders import made, new_customer, new_site
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

CREATE = "/customers/create/organization/"


@pytest.fixture
def customer(unit_a):
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO")))


def edit(customer):
    return f"/customers/{customer.pk}/edit/"


def typed(client, address, **changes):
    """The form at an address as it is sent after somebody typed into it."""
    return {**filled(client.get(address)), **changes}


def signing_in(page, user, **more):
    """What the sign-in page sends, with the hidden fields that it has."""
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    fields.pop("csrfmiddlewaretoken", None)
    return {**fields, "username": user.username, "password": PASSWORD, **more}


def without_session(client):
    Session.objects.all().delete()
    return client


def test_an_edit_goes_on_after_signing_in_again(clerk, clerk_client, customer):
    address = edit(customer) + "?next=/customers/"
    sent = typed(clerk_client, address, **{"party-alias": "Typed & kept"})
    page = without_session(clerk_client).post(address, sent)
    assert (page.status_code, told(page)) == (403, ["Sign in again; what you typed is kept."])
    assert hidden(page, "typed:party-alias") == "Typed &amp; kept"
    assert hidden(page, "typed:csrfmiddlewaretoken") is None

    sent = signing_in(page, clerk, **{"typed:party-alias": "Typed & kept"})
    answer = clerk_client.post("/login/", sent)
    assert answer["Location"] == f"{edit(customer)}?next=%2Fcustomers%2F&draft=1"
    form = clerk_client.get(answer["Location"])
    fields = filled(form)
    assert (fields["party-alias"], fields["party-version"]) == ("Typed &amp; kept", str(customer.version))
    assert (problems(form), "data-changed" in form.text, "It is not saved yet" in form.text) == (
        [],
        True,
        True,
    )
    customer.refresh_from_db()
    assert customer.alias == ""

    answer = clerk_client.post(answer["Location"], {**fields, "party-alias": "Typed & kept"})
    assert answer["Location"] == "/customers/"
    customer.refresh_from_db()
    assert (customer.alias, Draft.objects.count()) == ("Typed & kept", 0)


@pytest.mark.rule("D-19")
def test_who_was_faster_meanwhile_is_a_conflict_as_ever(clerk, clerk_client, customer):
    sent = typed(clerk_client, edit(customer), **{"party-alias": "Mine"})
    page = without_session(clerk_client).post(edit(customer), sent)
    with work(actor=None, channel="system"):
        [faster] = writes.lock(Party.objects.filter(pk=customer.pk))
        faster.alias = "Theirs"
        writes.save(faster)
    answer = clerk_client.post("/login/", signing_in(page, clerk))
    form = clerk_client.get(answer["Location"])
    conflict = clerk_client.post(edit(customer), filled(form))
    assert (conflict.status_code, [choice.yours for choice in conflict.context["choices"]]) == (409, ["Mine"])


def test_a_new_customer_goes_on_with_every_row_that_was_typed(clerk, clerk_client, unit_a):
    sent = typed(clerk_client, CREATE, **{"party-name": "Acme", "purposes-TOTAL_FORMS": "3"})
    sent["purposes-2-purpose"] = "DUN"
    page = without_session(clerk_client).post(CREATE, sent)
    answer = clerk_client.post("/login/", signing_in(page, clerk))
    fields = filled(clerk_client.get(answer["Location"]))
    assert (fields["party-name"], fields["purposes-2-purpose"]) == ("Acme", "DUN")
    assert fields["form_token"] == sent["form_token"]
    assert Party.objects.count() == 0


def test_a_wrong_password_keeps_it_all_the_same(clerk, clerk_client, customer):
    sent = typed(clerk_client, edit(customer), **{"party-alias": "Typed"})
    page = without_session(clerk_client).post(edit(customer), sent)
    again = clerk_client.post("/login/", signing_in(page, clerk, password="wrong"))
    assert hidden(again, "typed:party-alias") == "Typed"
    answer = clerk_client.post("/login/", signing_in(again, clerk))
    assert filled(clerk_client.get(answer["Location"]))["party-alias"] == "Typed"


def test_who_may_not_open_the_form_gets_no_draft(clerk_client, viewer, customer):
    sent = typed(clerk_client, edit(customer), **{"party-alias": "Typed"})
    page = without_session(clerk_client).post(edit(customer), sent)
    answer = clerk_client.post("/login/", signing_in(page, viewer))
    assert (answer["Location"].partition("?")[0], Draft.objects.count()) == (edit(customer), 0)


def test_who_signed_in_in_another_window_goes_on_too(clerk, clerk_client, customer):
    sent = typed(clerk_client, edit(customer), **{"party-alias": "Typed"})
    page = without_session(clerk_client).post(edit(customer), sent)
    clerk_client.force_login(clerk)
    answer = clerk_client.post("/login/", signing_in(page, clerk, password="wrong"))
    assert answer["Location"] == f"{edit(customer)}?next=%2Fcustomers%2F{customer.pk}%2F&draft=1"


def test_what_was_answered_to_a_question_is_kept_and_the_consequences_are_todays(
    clerk, clerk_client, customer
):
    address = f"/customers/{customer.pk}/remove/"
    sent = typed(clerk_client, address, reason="Closed down")
    page = without_session(clerk_client).post(address, sent)
    answer = clerk_client.post("/login/", signing_in(page, clerk))
    form = clerk_client.get(answer["Location"])
    assert filled(form)["reason"] == "Closed down"
    assert "What will happen" in form.text


def test_a_page_that_keeps_no_drafts_is_asked_for_again(clerk_client):
    answer = without_session(clerk_client).post("/logout/", {"any": "thing"})
    assert answer["Location"] == "/login/?next=/logout/"


def test_a_fragment_is_only_told_that_the_session_is_over(clerk_client, customer):
    without_session(clerk_client)
    answer = clerk_client.post(edit(customer), {"party-alias": "x"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["X-Session-Ended"], answer.content) == (403, "yes", b"")


def test_a_page_older_than_the_last_sign_in_is_shown_once_more(clerk, customer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    sent = {"party-alias": "Typed", "password": "secret", "csrfmiddlewaretoken": "x" * 64}
    refused = client.post(edit(customer), sent)
    assert refused.status_code == 403
    assert "Typed" not in refused.text

    page = client.post(edit(customer), sent, headers={"Origin": "http://testserver"})
    assert (page.status_code, hidden(page, "party-alias"), hidden(page, "password")) == (403, "Typed", None)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text).group(1)
    again = {"party-alias": "Typed", "refresh": hidden(page, "refresh"), "csrfmiddlewaretoken": token}
    form = client.post(edit(customer), again, headers={"Origin": "http://testserver"})
    assert (form.status_code, hidden(page, "refresh"), "data-changed" in form.text) == (200, "all", True)
    assert 'value="Typed"' in form.text
    customer.refresh_from_db()
    assert customer.alias == ""


def autosave(client, address, **content):
    return client.post("/drafts/", {"draft-path": address, **content}).json()["kept"]


def test_what_is_typed_is_offered_to_who_typed_it_and_to_nobody_else(
    clerk_client, administrator_client, customer
):
    address = edit(customer)
    sent = typed(clerk_client, address, **{"party-alias": "Mine alone"})
    assert autosave(clerk_client, address, **sent) is True
    theirs = administrator_client.get(f"{address}?draft=1")
    assert ("Mine alone" in theirs.text, theirs.context["draft"]) == (False, None)

    offered = clerk_client.get(f"{address}?next=/customers/")
    assert ("Mine alone" in offered.text, "did not save it" in offered.text) == (False, True)
    taken_up = clerk_client.get(offered.context["draft"].url)
    assert filled(taken_up)["party-alias"] == "Mine alone"
    answer = clerk_client.post("/drafts/discard/", {"draft-path": address, "next": address})
    assert (answer["Location"], Draft.objects.count()) == (address, 0)
    assert told(clerk_client.get(address)) == ["What you had typed was thrown away."]


def test_nothing_is_kept_for_a_form_one_may_not_open(viewer_client, other_clerk_client, customer):
    site = customer.accounts.get().sites.get()
    assert autosave(viewer_client, edit(customer), name="x") is False
    assert autosave(other_clerk_client, f"/sites/{site.pk}/edit/", name="x") is False
    for elsewhere in (
        "/customers/",
        "/nowhere/",
        "https://elsewhere.example/",
        "/customers/999999/edit/",
        "",
    ):
        assert autosave(other_clerk_client, elsewhere, name="x") is False
    assert Draft.objects.count() == 0


def test_taking_a_draft_up_changes_nothing(clerk_client, customer):
    sent = typed(clerk_client, edit(customer), **{"party-alias": "Typed"})
    autosave(clerk_client, edit(customer), **sent)
    before = Draft.objects.values().get()
    clerk_client.get(f"{edit(customer)}?draft=1")
    assert Draft.objects.values().get() == before


@pytest.mark.parametrize(
    "content", [{}, {"party-TOTAL_FORMS": ["x"]}, {"purposes-TOTAL_FORMS": ["9" * 5000]}]
)
def test_a_draft_that_makes_no_sense_does_no_harm(clerk, clerk_client, customer, content):
    for address in (edit(customer), CREATE, f"/customers/{customer.pk}/remove/"):
        Draft.objects.create(user=clerk, path=address, content=content, at="2126-01-01T00:00Z")
        assert clerk_client.get(f"{address}?draft=1").status_code == 200
