"""The ways in which people write the names of cities and areas."""

import pytest

from reference.geography import areas, written


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("S. Giovanni Rotondo", "San Giovanni Rotondo"),
        ("S.ta Margherita Ligure", "Santa Margherita Ligure"),
        ("Cinisello B.mo", "Cinisello Balsamo"),
        ("S. Bernardo do Campo", "São Bernardo do Campo"),
        ("V. N. de Gaia", "Vila Nova de Gaia"),
        ("W. Palm Beach", "West Palm Beach"),
        ("Bad Homburg v.d.H.", "Bad Homburg vor der Höhe"),
        ("Rothenburg o. Tauber", "Rothenburg ob der Tauber"),
        ("St. Johann i. T.", "Sankt Johann in Tirol"),
        ("Capelle a/d IJssel", "Capelle aan den IJssel"),
        ("S. Sebastián", "Donostia-San Sebastián"),
        ("Roissy CDG Cedex", "Roissy Charles-de-Gaulle"),
    ],
)
def test_a_shortened_name_is_that_of_the_city(typed, name):
    assert written.abbreviates(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("St. Moritz", "St. Gallen"),
        ("St. Louis", "St. Paul"),
        ("Frankfurt (Oder)", "Frankfurt am Main"),
        ("S. G.", "San Giovanni"),
        ("Roissy ABC", "Roissy Charles-de-Gaulle"),
    ],
)
def test_another_name_is_not(typed, name):
    assert not written.abbreviates(typed, name)


@pytest.mark.parametrize("typed", ["L'Hospitalet", "Hospitalet de Llobregat", "L’Hospitalet de Llobregat"])
def test_an_article_before_a_name_does_not_count(typed):
    assert written.begins("L' Hospitalet De Llobregat", typed)


def test_an_article_alone_is_no_name():
    assert not written.begins("Los Angeles", "Los")


def test_the_whole_name_is_looked_for_first():
    assert written.city_keys("DE", "Frankfurt (Oder)")[0] == "frankfurtoder"


@pytest.mark.parametrize(("country", "whole"), [("BR", "saopaulo"), ("ES", "sanpaulo"), ("IT", "santapaulo")])
def test_a_saint_may_be_a_letter(country, whole):
    assert whole in written.city_keys(country, "S. Paulo")
    assert whole not in written.city_keys("DE", "S. Paulo")


@pytest.mark.parametrize(
    ("country", "city", "area"),
    [
        ("CA", "Montréal (Québec)", "Québec"),
        ("CA", "Toronto, ON", "ON"),
        ("US", "Austin TX", "TX"),
        ("US", "Washington D.C.", "D.C."),
        ("US", "New York", ""),
        ("US", "La Jolla, San Diego", ""),
        ("DE", "Frankfurt (Oder)", ""),
    ],
)
def test_an_area_may_stand_behind_the_city(country, city, area):
    assert areas.behind_city(country, city) == area


def test_the_forces_abroad_have_three_states():
    named = {code: areas.codes_by_key("US")[code.lower()] for code in ("AA", "AE", "AP")}
    assert named == {code: frozenset({code}) for code in named}


def test_a_second_name_of_an_area_is_not_shown_with_it():
    assert areas.areas_of("GB")["WLS"].name == "Wales"
    assert areas.codes_by_key("GB")["cymru"] == frozenset({"WLS"})


def test_the_beginning_of_a_greek_code_tells_the_region():
    assert areas.of_code("GR", "54640") == frozenset({"B"})
    assert areas.of_code("GR", "99999") == frozenset()
    assert areas.of_code("US", "10001") is None


@pytest.mark.parametrize(
    ("country", "text", "codes"),
    [
        ("IN", "Raj.", {"RJ"}),
        ("US", "W. Virginia", {"WV"}),
        ("DE", "Schl.-Holst.", {"SH"}),
        ("US", "N.", set()),
        ("US", "New.", set()),
        ("IN", "Raj", set()),
    ],
)
def test_an_area_may_be_shortened_with_full_stops(country, text, codes):
    assert areas.shortened(country, text) == codes
