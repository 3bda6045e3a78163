"""The block of an address: the country's fields, what is told while it is typed, and what is filled in."""

import re

import pytest

from core.work import work
from parties.address_check import Finding, Kind, Suggestion, Verdict
from parties.models import Location
from parties.pages.address import advised
from reference.models import UserPreference
from reference.services import set_preferences
from tests.core.pages.markup import hidden
from tests.customers.builders import made, new_customer, new_site
from tests.customers.pages.test_create import problems
from tests.factories import country
from tests.parties.places import load_america

pytestmark = pytest.mark.django_db
RIGHT = Verdict(level="ERROR")
WRONG = {
    "findings": (Finding("postal_code", "ZIP code 99999 is not known in United States.", Kind.UNKNOWN),),
    "suggestions": (
        Suggestion(
            {"city": "Beverly Hills", "state": "CA", "postal_code": "90210"}, "Beverly Hills, CA 90210"
        ),
    ),
}
FILL = "location-city=Beverly+Hills&amp;location-state=CA&amp;location-postal_code=90210"


@pytest.fixture
def account(unit_a):
    return made(new_customer("Acme Harbour Ltd", new_site(unit_a, "BILL_TO"), number="A1")).accounts.get()


@pytest.fixture
def verdict(monkeypatch):
    """What the check answers from now on."""

    def answers(**given):
        found = Verdict(**{"level": "ERROR", **given})
        # What is complete needs nothing more.
        monkeypatch.setattr(
            advised, "check", lambda rows: [Verdict(found.level) if rows[0].city == "Full" else found]
        )

    return answers


def page_of(account):
    return f"/accounts/{account.pk}/sites/create/"


def typed(**changes):
    """What stands in the fields of an American address."""
    values = {
        "country": str(country("US").pk),
        "line1": "1 Main Street",
        "city": "Springfield",
        "state": "CA",
    }
    values |= {"postal_code": "99999", **changes}
    return {f"location-{name}": value for name, value in values.items()}


def sent(client, account, unit, **changes):
    """The whole form."""
    return {
        "form_token": hidden(client.get(page_of(account)), "form_token"),
        "unit-unit": str(unit.pk),
        "choice-address": "new",
        **typed(),
        "site_references-TOTAL_FORMS": "1",
        "site_references-INITIAL_FORMS": "0",
        "purposes-TOTAL_FORMS": "1",
        "purposes-INITIAL_FORMS": "0",
        "button": "apply",
        **changes,
    }


def advice(response):
    """The words of the block below the fields."""
    block = re.search(r'id="section-location-advice">(.*?)</section>', response.text, re.DOTALL).group(1)
    return " ".join(re.sub(r"<[^>]+>", " ", block).split())


@pytest.mark.rule("R-047", "R-051")
def test_while_typing_findings_and_suggestions_are_told_and_nothing_is_an_error(
    account, clerk_client, verdict
):
    verdict(**WRONG)
    response = clerk_client.post(page_of(account), {"refresh": "advice", "choice-address": "new", **typed()})
    assert advice(response) == (
        "This address is not valid ZIP code 99999 is not known in United States. "
        "Suggestions Beverly Hills, CA 90210"
    )
    assert f'name="fill" value="{FILL}"' in response.text
    assert problems(response) == []


@pytest.mark.rule("R-047", "R-051")
def test_level_error_refuses_beside_the_field_and_suggests(account, clerk_client, unit_a, verdict):
    verdict(**WRONG)
    response = clerk_client.post(page_of(account), sent(clerk_client, account, unit_a))
    assert problems(response) == ["ZIP Code: ZIP code 99999 is not known in United States."]
    assert advice(response) == "This address is not valid Suggestions Beverly Hills, CA 90210"
    assert Location.objects.count() == 1


@pytest.mark.rule("R-044")
def test_what_is_missing_is_told_in_the_order_of_the_country(account, clerk_client, unit_a):
    of_germany = typed(country=str(country("DE").pk), line1="", city="", postal_code="")
    response = clerk_client.post(page_of(account), sent(clerk_client, account, unit_a, **of_germany))
    assert [line.partition(":")[0] for line in problems(response)] == [
        "Address Line 1",
        "Postal Code",
        "City",
    ]


@pytest.mark.rule("R-051")
def test_a_suggestion_is_taken_without_a_script(account, clerk_client, verdict):
    verdict(**WRONG)
    given = {**typed(), "choice-address": "new", "fill": FILL.replace("&amp;", "&")}
    response = clerk_client.post(page_of(account), given)
    form = response.context["forms"]["location"]
    assert [form[name].value() for name in ("line1", "city", "state", "postal_code")] == [
        "1 Main Street",
        "Beverly Hills",
        "CA",
        "90210",
    ]
    assert problems(response) == []
    assert Location.objects.count() == 1


@pytest.mark.parametrize(
    "fill",
    ["", "location-city=%00", "=", "&&", "nothing=1", "a=1&" * 50, "location-country=x", "choice-address=7"],
)
def test_whatever_a_button_fills_in_is_no_error(account, clerk_client, fill):
    response = clerk_client.post(page_of(account), {**typed(), "fill": fill})
    assert (response.status_code, problems(response)) == (200, [])


@pytest.mark.rule("R-048")
def test_level_warning_tells_once_and_saves_what_is_sent_again(account, clerk_client, unit_a, verdict):
    verdict(**WRONG, level="WARNING")
    data = sent(clerk_client, account, unit_a)
    first = clerk_client.post(page_of(account), data)
    assert problems(first) == []
    assert advice(first) == (
        "Check the address ZIP code 99999 is not known in United States. "
        "Suggestions Beverly Hills, CA 90210 "
        "Nothing is saved yet. To save the address as it is, press the button again."
    )
    assert Location.objects.count() == 1
    again = {**data, "location-told": hidden(first, "location-told")}
    assert clerk_client.post(page_of(account), again).status_code == 302
    assert Location.objects.filter(postal_code="99999").count() == 1


@pytest.mark.rule("R-048")
def test_who_saw_the_warning_while_typing_is_not_asked_again(account, clerk_client, unit_a, verdict):
    verdict(**WRONG, level="WARNING")
    seen = clerk_client.post(page_of(account), {"refresh": "advice", "choice-address": "new", **typed()})
    data = sent(clerk_client, account, unit_a, **{"location-told": hidden(seen, "location-told")})
    assert clerk_client.post(page_of(account), data).status_code == 302


@pytest.mark.rule("R-048")
def test_another_address_than_the_one_that_was_told_is_told_anew(account, clerk_client, unit_a, verdict):
    verdict(**WRONG, level="WARNING")
    told = hidden(clerk_client.post(page_of(account), sent(clerk_client, account, unit_a)), "location-told")
    other = sent(clerk_client, account, unit_a, **{"location-told": told, "location-postal_code": "88888"})
    assert advice(clerk_client.post(page_of(account), other)).startswith("Check the address")
    assert Location.objects.count() == 1


@pytest.mark.rule("R-049", "R-051")
def test_no_validation_says_nothing(account, clerk_client, unit_a, verdict):
    verdict(**WRONG, level="NONE")
    shown = clerk_client.post(page_of(account), {"refresh": "advice", "choice-address": "new", **typed()})
    assert advice(shown) == ""
    assert clerk_client.post(page_of(account), sent(clerk_client, account, unit_a)).status_code == 302


@pytest.mark.rule("R-050")
def test_what_is_certain_is_offered_to_empty_fields_while_typing(account, clerk_client, verdict):
    verdict(completion={"city": "Full", "state": "CA"})
    given = typed(city="", state="", postal_code="90210")
    response = clerk_client.post(page_of(account), {"refresh": "advice", "choice-address": "new", **given})
    assert 'data-complete="location-city=Full&amp;location-state=CA" hidden' in response.text
    assert advice(response) == "Filled in: City Full, State CA."


@pytest.mark.rule("R-050")
def test_what_is_certain_is_not_missing_when_it_is_saved(account, clerk_client, unit_a, verdict):
    verdict(completion={"city": "Full", "state": "CA"})
    data = sent(clerk_client, account, unit_a, **typed(city="", state="", postal_code="90210"))
    assert clerk_client.post(page_of(account), data).status_code == 302
    assert Location.objects.filter(city="Full", state="CA", postal_code="90210").count() == 1


@pytest.mark.rule("R-047", "R-050", "R-051")
def test_with_places_that_were_loaded(account, clerk_client, tmp_path):
    load_america(tmp_path)
    asked = {"refresh": "advice", "choice-address": "new"}
    given = typed(city="", state="", postal_code="94105")
    shown = clerk_client.post(page_of(account), {**asked, **given})
    assert advice(shown) == "Filled in: City San Francisco, State CA."
    given = typed(city="Beverly Hills", state="CA", postal_code="10001")
    words = advice(clerk_client.post(page_of(account), {**asked, **given}))
    assert words.startswith("This address is not valid ZIP code 10001")
    assert "90210, Beverly Hills, CA" in words.partition("Suggestions")[2]


@pytest.mark.rule("R-048", "R-050")
def test_what_was_filled_in_before_belongs_to_the_address_that_was_told(
    account, clerk_client, unit_a, tmp_path
):
    load_america(tmp_path, level="WARNING")
    values = typed(city="Beverly Hills", state="", postal_code="10001")
    asked = {"refresh": "advice", "choice-address": "new", "location-state-filled": "CA"}
    shown = clerk_client.post(page_of(account), {**asked, **values})
    assert "ZIP code 10001 does not belong to Beverly Hills, CA, United States." in advice(shown)
    told = {"location-told": hidden(shown, "location-told"), "location-state": "CA"}
    answer = clerk_client.post(page_of(account), sent(clerk_client, account, unit_a, **values | told))
    assert answer.status_code == 302
    assert Location.objects.filter(postal_code="10001", state="CA").count() == 1


@pytest.mark.rule("R-037", "R-050")
def test_an_address_is_known_by_what_is_filled_in_as_well(account, clerk_client, verdict):
    verdict(completion={"city": "Hamburg"})
    asked = {"refresh": "advice", "choice-address": "new", **again(account, city="")}
    words = advice(clerk_client.post(page_of(account), asked))
    assert words.startswith(
        "Filled in: City Hamburg. Check the address This customer has this address already:"
    )


def again(account, **changes):
    """What stands in the fields: the customer's address once more, in other letters."""
    values = {
        "country": str(country("DE").pk),
        "line1": "AM KAI 1",
        "city": "hamburg",
        "postal_code": "20457",
    }
    return {f"location-{name}": value for name, value in {**values, **changes}.items()}


@pytest.mark.rule("R-037", "R-038")
def test_an_address_that_the_customer_has_is_told_and_used_with_one_press(
    account, clerk_client, unit_a, verdict
):
    verdict()
    first = account.party.sites.get()
    page = f"/customers/{account.party_id}/accounts/create/"
    shown = clerk_client.post(page, {"refresh": "advice", "choice-address": "new", **again(account)})
    assert advice(shown) == (
        f"Check the address This customer has this address already: {first.number}, "
        f"Am Kai 1, 20457 Hamburg, Germany. Use This Address {first.number}"
    )
    fill = f"choice-address={first.pk}"
    assert f'name="fill" value="{fill}"' in shown.text
    taken = clerk_client.post(page, {"fill": fill, "choice-address": "new", **again(account)})
    assert taken.context["forms"]["choice"].chosen == first
    assert advice(taken) == ""


@pytest.mark.rule("R-037", "R-038")
def test_the_same_address_is_made_once_more_where_that_is_wanted(account, clerk_client, unit_a, verdict):
    verdict()
    data = sent(clerk_client, account, unit_a, **again(account))
    told = clerk_client.post(page_of(account), data)
    assert advice(told).startswith("Check the address This customer has this address already:")
    assert "The account has its site there already." in advice(told)
    assert 'name="fill"' not in told.text
    assert Location.objects.count() == 1
    data["location-told"] = hidden(told, "location-told")
    assert clerk_client.post(page_of(account), data).status_code == 302
    assert Location.objects.count() == 2


@pytest.mark.rule("R-057")
def test_the_country_begins_as_the_clerk_prefers(account, clerk_client, clerk):
    with work(actor=None, channel="system"):
        set_preferences(clerk, default_unit=None, default_country=country("JP"))
    form = clerk_client.get(page_of(account)).context["forms"]["location"]
    assert form["country"].value() == country("JP").pk or form["country"].value() == country("JP")
    assert UserPreference.objects.count() == 1


@pytest.mark.rule("R-044")
@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("DE", ["postal_code", "city"]),
        ("US", ["city", "state", "postal_code", "postal_plus4"]),
        ("JP", ["postal_code", "province", "city"]),
        ("BR", ["city", "state", "postal_code"]),
        ("GB", ["city", "postal_code"]),
    ],
)
def test_each_country_has_its_own_fields_in_its_own_order(account, clerk_client, code, fields):
    given = {"refresh": "address", "choice-address": "new", "location-country": str(country(code).pk)}
    form = clerk_client.post(page_of(account), given).context["forms"]["location"]
    names = [pointer.name for pointer in form.helper.layout.get_field_names()]
    assert names == ["country", "line1", "line2", "line3", "line4", *fields]
