"""CreateView: one unit of work from several forms, errors in their places, and each form saved once."""

import pytest

from core.models import ChangeRecord, FormToken
from core.pages.forms import ActionForm, row_formset
from core.pages.saving import asks_for_something
from parties.models import Location, Party
from reference.models import Country
from tests.core.pages.house import PurposeForm
from tests.core.pages.markup import hidden

CREATE = "/create/"


@pytest.fixture
def germany(db):
    return Country.objects.get(code2="DE")


@pytest.fixture
def filled(clerk_client, germany):
    """What a browser sends for a complete form."""
    return {
        "form_token": hidden(clerk_client.get(CREATE), "form_token"),
        "party-name": "Acme Harbour Ltd",
        "party-registry_id": "4711",
        "party-alias": "Acme",
        "address-country": str(germany.pk),
        "address-line1": "Kai 1",
        "address-city": "Hamburg",
        "address-postal_code": "20457",
        "purposes-TOTAL_FORMS": "1",
        "purposes-INITIAL_FORMS": "0",
        "purposes-0-purpose": "BILL_TO",
        "purposes-0-location": "KAI",
    }


def test_a_saved_form_makes_the_record_and_says_so(clerk_client, clerk, filled):
    response = clerk_client.post(CREATE, filled, follow=True)

    party = Party.objects.get()
    assert response.redirect_chain == [(f"/customers/{party.pk}/", 302)]
    assert "Acme Harbour Ltd was created." in response.text
    change = ChangeRecord.objects.get(model="parties.party")
    assert (change.actor, change.channel, change.request_id != "") == (clerk, "page", True)


def test_fields_that_are_not_on_the_form_change_nothing(clerk_client, filled):
    clerk_client.post(CREATE, {**filled, "party-status": "I", "status": "I", "party-version": "9"})

    assert (Party.objects.get().status, Party.objects.get().version) == ("A", 1)


@pytest.mark.rule("R-013")
def test_errors_stand_beside_their_fields_and_above_with_links(clerk_client, filled):
    response = clerk_client.post(
        CREATE, {**filled, "party-name": " ", "address-line1": "", "purposes-0-purpose": ""}
    )

    page = response.text
    assert not Party.objects.exists()
    assert "3 things must be put right" in page
    assert '<a href="#id_party-name">Name</a>: This field is required.' in page
    assert '<a href="#id_purposes-0-purpose">Row 1 – Purpose</a>' in page
    assert 'id="id_party-name_error"' in page
    assert 'aria-describedby="id_party-name_helptext id_party-name_error"' in page
    assert 'aria-invalid="true"' in page and "<title>Error: " in page
    assert 'value="4711"' in page and 'value="Hamburg"' in page


def test_what_the_domain_refuses_lands_where_it_belongs(clerk_client, filled):
    page = clerk_client.post(CREATE, {**filled, "address-line1": "REFUSED"}).text

    assert '<a href="#id_address-city">City</a>: No such city.' in page
    assert '<a href="#id_purposes-0-location">Row 1 – Location</a>: Taken.' in page
    assert "<li>Too blue.</li>" in page
    assert not Location.objects.exists()


def test_a_taken_number_is_an_error_of_its_field_and_leaves_nothing_behind(clerk_client, filled):
    clerk_client.post(CREATE, filled)
    filled["form_token"] = "another"

    page = clerk_client.post(CREATE, filled).text

    assert '<a href="#id_party-registry_id">Registry ID</a>' in page
    assert (Party.objects.count(), Location.objects.count()) == (1, 1)


def test_the_same_form_sent_twice_makes_one_record_and_gives_the_same_answer(clerk_client, filled):
    first, second = clerk_client.post(CREATE, filled), clerk_client.post(CREATE, {**filled, "button": "more"})

    assert first["Location"] == second["Location"]
    assert (Party.objects.count(), FormToken.objects.count()) == (1, 1)


def test_the_same_form_with_other_content_is_refused_and_nothing_is_lost(clerk_client, filled):
    clerk_client.post(CREATE, filled)

    page = clerk_client.post(CREATE, {**filled, "party-name": "Other", "party-registry_id": "4712"}).text

    assert "sent already, with other content" in page
    assert 'value="Other"' in page
    assert Party.objects.count() == 1


def test_a_form_without_its_token_is_not_saved(clerk_client, filled):
    del filled["form_token"]

    assert "arrived incomplete" in clerk_client.post(CREATE, filled).text
    assert not Party.objects.exists()


def test_add_another_row_works_without_a_script_and_complains_about_nothing(clerk_client, filled):
    response = clerk_client.post(CREATE, {**filled, "party-name": "", "add_row": "purposes"})

    assert 'name="purposes-1-purpose"' in response.text
    assert "This field is required" not in response.text and 'value="KAI"' in response.text
    assert hidden(response, "form_token") == filled["form_token"]


def test_another_country_fetches_the_section_with_what_was_typed(clerk_client, filled):
    response = clerk_client.post(CREATE, {**filled, "party-name": "", "refresh": "address"})

    assert 'id="section-address-address"' in response.text and "Postcode" in response.text
    assert "This field is required" not in response.text and 'value="Kai 1"' in response.text
    assert not Party.objects.exists()


def test_where_htmx_asked_the_whole_page_moves(clerk_client, filled):
    response = clerk_client.post(CREATE, filled, headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == f"/customers/{Party.objects.get().pk}/"


def test_cancel_goes_back_but_never_to_another_host(clerk_client):
    assert 'href="/sites/"' in clerk_client.get(CREATE + "?next=/sites/").text
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        page = clerk_client.get(CREATE, {"next": elsewhere}).text
        assert '<a class="btn ghost" href="/customers/" data-leave' in page


def test_a_page_that_requires_something_explains_the_mark(clerk_client):
    assert "Fields marked with * are required." in clerk_client.get(CREATE).text


def test_only_a_field_that_is_seen_and_required_calls_for_the_explanation():
    rows = row_formset(PurposeForm, label="Business purposes", rows=0)
    assert not asks_for_something({"action": ActionForm()})
    assert asks_for_something({"action": ActionForm(), "purposes": rows(prefix="purposes")})


def test_a_viewer_may_neither_see_the_form_nor_send_it(viewer_client, filled):
    assert viewer_client.get(CREATE).status_code == 403
    assert viewer_client.post(CREATE, filled).status_code == 403
    assert not Party.objects.exists()
