"""Two people at one form of the admin: each field is chosen, and nothing that was typed is lost (D-19)."""

import re
from html import unescape

import pytest

from core import writes
from core.models import User
from core.work import work
from reference.models import InterestTier, PaymentTerm
from tests import factories
from tests.core.test_admin import address, messages_of, typed
from tests.core.test_admin_rows import tier_rows

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D-19", "R-228")]


def changed(record, actor=None, **values):
    record = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(record, name, value)
    with work(actor=actor, channel="page"):
        writes.save(record, version=record.version)


def table(response):
    """The rows of the page: field, as opened, now, yours."""
    body = re.search("<tbody>(.*?)</tbody>", response.text, re.DOTALL).group(1)
    rows = re.findall("<tr>(.*?)</tr>", body, re.DOTALL)
    texts = [re.sub(r'<span class="visually-hidden">.*?</span>', "", row) for row in rows]
    cells = [re.findall("<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL) for row in texts]
    return [[unescape(re.sub("<.*?>", "", cell)).strip() for cell in row] for row in cells]


def sent(response, mine=True):
    """What the browser sends from the page, with the radio buttons on mine or on theirs."""
    form = re.search('<form method="post" action.*?</form>', response.text, re.DOTALL).group()
    inputs = [
        dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) | {"tag": tag}
        for tag in re.findall("<input [^>]*>", form)
    ]
    data = {}
    for each in inputs:
        name = each.get("name")
        picked = each.get("type") != "radio" or (" checked" in each["tag"]) == mine
        if name and picked:
            data[name] = unescape(each.get("value", ""))
    return data


@pytest.fixture
def term():
    return factories.PaymentTermFactory(code="NET_7", name="Net 7")


@pytest.fixture
def conflict(administrator_client, term):
    """Both changed the name; only the other one the description, only the administrator the flag."""
    other = factories.UserFactory(first_name="Otto", last_name="Other")
    changed(term, other, name="Theirs", description="Their words")
    late = typed(term, name="Mine", description="", opened_version=1, balance_forward="on", reason="why")
    return administrator_client.post(address(term), late)


def stored(term):
    return PaymentTerm.objects.values_list("name", "description", "balance_forward", "version").get(
        pk=term.pk
    )


def test_both_values_and_the_one_when_it_was_opened_are_shown(conflict, term):
    assert conflict.status_code == 409
    assert "Mine was changed while you were editing it" in conflict.text
    assert "Otto Other saved it" in conflict.text
    assert table(conflict) == [["Name", "Net 7", "Theirs", "Mine"]]
    assert stored(term) == ("Theirs", "Their words", False, 2)


def test_mine_is_saved_with_what_only_one_of_the_two_had_changed(administrator_client, conflict, term):
    assert administrator_client.post(address(term), sent(conflict)).status_code == 302
    assert stored(term) == ("Mine", "Their words", True, 3)


def test_theirs_can_stay(administrator_client, conflict, term):
    assert administrator_client.post(address(term), sent(conflict, mine=False)).status_code == 302
    assert stored(term) == ("Theirs", "Their words", True, 3)


def test_a_third_person_in_between_is_another_conflict(administrator_client, conflict, term):
    changed(term, name="Third")
    again = administrator_client.post(address(term), sent(conflict))
    assert (again.status_code, table(again)) == (409, [["Name", "Theirs", "Third", "Mine"]])


def test_yes_and_no_can_be_chosen(administrator_client, term):
    changed(term, balance_forward=True)
    changed(term, balance_forward=False, name="Other")
    changed(term, balance_forward=True)
    response = administrator_client.post(address(term), typed(term, name="Mine", opened_version=1))
    assert table(response) == [["Name", "Net 7", "Other", "Mine"]]
    assert administrator_client.post(address(term), sent(response)).status_code == 302
    assert stored(term)[:3] == ("Mine", "", True)


def test_rows_of_a_record_have_their_conflicts_too(administrator_client):
    tier = factories.InterestTierFactory(from_day=10)
    other = factories.InterestTierFactory(tier_set=tier.tier_set, from_day=40)
    changed(tier, from_day=15)
    rows = [
        {"id": row.pk, "tier_set": tier.tier_set_id, "from_day": days, "opened_version": 1}
        for row, days in ((tier, 20), (other, 50))
    ]
    late = tier_rows(tier.tier_set, *rows, initial=2) | {"name": "A new name"}
    response = administrator_client.post(address(tier.tier_set), late)
    assert response.status_code == 409
    assert [row[1:] for row in table(response)] == [["10", "15", "20"]]
    assert administrator_client.post(address(tier.tier_set), sent(response)).status_code == 302
    assert list(InterestTier.objects.order_by("from_day").values_list("from_day", "version")) == [
        (20, 3),
        (50, 2),
    ]
    tier.tier_set.refresh_from_db()
    assert tier.tier_set.name == "A new name"


def test_names_stand_for_keys(administrator_client, unit_a):
    austria, france = factories.country("AT"), factories.country("FR")
    changed(unit_a, country=france)
    response = administrator_client.post(
        address(unit_a),
        {
            "name": unit_a.name,
            "description": "",
            "time_zone": unit_a.time_zone,
            "currency": unit_a.currency_id,
            "country": austria.pk,
            "opened_version": 1,
            "reason": "",
        },
    )
    assert table(response) == [["Country", "–", "France", "Austria"]]
    assert administrator_client.post(address(unit_a), sent(response)).status_code == 302
    unit_a.refresh_from_db()
    assert unit_a.country == austria


def test_a_password_that_was_typed_does_not_travel_through_the_page(administrator_client):
    user = factories.UserFactory(first_name="Before")
    changed(user, first_name="Theirs")
    page = administrator_client.get(address(user))
    data = {
        name: value
        for form in [
            page.context["adminform"].form,
            *[each.formset.management_form for each in page.context["inline_admin_formsets"]],
        ]
        for name, value in ((bound.html_name, bound.value()) for bound in form)
        if value is not None and value is not False
    }
    secret = "a-very-long-secret-4711"
    data |= {"first_name": "Mine", "opened_version": "1", "password1": secret, "password2": secret}
    response = administrator_client.post(address(user), data)
    assert secret not in response.text
    assert messages_of(response, "__all__")[0].endswith("Nothing was saved.")
    assert User.objects.get(pk=user.pk).first_name == "Theirs"
