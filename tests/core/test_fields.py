"""Folded keys beside the names and numbers they are made from."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from core import writes
from core.fields import KeyField
from core.text import fold
from core.work import work
from parties.models import Party
from sites.models import AccountSite, SiteUse
from tests.factories import AccountFactory, AccountSiteFactory, PartyFactory


def test_a_key_follows_its_source(db):
    account = AccountFactory(description="Ｍain")
    assert account.description_key == "main"
    with work(actor=None, channel="system"):
        account.description = "Ä Branch"
        writes.save(account, version=1)
    assert type(account).objects.get(description_key="ä branch") == account


@pytest.mark.rule("R-017")
@pytest.mark.parametrize("number", ["ä-1", "Ä-1", " ä-1 ", "A\u0308-1", "Ä\u00ad-1"])
def test_a_number_is_taken_in_every_spelling_of_case(db, number):
    account = AccountFactory(number="Ä-1")
    if "\u00ad" in number:
        assert AccountFactory(number=number).number_key != account.number_key
        return
    with pytest.raises(ValidationError, match="exists already"):
        AccountFactory(number=number)


def test_no_number_never_equals_no_number(db):
    first = AccountSiteFactory(edi_location="")
    second = AccountSiteFactory(account=first.account, unit=first.unit, edi_location="")
    assert [site.edi_location_key for site in AccountSite.objects.order_by("pk")] == [None, None]
    assert second.pk


def test_a_long_key_is_cut_where_it_is_only_searched(db):
    party = PartyFactory(name="ﷺ" * 40)
    assert len(party.name_key) == 360
    assert party.name_key == fold("ﷺ" * 40)[:360]


@pytest.mark.parametrize(
    ("model", "name"), [(Party, "registry_id"), (SiteUse, "location"), (AccountSite, "edi_location")]
)
def test_a_long_key_is_refused_where_it_must_be_unique(model, name):
    record = model(**{name: "ﷺ" * 20})
    with pytest.raises(ValidationError) as caught:
        model._meta.get_field(f"{name}_key").derive(record)
    assert caught.value.message_dict == {name: ["This is too long once it is written in plain letters."]}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=240))
def test_a_key_fits_its_column_and_is_a_folded_text(text):
    party = Party(alias=text)
    field = Party._meta.get_field("alias_key")
    field.derive(party)
    assert len(party.alias_key) <= field.max_length
    assert fold(text).startswith(party.alias_key)


def test_a_key_is_never_on_a_form_and_survives_migrations():
    field = KeyField("name", max_length=90, null=True)
    assert (field.formfield(), field.editable, field.blank) == (None, False, True)
    _name, path, args, kwargs = field.deconstruct()
    assert (path, args, kwargs) == ("core.fields.KeyField", ["name"], {"max_length": 90, "null": True})
    assert isinstance(KeyField(*args, **kwargs), models.CharField)
