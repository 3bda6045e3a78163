"""Bench data is as the rules want it, the same for one seed, and numbers go on behind it."""

import random

import pytest

from accounts.models import Account
from bench import load, soundness, words, world
from bench.customers import TABLES
from core.guard import allowed
from matching.models import MatchKey
from parties.models import Party, PersonDetails
from sites.models import SiteUse
from tests.customers.builders import made, new_customer, new_site

pytestmark = pytest.mark.django_db
PARTIES = 300


def names():
    return list(Party.objects.order_by("pk").values_list("name", flat=True))


def rows():
    return {model: model._base_manager.count() for model in [*TABLES, MatchKey]}


def test_what_is_loaded_is_sound_and_work_goes_on_behind_it():
    world.furnish()
    before = rows()
    told = load.load(PARTIES, history=True)
    counts = {model: number - before[model] for model, number in rows().items()}
    assert counts[Party] == PARTIES
    assert 0 < counts[PersonDetails] < PARTIES < counts[Account]
    assert told["rows"] == sum(counts.values())
    assert soundness.problems() == []

    unit = SiteUse.objects.order_by("pk").last().unit
    party = made(new_customer("Acme Harbour Ltd", new_site(unit, "BILL_TO", "SHIP_TO")))
    assert Party.objects.latest("pk") == party
    assert not Party.objects.filter(registry_id=f"{party.registry_id}-D").exists()


def test_a_broken_row_is_seen():
    world.furnish()
    load.load(20)
    last = Party.objects.latest("pk")
    with allowed():
        Party._base_manager.filter(pk=last.pk).update(name_key="another")
    assert len(soundness.problems()) == 1
    MatchKey.objects.filter(party=last).delete()
    assert len(soundness.problems()) == 2


def test_a_seed_makes_the_same_customers_again():
    world.furnish()
    load.load(30, seed=7)
    first = names()
    load.load(30, seed=7)
    assert names() == first * 2
    load.load(30, seed=8)
    assert names()[60:] != first


def test_one_in_many_customers_is_an_earlier_one_with_a_mistake():
    world.furnish()
    load.load(PARTIES)
    again = Party.objects.filter(registry_id__endswith="-D")
    assert 0 < again.count() < PARTIES / 10
    for party in again:
        original = Party.objects.get(registry_id=party.registry_id.removesuffix("-D"))
        assert party.kind == original.kind
        assert len(party.name.split()) == len(original.name.split())


def test_a_misspelt_word_is_another_one():
    source = random.Random(1)
    assert all(words.misspelt(word, source) != word for word in ["Abc", "Harbour", "Klo", "To"] * 20)
