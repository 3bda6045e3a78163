import pytest
from django.core.exceptions import ValidationError

from core import writes
from core.work import work
from parties.address_check import Kind, check, complete
from parties.models import Location, UnvalidatedAddress
from reference.geography import files, store
from reference.geography.keys import keys
from reference.geography.program import country_codes
from reference.geography.rows import Kind as PlaceKind
from reference.geography.rows import PlaceRow
from reference.geography.shipped import japan
from reference.models import Country
from tests.factories import LocationFactory

ROWS = """country,area_code,area,city,postal_code,other_names,latitude,longitude,population
US,CA,California,Beverly Hills,90210,,34.09,-118.41,33000
US,CA,California,Los Angeles,90001,,33.97,-118.25,3900000
US,IL,Illinois,Springfield,62701,,39.80,-89.65,114000
US,MA,Massachusetts,Springfield,01103,,42.10,-72.59,155000
US,MO,Missouri,St. Louis,63101,,38.63,-90.19,300000
DE,BY,Bayern,München,80331,Munich,48.14,11.57,1500000
DE,BE,Berlin,Berlin,10117,,52.52,13.39,3600000
DE,HE,Hessen,Frankfurt am Main,60311,,50.11,8.68,760000
DE,BB,Brandenburg,Frankfurt (Oder),15230,Frankfurt,52.34,14.55,58000
DE,BY,Bayern,Rothenburg ob der Tauber,91541,,49.38,10.18,11000
"""


@pytest.fixture
def geography(db):
    """A few places, with as many codes as make a list of them."""
    lines = [f"US,TX,Texas,Houston,77{number:03},,29.76,-95.37,2300000" for number in range(120)]
    lines += [f"DE,HH,Hamburg,Hamburg,20{number:03},,53.55,10.0,1800000" for number in range(120)]
    contents = files.read((ROWS + "\n".join(lines)).encode(), country_codes())
    assert contents.problems == []
    for code, rows in contents.places.items():
        store.replace(Country.objects.get(code2=code), "test", "made up", rows)
    store.replace(Country.objects.get(code2="GB"), "test", "made up", british_districts())
    store.replace(Country.objects.get(code2="FI"), "test", "made up", finnish_places())


def british_districts():
    """The first parts of postcodes, which are called after whatever lies there."""
    named = {"SW1A": "Westminster Abbey", "EH8": "Holyrood", "BA1": "Bath"}
    named |= {f"M{number}": "Manchester" for number in range(1, 120)}
    rows = [PlaceRow(PlaceKind.POSTAL, name, code, keys=set(keys(name))) for code, name in named.items()]
    return [*rows, PlaceRow(PlaceKind.CITY, "Bath", population=94000, keys={"bath"})]


def finnish_places():
    """Two cities, the codes of one, and where codes of its beginning lie."""
    at = {"latitude": 60.17, "longitude": 24.94, "keys": {"helsinki"}}
    rows = [PlaceRow(PlaceKind.POSTAL, "Helsinki", f"00{number}", **at) for number in range(100, 220)]
    rows.append(PlaceRow(PlaceKind.BEGINNING, "", "00", latitude=60.2, longitude=24.9, reach=20.0))
    rows.append(PlaceRow(PlaceKind.CITY, "Helsinki", population=650000, **at))
    tampere = PlaceRow(PlaceKind.CITY, "Tampere", latitude=61.5, longitude=23.79, keys={"tampere"})
    return [*rows, tampere]


def address(country="US", level="WARNING", **values):
    found = Country.objects.get(code2=country)
    found.validation_level = level
    return Location(country=found, **{"line1": "1 Main Street"} | values)


def wrong(location):
    return {finding.element: finding.kind for finding in check([location])[0].findings}


@pytest.mark.rule("R-044", "R-046")
def test_what_the_form_of_the_country_requires_is_missed(db):
    assert wrong(address(line1="")) == dict.fromkeys(["line1", "city", "state", "postal_code"], Kind.MISSING)
    assert wrong(address("DE", line1="")) == dict.fromkeys(["line1", "city", "postal_code"], Kind.MISSING)


@pytest.mark.parametrize(
    ("country", "values", "expected"),
    [
        ("PL", {"city": "Kraków", "postal_code": "31-007"}, {}),
        ("PL", {"city": "Kraków", "postal_code": "31007"}, {}),
        ("PL", {"city": "Kraków", "postal_code": "310-07"}, {"postal_code": Kind.FORMAT}),
        ("DE", {"city": "Berlin", "postal_code": "D-10117"}, {}),
        ("US", {"city": "Boston", "state": "MA", "postal_code": "02215-1234"}, {}),
        ("CN", {"province": "Beijing", "postal_code": "100084"}, {}),
        ("CN", {"province": "Fujian", "postal_code": "361005"}, {"city": Kind.MISSING}),
        ("IN", {"state": "Delhi", "postal_code": "110001"}, {}),
        ("IN", {"state": "Telangana", "postal_code": "500032"}, {"city": Kind.MISSING}),
    ],
)
def test_separators_stand_in_their_places_and_only_a_city_of_its_own_is_written_once(
    db, country, values, expected
):
    assert wrong(address(country, **values)) == expected


def test_nothing_is_wrong_with_what_the_geography_cannot_know(db):
    assert wrong(address(city="Nowhere", state="CA", postal_code="90210")) == {}
    assert wrong(address("HK", city="Anywhere", province="Kowloon")) == {}


@pytest.mark.rule("R-047")
def test_each_element_is_held_against_the_others(geography):
    right = {"city": "Beverly Hills", "state": "CA", "postal_code": "90210"}
    assert wrong(address(**right)) == {}
    assert wrong(address(**right | {"postal_code": "9021"})) == {"postal_code": Kind.FORMAT}
    assert wrong(address(**right | {"postal_code": "77001"})) == {"postal_code": Kind.MISMATCH}
    assert wrong(address(**right | {"state": "Texas"})) == {"state": Kind.MISMATCH}
    assert wrong(address(**right | {"state": "Bavaria"})) == {"state": Kind.UNKNOWN}
    assert wrong(address(**right | {"city": "Beverli Hils"})) == {"city": Kind.UNKNOWN}
    assert wrong(address(**right | {"city": "Houston"})) == {"city": Kind.MISMATCH}
    assert wrong(address(**right | {"city": "90210", "postal_code": "Beverly Hills"})) == {
        "city": Kind.UNKNOWN,
        "postal_code": Kind.FORMAT,
    }


@pytest.mark.parametrize(
    "values",
    [
        {"country": "DE", "city": "München", "postal_code": "80331", "state": "Bayern"},
        {"country": "DE", "city": "MUENCHEN", "postal_code": "80331", "province": "Bavaria"},
        {"country": "DE", "city": "munchen", "postal_code": "D-80331"},
        {"country": "DE", "city": "Munich", "postal_code": "80331", "state": "Freistaat Bayern"},
        {"city": "Saint Louis", "postal_code": "63101", "state": "Missouri"},
        {"city": "St Louis", "postal_code": "63101-1234", "province": "MO"},
        {"city": "Springfield", "postal_code": "01103", "state": "Mass."},
        {"city": "LOS ANGELES", "postal_code": "90001", "state": "Calif."},
    ],
)
def test_case_accents_and_other_names_make_no_address_wrong(geography, values):
    location = address(**values)
    assert wrong(location) == {}
    assert location.city == values["city"]


@pytest.mark.rule("R-050")
def test_what_the_rest_makes_certain_is_filled_in_and_nothing_that_was_typed(geography):
    assert complete(address(postal_code="90210")) == {"city": "Beverly Hills", "state": "CA"}
    assert complete(address(city="Beverly Hills")) == {"state": "CA"}
    assert complete(address(city="Springfield")) == {}
    assert complete(address(city="beverly hills", state="California", postal_code="90210")) == {}
    assert complete(address("DE", postal_code="80331")) == {"city": "München"}
    # What contradicts itself makes nothing certain.
    assert complete(address(city="Beverly Hills", postal_code="77001")) == {}


@pytest.mark.rule("R-050")
def test_where_codes_are_not_listed_their_beginning_says_in_which_area_they_lie(db):
    assert complete(address("BR", postal_code="01310-200")) == {"state": "SP"}
    assert complete(address("JP", postal_code="100-0005")) == {"province": "Tokyo"}


@pytest.mark.rule("R-050")
def test_an_area_is_filled_in_with_the_letters_of_the_address(db):
    assert complete(address("JP", city="千代田区", postal_code="100-0005")) == {"province": "東京都"}
    assert complete(address("JP", city="Chiyoda-ku", postal_code="100-0005")) == {"province": "Tokyo"}


@pytest.mark.rule("R-050")
def test_a_district_of_the_post_is_no_city(geography):
    assert complete(address("GB", postal_code="SW1A 2AA")) == {"city": "London"}
    assert complete(address("GB", postal_code="EH8 9YL")) == {}
    assert complete(address("GB", postal_code="BA1 2LS")) == {"city": "Bath"}


@pytest.mark.rule("R-047")
def test_a_code_that_is_not_listed_may_be_a_box_where_others_begin_so(geography):
    assert wrong(address("FI", city="Helsinki", postal_code="00300")) == {}
    assert wrong(address("FI", city="Tampere", postal_code="00300")) == {"postal_code": Kind.UNKNOWN}


@pytest.mark.rule("R-047")
def test_the_name_of_a_large_receiver_stands_for_the_city_of_its_code(geography):
    assert wrong(address("FI", city="Helsingin yliopisto", postal_code="00014")) == {}
    assert wrong(address("FI", city="Helsingin yliopisto", postal_code="00150")) == {"city": Kind.UNKNOWN}


@pytest.mark.rule("R-044", "R-047")
def test_an_area_behind_the_city_counts_as_given_and_is_held_against_the_rest(geography):
    assert wrong(address(city="Beverly Hills, CA", postal_code="90210")) == {}
    assert wrong(address(city="Springfield MA", postal_code="01103")) == {}
    assert wrong(address(city="Springfield (TX)", postal_code="01103")) == {"city": Kind.MISMATCH}
    assert wrong(address("FI", city="Helsinki", postal_code="99999")) == {"postal_code": Kind.UNKNOWN}


@pytest.mark.rule("R-047")
def test_the_whole_name_says_which_of_two_cities_it_is_and_may_be_shortened(geography):
    assert wrong(address("DE", city="Frankfurt", postal_code="15230")) == {}
    assert wrong(address("DE", city="Frankfurt/Main", postal_code="60311")) == {}
    assert wrong(address("DE", city="Frankfurt am Main", postal_code="15230")) == {
        "postal_code": Kind.MISMATCH
    }
    assert wrong(address("DE", city="Rothenburg o.d.T.", postal_code="91541")) == {}


def test_a_name_in_kana_is_read_as_it_is_spoken():
    spoken = {"サッポロシ": "sapporoshi", "ブンキョウク": "bunkyouku", "ジョウエツシ": "jouetsushi"}
    assert {name: japan.latin_of(name) for name in spoken} == spoken


@pytest.mark.rule("R-051")
def test_valid_combinations_are_suggested(geography):
    def labels(**values):
        return [suggestion.label for suggestion in check([address(**values)])[0].suggestions]

    assert "90210, Beverly Hills, CA" in labels(city="Beverli Hils", state="CA", postal_code="90210")
    assert "90210, Beverly Hills, CA" in labels(city="Beverly Hills", state="CA", postal_code="77001")
    assert "90210, Beverly Hills, CA" in labels(city="Beverly Hills", state="Texas", postal_code="90210")
    assert labels(city="Beverly Hills", state="CA", postal_code="90210") == []


@pytest.mark.rule("R-051")
def test_of_a_wrong_code_those_of_the_city_come_first_the_likeliest_foremost(geography):
    (verdict,) = check([address("DE", city="Hamburg", postal_code="80331")])
    labels = [one.label for one in verdict.suggestions]
    assert (labels[0], labels[-1]) == ("20031, Hamburg", "80331, München")
    assert all(label.endswith("Hamburg") for label in labels[:-1])
    # What is still to be typed makes no difference.
    (verdict,) = check([address(city="Beverly Hills", postal_code="77001")])
    assert verdict.suggestions[0].label == "90210, Beverly Hills, CA"


@pytest.mark.rule("R-051")
def test_beside_a_right_code_only_cities_are_suggested_that_it_reaches(geography):
    (verdict,) = check([address("DE", city="Berlim", postal_code="80331")])
    assert [one.label for one in verdict.suggestions] == ["80331, München"]
    (verdict,) = check([address("FI", city="Tamperre", postal_code="00199")])
    assert [one.label for one in verdict.suggestions] == ["00199, Helsinki"]


@pytest.mark.rule("R-051")
def test_of_cities_of_one_name_the_one_in_the_typed_state_is_suggested_first(geography):
    (verdict,) = check([address(city="Springfeld", state="IL")])
    assert verdict.suggestions[0].label == "Springfield, IL"


def test_many_addresses_cost_as_many_queries_as_one(geography, django_assert_num_queries):
    location = address(city="Beverli Hils", state="CA", postal_code="77001")
    for count in (1, 3):
        with django_assert_num_queries(4):
            assert len(check([location] * count)) == count


def write(level, **values):
    country = Country.objects.get(code2="US")
    with work(actor=None, channel="page"):
        country = writes.lock(Country.objects.filter(pk=country.pk))[0]
        country.validation_level = level
        writes.save(country)
    with work(actor=None, channel="page") as unit_of_work:
        location = writes.save(Location(country=country, line1="1 Main Street", **values))
    return location, unit_of_work.notices


WRONG = {"city": "Beverly Hills", "state": "CA", "postal_code": "77001"}


@pytest.mark.rule("R-047")
def test_a_strict_country_refuses_what_it_does_not_know(geography):
    with pytest.raises(ValidationError) as refused:
        write("ERROR", **WRONG)
    assert list(refused.value.message_dict) == ["postal_code"]
    assert "ZIP code 77001" in refused.value.message_dict["postal_code"][0]
    assert "United States" in refused.value.message_dict["postal_code"][0]
    assert not Location.objects.filter(postal_code="77001").exists()


@pytest.mark.rule("R-048")
def test_a_warning_names_the_elements_and_is_kept_until_they_are_right(geography):
    location, notices = write("WARNING", **WRONG)
    assert len(notices) == 1
    assert "ZIP code 77001" in notices[0]
    assert UnvalidatedAddress.objects.get().elements == "postal_code"
    with work(actor=None, channel="page") as unit_of_work:
        location.postal_code = "90210"
        writes.save(location, version=location.version)
    assert unit_of_work.notices == []
    assert not UnvalidatedAddress.objects.exists()


@pytest.mark.rule("R-049")
def test_without_validation_it_is_saved_silently(geography):
    _location, notices = write("NONE", **WRONG)
    assert notices == []
    assert not UnvalidatedAddress.objects.exists()


def test_a_set_is_refused_row_by_row(geography):
    country = LocationFactory(city="Hamburg", postal_code="20001").country
    with work(actor=None, channel="page"):
        country = writes.lock(Country.objects.filter(pk=country.pk))[0]
        country.validation_level = "ERROR"
        writes.save(country)
    rows = [
        Location(country=country, line1="x", city="Hamburg", postal_code=code) for code in ("20001", "80331")
    ]
    with pytest.raises(ValidationError) as refused, work(actor=None, channel="interface"):
        writes.insert_many(rows)
    assert [(record, list(errors)) for record, errors in refused.value.records] == [
        (rows[1], ["postal_code"])
    ]
