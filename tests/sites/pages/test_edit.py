"""Editing an account site and the name of its address: two records on one page, each with its version."""

import pytest

from core import writes
from core.work import work
from reference.models import Language
from sites.models import AccountSite
from tests.core.pages.markup import choices, facts, filled, problems, rows, told
from tests.factories import CountryFactory, ResourceFactory, SourceSystemFactory

pytestmark = pytest.mark.django_db


def url_of(house):
    return f"/sites/{house.second.pk}/edit/"


def stored(house):
    return AccountSite.objects.select_related("party_site").get(pk=house.second.pk)


def test_site_and_address_are_saved_together(house, clerk_client):
    french, seller = Language.objects.get(code="fr"), ResourceFactory(name="Sal Fischer")
    data = filled(clerk_client.get(url_of(house)))
    typed = {
        "site-language": str(french.pk),
        "site-translation": "Port d'Acme",
        "site-edi_location": "DOCK7",
        "site-salesperson": str(seller.pk),
        "address-name": "Werft",
        "address-mail_stop": "M3",
        "address-reason": "Asked",
    }
    page = clerk_client.post(url_of(house), {**data, **typed}, follow=True)
    assert told(page) == ["Werft was saved."]
    shown = facts(page)
    assert [
        shown[name] for name in ("Language", "Translation", "EDI Location", "Salesperson", "Mail Stop")
    ] == [
        "French",
        "Port d'Acme",
        "DOCK7",
        "Sal Fischer",
        "M3",
    ]
    latest = [text for _kind, text in rows(clerk_client.get(f"/sites/{house.second.pk}/history/"))[0]]
    assert latest[4:] == ["Asked", "2"]


@pytest.mark.rule("R-229")
def test_only_what_changed_gets_a_new_version(house, clerk_client):
    data = filled(clerk_client.get(url_of(house)))
    page = clerk_client.post(url_of(house), {**data, "address-name": "Werft"}, follow=True)
    assert told(page) == ["Werft was saved."]
    assert (stored(house).version, stored(house).party_site.version) == (1, 2)
    page = clerk_client.post(url_of(house), filled(clerk_client.get(url_of(house))), follow=True)
    assert told(page) == ["Nothing was changed in Werft."]
    assert (stored(house).version, stored(house).party_site.version) == (1, 2)


@pytest.mark.rule("R-059")
def test_unit_address_and_everything_off_the_form_stay(house, unit_b, clerk_client):
    data = filled(clerk_client.get(url_of(house)))
    extra = {
        "site-unit": str(unit_b.pk),
        "site-account": "999",
        "site-party_site": str(house.first.party_site_id),
        "site-status": "I",
        "address-identifying": "on",
        "address-status": "I",
    }
    clerk_client.post(url_of(house), {**data, **extra, "site-edi_location": "E1"})
    after = stored(house)
    assert (after.edi_location, after.status, after.unit_id, after.account_id, after.party_site_id) == (
        "E1",
        "A",
        house.second.unit_id,
        house.account.pk,
        house.second.party_site_id,
    )
    assert (after.party_site.identifying, after.party_site.status) == (False, "A")


@pytest.mark.rule("R-065")
def test_site_number_is_changed_and_stays_unique(house, clerk_client):
    data = filled(clerk_client.get(url_of(house)))
    assert data["address-number"] == house.second.party_site.number
    page = clerk_client.post(url_of(house), {**data, "address-number": "DOCK-9"}, follow=True)
    assert facts(page)["Site Number"] == stored(house).party_site.number == "DOCK-9"
    first = f"/sites/{house.first.pk}/edit/"
    page = clerk_client.post(first, {**filled(clerk_client.get(first)), "address-number": "dock-9"})
    [said] = problems(page)
    assert "exists already" in said and filled(page)["address-number"] == "dock-9"
    [said] = problems(clerk_client.post(first, {**filled(clerk_client.get(first)), "address-number": ""}))
    assert "required" in said


@pytest.mark.rule("R-031")
def test_reference_is_given_once_and_belongs_to_the_unit(house, clerk_client):
    system = SourceSystemFactory(code="LEGACY", name="Legacy")
    data = filled(clerk_client.get(url_of(house)))
    [said] = problems(clerk_client.post(url_of(house), {**data, "reference-value": "S-7"}))
    assert said.endswith("A reference needs its source system and its value.")
    typed = {**data, "reference-system": str(system.pk), "reference-value": "S-7", "address-reason": "Linked"}
    page = clerk_client.post(url_of(house), typed, follow=True)
    assert "was saved" in told(page)[0] and facts(page)["Reference"] == "Legacy: S-7"
    given = house.second.source_references.get()
    assert (given.value, given.unit) == ("S-7", house.second.unit)
    assert "reference-value" not in filled(clerk_client.get(url_of(house)))
    # Who had the page open meanwhile is told, and loses nothing of what was typed.
    late = clerk_client.post(url_of(house), {**typed, "reference-value": "S-8"})
    [said] = problems(late)
    assert said.endswith("This record has a reference in that source system already.")
    assert filled(late)["reference-value"] == "S-8"
    assert list(house.second.source_references.values_list("value", "version")) == [("S-7", 1)]


@pytest.mark.rule("R-066")
def test_edi_location_of_another_site_is_refused_beside_the_field(house, clerk_client):
    first = f"/sites/{house.first.pk}/edit/"
    clerk_client.post(first, {**filled(clerk_client.get(first)), "site-edi_location": "dock7"})
    data = {**filled(clerk_client.get(url_of(house))), "site-edi_location": "DOCK7", "address-name": "Kept"}
    page = clerk_client.post(url_of(house), data)
    assert problems(page) == [
        "EDI Location: Another active site of the account has this EDI location in this operating unit."
    ]
    assert filled(page)["address-name"] == "Kept"
    assert stored(house).party_site.name == ""


def test_translation_needs_its_language(house, clerk_client):
    page = clerk_client.post(
        url_of(house), {**filled(clerk_client.get(url_of(house))), "site-translation": "Port"}
    )
    assert problems(page) == ["Language: A translation needs its language."]


@pytest.mark.rule("R-260")
def test_inactive_choice_stays_where_it_is_and_is_not_offered_elsewhere(house, clerk_client):
    used, unused = CountryFactory(code2="XA", name="Usedland"), CountryFactory(code2="XB", name="Newland")
    with work(actor=None, channel="system"):
        site = writes.lock(AccountSite.objects.filter(pk=house.second.pk))[0]
        site.territory = used
        writes.save(site)
        for land in (used, unused):
            writes.remove(land, version=1)
    offered = choices(clerk_client.get(url_of(house)), "site-territory")
    assert ("Usedland (inactive)" in offered, "Newland" in offered) == (True, False)
    data = filled(clerk_client.get(url_of(house)))
    clerk_client.post(url_of(house), {**data, "site-edi_location": "E1"})
    assert (stored(house).territory, stored(house).edi_location) == (used, "E1")


def test_salesperson_choices_sell(house, clerk_client):
    ResourceFactory(name="Ann Analyst", is_salesperson=False, is_credit_analyst=True)
    ResourceFactory(name="Sal Fischer")
    offered = choices(clerk_client.get(url_of(house)), "site-salesperson")
    assert ("Ann Analyst" in offered, "Sal Fischer" in offered) == (False, True)


@pytest.mark.rule("D-19", "R-228")
@pytest.mark.parametrize(
    ("field", "label", "mine_too"),
    [
        ("site-edi_location", "EDI Location", ("address-name", "Mine too")),
        ("address-name", "Site Name", ("site-edi_location", "MINE2")),
    ],
)
def test_conflict_in_either_record_is_chosen_field_by_field(
    house, clerk_client, steward_client, field, label, mine_too
):
    other_field, other_value = mine_too
    mine, theirs = filled(clerk_client.get(url_of(house))), filled(steward_client.get(url_of(house)))
    steward_client.post(url_of(house), {**theirs, field: "THEIRS"})
    page = clerk_client.post(
        url_of(house), {**mine, field: "MINE", other_field: other_value, "address-reason": "Why"}
    )
    assert page.status_code == 409
    assert [text for _kind, text in rows(page)[0]][:2] == [label, "–"]
    again = filled(page)
    assert (again[field], again[other_field], again["address-reason"]) == ("MINE", other_value, "Why")
    done = clerk_client.post(url_of(house), {**again, field: "THEIRS"})
    assert done.status_code == 302
    after = stored(house)
    values = {"site-edi_location": after.edi_location, "address-name": after.party_site.name}
    assert values == {field: "THEIRS", other_field: other_value}


@pytest.mark.rule("D-19")
def test_conflicts_in_both_records_come_up_one_after_the_other(house, clerk_client, steward_client):
    mine, theirs = filled(clerk_client.get(url_of(house))), filled(steward_client.get(url_of(house)))
    steward_client.post(url_of(house), {**theirs, "site-edi_location": "THEIRS", "address-name": "Theirs"})
    page = clerk_client.post(url_of(house), {**mine, "site-edi_location": "MINE", "address-name": "Mine"})
    assert (page.status_code, [row[0][1] for row in rows(page)]) == (409, ["EDI Location"])
    page = clerk_client.post(url_of(house), filled(page))
    assert (page.status_code, [row[0][1] for row in rows(page)]) == (409, ["Site Name"])
    assert clerk_client.post(url_of(house), filled(page)).status_code == 302
    assert (stored(house).edi_location, stored(house).party_site.name) == ("MINE", "Mine")


@pytest.mark.rule("D-19")
def test_different_fields_go_together(house, clerk_client, steward_client):
    mine, theirs = filled(clerk_client.get(url_of(house))), filled(steward_client.get(url_of(house)))
    steward_client.post(url_of(house), {**theirs, "address-name": "Theirs", "site-edi_location": "E1"})
    clerk_client.post(url_of(house), {**mine, "address-mail_stop": "M3", "site-translation": ""})
    after = stored(house)
    assert (after.party_site.name, after.party_site.mail_stop, after.edi_location) == ("Theirs", "M3", "E1")
