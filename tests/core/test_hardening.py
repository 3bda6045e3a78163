"""Odd things that people and programs send, answered in words."""

import pytest
from django.core.exceptions import ValidationError

from core import tokens
from core import work as work_module
from core.models import ChangeRecord
from core.work import work
from matching import search
from parties.models import Location, Party
from tests.core.pages.markup import filled, problems
from tests.customers.builders import made, new_customer, new_site
from tests.factories import LocationFactory, PartyFactory, PartySiteFactory

pytestmark = pytest.mark.django_db


def test_reason_with_a_character_that_reorders_text_is_refused(unit_a, clerk_client):
    party = made(new_customer("Acme Ltd", new_site(unit_a)))
    url = f"/customers/{party.pk}/edit/"
    sent = {**filled(clerk_client.get(url)), "party-alias": "A", "details-reason": "ok \u202egnp"}
    response = clerk_client.post(url, sent)
    assert problems(response) == [
        "Reason for the Change: Remove the invisible or unreadable character U+202E at position 4."
    ]
    assert Party.objects.get(pk=party.pk).version == 1


def test_too_many_customers_at_once_are_refused_in_words(administrator, monkeypatch):
    monkeypatch.setattr(work_module, "MOST_ROOTS", 2)
    location = LocationFactory()
    for _number in range(3):
        PartySiteFactory(location=location)
    with pytest.raises(ValidationError) as caught, work(actor=administrator, channel="admin"):
        from core import writes

        location.line1 = "Am Kai 2"
        writes.save(location, version=1)
    assert caught.value.messages == [
        "This would change 3 customers at once; 2 are allowed. Do it in smaller parts."
    ]
    assert Location.objects.get(pk=location.pk).version == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"purposes-TOTAL_FORMS": "9" * 5000, "add_row": "purposes"},
        {"location-country": "9" * 5000, "refresh": "address"},
        {"location-country": "9" * 5000},
    ],
)
def test_endless_numbers_are_no_server_error(clerk_client, unit_a, sent):
    response = clerk_client.post("/customers/create/organization/", {"form_token": "x", **sent})
    assert response.status_code in (200, 400)
    assert not Party.objects.exists()


def test_search_looks_for_ten_words_at_most(clerk_client, unit_a, django_assert_max_num_queries):
    made(new_customer("One Two Three Ltd", new_site(unit_a)))
    words = " ".join(f"word{number}" for number in range(1200))
    with django_assert_max_num_queries(20):
        assert clerk_client.get("/customers/", {"q": words}).status_code == 200
    assert search.MOST_WORDS == 10


@pytest.mark.parametrize("kind", ["ORGANIZATION", "PERSON"])
def test_customer_without_details_opens_and_can_be_edited(clerk_client, kind):
    party = PartyFactory(kind=kind, name="Loaded Bare")
    assert clerk_client.get(f"/customers/{party.pk}/").status_code == 200
    url = f"/customers/{party.pk}/edit/"
    sent = {**filled(clerk_client.get(url)), "party-alias": "Bare", "details-last_name": "Bare"}
    clerk_client.post(url, sent)
    assert Party.objects.get(pk=party.pk).alias == "Bare"


@pytest.mark.rule("R-060")
@pytest.mark.parametrize("question", ["sites__id=1", "sites=1", "site_uses__id=1"])
def test_admin_does_not_answer_questions_over_rows_of_other_units(administrator_client, question):
    assert administrator_client.get(f"/admin/accounts/account/?{question}").status_code == 400


def test_admin_history_names_the_request(administrator_client, unit_a):
    party = made(new_customer("Acme Ltd", new_site(unit_a)))
    url = f"/admin/parties/party/{party.pk}/change/"
    sent = {**filled(administrator_client.get(url)), "alias": "A"}
    answer = administrator_client.post(url, sent)
    change = ChangeRecord.objects.filter(model="parties.party", channel="admin").get()
    assert change.request_id == answer.headers["X-Request-ID"]


def test_token_longer_than_its_column_is_replayed(clerk):
    token = "t" * 60
    tokens.keep(clerk, token, "d", "/there/")
    assert tokens.replay(clerk, token, "d") == "/there/"
